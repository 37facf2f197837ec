"""Who could be drawn: the closed hazards of a unit and period, each with its weight and why."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from hazards.models import Hazard, HistoryEntry
from hazards.services.repeats import REPEAT_DAYS
from organizations.models import Unit
from rechecks.drawing import Row
from workflow.deadlines import midnight
from workflow.states import Severity, State

# How many times as likely to be drawn as an ordinary hazard. A major one does the most harm where
# it does not hold; one that came back has not held before; a fast closure may not have been a
# repair at all. They multiply: a major repeat that was closed at once counts twelvefold.
WEIGHTS = {"major": 3, "repeat": 2, "fast": 2}
FAST_DAYS = 1  # closed on the day it was reported, or on the day after

Key = tuple[int, int, str]


class Candidate(NamedTuple):
    """A closed hazard of the frame: the unit's key and code, and why it weighs more."""

    pk: str
    unit: int
    code: str
    reasons: tuple[str, ...]

    @property
    def row(self) -> Row:
        weight = 1
        for reason in self.reasons:
            weight *= WEIGHTS[reason]
        return Row(self.pk, self.code, weight)


def closed_hazards(by, unit: Unit, found_from: date, found_to: date):
    """Closed by now, found in [found_from, found_to), of the unit and below, in sight of `by`."""
    seen = Hazard.objects.visible_to(by).under(unit).filter(state=State.CLOSED)
    return seen.found_between(found_from, found_to)


def frame_of(by, unit: Unit, found_from: date, found_to: date) -> list[Candidate]:
    """Two queries, however many hazards: 100,000 take a few seconds."""
    closings = closings_by_place(unit, found_from, found_to)
    rows = closed_hazards(by, unit, found_from, found_to).order_by().values_list(*TOLD)
    return [candidate(told, closings) for told in rows.iterator(chunk_size=5000)]


TOLD = (
    *("pk", "unit", "unit__code", "category", "place"),
    *("severity", "found_on", "reported_at", "closed_at"),
)


def candidate(told: tuple, closings: dict[Key, list[datetime]]) -> Candidate:
    pk, unit, code, category, place, severity, found_on, reported_at, closed_at = told
    earlier = closings.get((unit, category, place), [])
    is_so = {
        "major": severity == Severity.MAJOR,
        "repeat": is_repeat(earlier, found_on, reported_at),
        "fast": (day(closed_at) - day(reported_at)).days <= FAST_DAYS,
    }
    return Candidate(str(pk), unit, code, tuple(name for name in WEIGHTS if is_so[name]))


def closings_by_place(unit: Unit, found_from: date, found_to: date) -> dict[Key, list[datetime]]:
    """When hazards of one unit, category and place were closed, oldest first."""
    entries = HistoryEntry.objects.filter(
        before=State.RECTIFIED,
        after=State.CLOSED,
        at__gte=midnight(found_from - timedelta(days=REPEAT_DAYS)),
        at__lt=midnight(found_to),
        hazard__unit__in=Unit.objects.below(unit),
    )
    by_place = defaultdict(list)
    for *key, at in rows_of(entries):
        by_place[tuple(key)].append(at)
    return by_place


def rows_of(entries) -> Iterator[tuple]:
    place = (f"hazard__{name}" for name in ("unit", "category", "place"))
    return entries.order_by("at").values_list(*place, "at").iterator(chunk_size=5000)


def is_repeat(closings: list[datetime], found_on: date, reported_at: datetime) -> bool:
    """As `hazards.services.repeats` has it. Its own closing is after its report, so never meant."""
    end = min(midnight(found_on + timedelta(days=1)), reported_at)
    before = bisect_left(closings, end)
    first = midnight(found_on - timedelta(days=REPEAT_DAYS))
    return before > 0 and closings[before - 1] >= first


def day(moment: datetime) -> date:
    return timezone.localdate(moment)
