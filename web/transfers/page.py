"""An offer to another unit as its page shows it: the letter, the case, and the answers."""

from collections.abc import Iterator

from django.db.models import prefetch_related_objects
from django.urls import reverse

from hazards.models import Extension, Photo, Transfer
from web.hazards import timeline
from web.hazards.album import Album
from web.hazards.available_moves import AvailableMove
from workflow.actions import ACTS
from workflow.declarations.moves import Action
from workflow.needs import Case, missing

ANSWERS = tuple(act for act in ACTS if act.of == "transfer")


class Answer(AvailableMove):
    """One answer; it is sent to the letter, for a receiver does not see the hazard yet."""

    def __init__(self, act: Action, transfer: Transfer, by) -> None:
        hazard = transfer.hazard
        lacking = [need.lack() for need in missing(act.needs, Case(hazard))]
        super().__init__(act, lacking, hazard, by)
        self.url = reverse("web:transfer_answer", args=[transfer.pk, self.slug])
        self.is_primary = act.main(hazard, by)


class Letter:
    """`transfer` as `reader` sees it. Named as the card of a hazard, whose templates it shares."""

    earlier = None
    is_dismissed = False
    sees_photo_data = False

    def __init__(self, transfer: Transfer, reader) -> None:
        self.transfer, self.hazard, self.reader = transfer, transfer.hazard, reader
        self.shows_case = transfer.shows_the_case_to(reader)
        self.answers = list(self._answers())
        self.refusal = ""
        if self.shows_case:
            self._read_the_case()

    def _read_the_case(self) -> None:
        hazard = self.hazard
        prefetch_related_objects([hazard], "photos__uploaded_by", "supervisions")
        self.album = Album(hazard, self._address)
        self.lines = timeline.lines(hazard, self.album, self.reader)
        self.listing = next((x for x in hazard.supervisions.all() if not x.delisted_on), None)
        self.controls = list(hazard.interim_controls.select_related("recorded_by"))
        asked = hazard.extensions.filter(decision=Extension.Decision.REQUESTED)
        self.asked = asked.select_related("requested_by").first()

    def _address(self, photo: Photo, size: str) -> str:
        return reverse("web:transfer_photo", args=[self.transfer.pk, photo.pk, size])

    def _answers(self) -> Iterator[Answer]:
        for act in ANSWERS:
            if self.transfer.is_open and act.is_open_to(self.hazard, self.reader):
                yield Answer(act, self.transfer, self.reader)

    def answer(self, name: str) -> Answer | None:
        return next((one for one in self.answers if one.name == name), None)

    def was_refused(self, name: str, form, uploads, refusal) -> None:
        """Opens the refused form again, or says the refusal alone where the form is gone."""
        answer = self.answer(name)
        if answer:
            answer.was_refused(form, uploads, refusal)
        else:
            self.refusal = str(refusal or "")

    @property
    def came_back(self):
        return timeline.why_it_came_back(self.hazard, self.lines)
