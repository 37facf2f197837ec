"""What an activity brings to the path of every change (`records.perform`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.kinds import KINDS
from activities.law import LAW
from activities.models import Activity, ActivityEntry
from records.kinds import Kind, Performing
from workflow.errors import Lack
from workflow.needs import Told

MOST_SESSIONS, MOST_PEOPLE, LONGEST_NAME = 9_999, 999_999, 120
SAID = ("kind", "day", "sessions", "people", "name")


@dataclass(frozen=True)
class Correction(Told):
    """What the person has given with it."""

    given: Mapping[str, Any]


class Activities(Kind):
    """Of a correction `context` is the record that takes the other's place."""

    called = "activity"
    impossible = _("This record has been corrected already; correct the one after it.")
    forbidden = _("You may not log activities of this unit.")

    def rows(self):
        return Activity.objects.select_for_update(of=("self",)).select_related("unit")

    def save(self, record: Activity) -> None:
        """Nothing in it changes but which record took its place."""
        record.save(update_fields=["superseded_by"])

    def entry(self, record: Activity, **line: Any) -> ActivityEntry:
        """The first one tells all of it, also what is empty. The reason is the note of a line."""
        facts = {name: fact for name, fact in line.pop("facts").items() if name != "reason"}
        if not line["before"]:
            facts = {**told_of(record), "supersedes": "", **facts}
        return ActivityEntry.append(record, facts=facts, **line)

    def case(self, doing: Performing) -> Correction:
        return Correction(doing.values)

    def lacks(self, doing: Performing) -> list[Lack]:
        return [*super().lacks(doing), *lacking(doing.context or doing.record)]


def told_of(activity: Activity) -> dict[str, Any]:
    """What a record says, as its history keeps it."""
    said = {name: getattr(activity, name) for name in SAID}
    return {**said, "unit": activity.unit_id, "day": activity.day.isoformat()}


def lacking(new: Activity) -> Iterator[Lack]:
    """Each beside the field it is about."""
    if new.kind not in KINDS:
        yield Lack("kind", _("a kind of activity there is"))
    if new.day > timezone.localdate(new.reported_at):
        yield Lack("day", _("a day that has come"))
    if not 1 <= new.sessions <= MOST_SESSIONS:
        yield Lack("sessions", _("how many sessions: 1 to %(most)s") % {"most": MOST_SESSIONS})
    if not 0 <= new.people <= MOST_PEOPLE:
        yield Lack("people", _("how many people: 0 to %(most)s") % {"most": MOST_PEOPLE})
    if len(new.name) > LONGEST_NAME:
        yield Lack("name", _("a name of %(most)s characters at most") % {"most": LONGEST_NAME})


ACTIVITIES = Activities(Activity, LAW)
