"""What a hazard brings to the path of every change (`records.perform`): its lock, its evidence,
its counts and its messages."""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hazards import notifications
from hazards.law import LAW
from hazards.models import evidence
from hazards.models.evidence import Photo
from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from hazards.tally import changes, rules
from records.kinds import Kind, Performing
from workflow.errors import Lack
from workflow.needs import NO_EVIDENCE, PHOTOS, Case, Evidence

PHOTO_NEEDS = {
    need.code for one in LAW.values() for need in one.needs if need.answered_by == PHOTOS
}
EVERY_PHOTO = Lack(PHOTOS, _("each photo as an upload of your own that is not used yet"))


class Hazards(Kind):
    called = "hazard"
    notes = ("reason", "note", "measures_taken", "measures")
    stale = _("Somebody has changed this hazard since you read it.")
    impossible = _("This cannot be done to a hazard that is “%(state)s”.")
    forbidden = _("This is not yours to do for this hazard.")

    def rows(self):
        return Hazard.objects.select_for_update(of=("self",)).select_related("unit", "category")

    def entry(self, record: Hazard, **line: Any) -> HistoryEntry:
        return HistoryEntry.append(record, attempt=record.attempts, **line)

    def remember(self, record: Hazard) -> rules.Contribution:
        return rules.contribution_of(record)

    def case(self, doing: Performing) -> Case:
        """The evidence is read where a need asks for it: most moves have none that does."""
        stands: Any = SimpleLazyObject(partial(stands_with, doing))
        given, shown = {**doing.values, "at": doing.at}, evidence.pictures(doing.new)
        return Case(doing.record, given, stands, shown)

    def lacks(self, doing: Performing) -> list[Lack]:
        """A photo that is named and not taken would be lost without a word, so that is refused as
        well."""
        lacking = super().lacks(doing)
        is_said = any(lack.code in PHOTO_NEEDS for lack in lacking)
        if len(doing.new) < len(set(doing.named)) and not is_said:
            lacking.append(EVERY_PHOTO)
        return lacking

    def loose_photos(self, ids: Iterable[uuid.UUID], by) -> list[Photo]:
        """Uploads that are no evidence yet. Others count as not there, so a photo of an earlier
        attempt or of another hazard never satisfies a need."""
        wanted = list(dict.fromkeys(ids))
        mine = Photo.objects.select_for_update().loose(by).order_by("pk")  # one order, no deadlock
        found = mine.in_bulk(wanted) if wanted else {}
        return [found[pk] for pk in wanted if pk in found]

    def place(self, doing: Performing) -> None:
        hazard = doing.record
        for position, photo in enumerate(doing.new if doing.what.shows else ()):
            photo.hazard, photo.stage = hazard, doing.what.shows
            photo.attempt, photo.position = hazard.attempts, position

    def bind(self, doing: Performing) -> None:
        if doing.what.shows:
            Photo.objects.bulk_update(doing.new, ["hazard", "stage", "attempt", "position"])

    def settle(self, doing: Performing) -> None:
        if doing.record.state != doing.before:
            doing.record.entered_at = doing.at

    def follow(self, doing: Performing, entry: HistoryEntry) -> None:
        changes.note(doing.record, doing.context or {}, doing.what.name, doing.at)
        notifications.send(doing.record, entry)


def stands_with(doing: Performing) -> Evidence:
    """The evidence as it will be with the photos given with the move."""
    now = NO_EVIDENCE if doing.record._state.adding else evidence.of(doing.record)
    stage = doing.what.shows
    return evidence.with_new(now, stage, doing.new) if stage else now


HAZARDS = Hazards(Hazard, LAW)
