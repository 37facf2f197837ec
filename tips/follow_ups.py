"""What a reward or a news report brings to the path of every change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.kinds import Kind, Performing
from tips.follow_up_law import LAW
from tips.models import FollowUp, FollowUpEntry
from tips.needs import LARGEST_REWARD
from tips.states import FollowUpKind
from workflow.errors import Lack
from workflow.needs import Told

LONGEST_TITLE = 120
SAID = ("kind", "day", "amount", "title")


@dataclass(frozen=True)
class Correction(Told):
    """What the person has given with it."""

    given: Mapping[str, Any]


class FollowUps(Kind):
    """Of a correction `context` is the record that takes the other's place."""

    called = "follow_up"
    impossible = _("This record has been corrected already; correct the one after it.")
    forbidden = _("You are not named to handle tips of this unit.")

    def rows(self):
        return FollowUp.objects.select_for_update(of=("self",)).select_related("unit")

    def save(self, record: FollowUp) -> None:
        """Nothing in it changes but which record took its place."""
        record.save(update_fields=["superseded_by"])

    def entry(self, record: FollowUp, **line: Any) -> FollowUpEntry:
        """The first one tells all of it, also what is empty."""
        facts = {name: fact for name, fact in line.pop("facts").items() if name != "reason"}
        if not line["before"]:
            facts = {**told_of(record), "supersedes": "", **facts}
        return FollowUpEntry.append(record, facts=facts, **line)

    def case(self, doing: Performing) -> Correction:
        return Correction(doing.values)

    def lacks(self, doing: Performing) -> list[Lack]:
        return [*super().lacks(doing), *lacking(doing.context or doing.record)]


def told_of(one: FollowUp) -> dict[str, Any]:
    """What a record says, as its history keeps it."""
    return {
        "kind": str(one.kind),
        "day": one.day.isoformat() if one.day else "",
        "amount": f"{one.amount:.2f}",
        "title": one.title,
        "unit": one.unit_id,
        "tip": str(one.tip_id or ""),
    }


def lacking(new: FollowUp) -> Iterator[Lack]:
    """Each beside the field it is about."""
    is_news = new.kind == FollowUpKind.NEWS
    if new.day is None or new.day > timezone.localdate(new.recorded_at):
        yield Lack("day", _("a day that has come"))
    if is_news and not 0 < len(new.title) <= LONGEST_TITLE:
        yield Lack("title", _("what the report was called, in 120 characters at most"))
    if not is_news and not 0 < new.amount <= LARGEST_REWARD:
        yield Lack("amount", _("the amount, more than 0"))


FOLLOW_UPS = FollowUps(FollowUp, LAW)
