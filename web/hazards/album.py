"""A hazard's photos as the pages show them: the pair, and all of them by stage and attempt."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property

from hazards.models import Hazard, Photo, evidence
from workflow.states import Stage

Address = Callable[[Photo, str], str]


def own_address(photo: Photo, size: str) -> str:
    return reverse("web:photo", args=[photo.pk, size])


class Picture:
    """One photo with the addresses of its two sizes."""

    def __init__(self, photo: Photo, address: Address = own_address) -> None:
        self.photo, self.id = photo, photo.pk
        self.stage, self.attempt = photo.stage, photo.attempt
        self.thumb_url = address(photo, "thumb")
        self.display_url = address(photo, "display")

    @property
    def label(self) -> str:
        return str(Stage(self.stage).label) if self.stage else ""


class Group(NamedTuple):
    """The photos of one stage in one attempt."""

    stage: str
    label: str
    attempt: int
    pictures: list[Picture]

    @property
    def first(self) -> Picture:
        return self.pictures[0]


class Album:
    """All photos of one hazard, read once."""

    def __init__(self, hazard: Hazard, address: Address = own_address) -> None:
        photos = sorted(hazard.photos.all(), key=lambda photo: (photo.attempt, photo.position))
        self.pictures = [Picture(photo, address) for photo in photos]
        self.by_id = {str(picture.id): picture for picture in self.pictures}
        self.groups = [group for stage in Stage for group in self._of(stage)]

    def _of(self, stage: Stage) -> Iterable[Group]:
        shown = [picture for picture in self.pictures if picture.stage == stage]
        for attempt, pictures in groupby(shown, key=lambda picture: picture.attempt):
            yield Group(stage.value, str(stage.label), attempt, list(pictures))

    def latest(self, stage: Stage) -> Group | None:
        return next((group for group in reversed(self.groups) if group.stage == stage), None)

    @property
    def before(self) -> Group | None:
        return self.latest(Stage.BEFORE)

    @property
    def after(self) -> Group | None:
        return self.latest(Stage.AFTER)

    @cached_property
    def same_pictures(self) -> list[list[Picture]]:
        """Where one and the same picture was sent more than once: one for each stage and attempt
        that shows it."""
        in_order = [picture.photo for group in self.groups for picture in group.pictures]
        return [
            list({(p.stage, p.attempt): self.by_id[str(p.pk)] for p in same}.values())
            for same in evidence.same_pictures(in_order)
        ]

    @property
    def has_more(self) -> bool:
        """Is there more to see than the two pictures of the pair?"""
        return len(self.pictures) > len([g for g in (self.before, self.after) if g])

    def named_in(self, facts: dict) -> list[Picture]:
        """The pictures an entry of history speaks of."""
        told = (self.by_id.get(photo["id"]) for photo in facts.get("photos", ()))
        return [picture for picture in told if picture]
