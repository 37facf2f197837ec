"""How a hazard stands in a list: its picture, and who it waits for."""

from collections.abc import Iterable

from django.urls import reverse

from hazards.models import Hazard
from workflow.states import Stage, State

TELLING = {State.RECTIFIED: Stage.AFTER, State.CLOSED: Stage.AFTER}


class Row:
    """One line of 待办 or 台账. The hazard comes with its photos read along."""

    def __init__(self, hazard: Hazard) -> None:
        self.hazard = hazard
        self.url = reverse("web:hazard", args=[hazard.pk])
        self.picture_url = picture_url(hazard)

    @property
    def waits_for(self) -> str:
        """Whose turn it is; "" for what is closed or dismissed."""
        expected = self.hazard.waits_for
        return expected.who if expected else ""

    @property
    def asked_until(self):
        """The deadline asked for; like the two below for lists that were marked."""
        return self.hazard.asked_until if self.hazard.state == State.ASSIGNED else None

    @property
    def controlled_at(self):
        return self.hazard.controlled_at if self.hazard.is_open else None

    @property
    def offered_to(self) -> str:
        return self.hazard.offered_to or ""

    @property
    def listing(self):
        """The supervision it is under; for lists that have read it along."""
        listings = self.hazard.supervisions.all()
        return next((one for one in listings if one.delisted_on is None), None)


def rows_of(hazards: Iterable[Hazard]) -> list[Row]:
    return [Row(hazard) for hazard in hazards]


def picture_url(hazard: Hazard) -> str:
    """The hazard, or the repair once there is one."""
    stage = TELLING.get(State(hazard.state), Stage.BEFORE)
    photos = sorted(hazard.photos.all(), key=lambda photo: (-photo.attempt, photo.position))
    shown = [photo for photo in photos if photo.stage == stage] or photos
    return reverse("web:photo", args=[shown[0].pk, "thumb"]) if shown else ""
