"""Making rounds of what comes due: day by day, by the worker, as often as it likes.

What is due on a day is settled before the day begins: by the units there were the evening before,
where they stood then, by which lists were on, and by the calendar as it is when the day is planned.
So a day planned late, or twice, comes out the same. A window that begins on a day is due for every
unit for which the list is on, if the unit is open that day.
"""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from deadlines.cycles import Cycle, Window, Windows
from deadlines.reading import calendar_of
from inspections.models import Change, Checklist, Round, Switch
from inspections.tally import contributions
from inspections.tally.folding import hold, units_of
from jobs import progress
from organizations.models import Placement, Unit
from organizations.units import STEP

PLANNED = uuid.UUID("5f0c6f4e-0a54-5d6b-9a54-6e2f3a1d7c10")  # the name space of their keys
AT_ONCE = 500  # rounds a transaction
LOOKED_BACK = timedelta(days=430)  # the longest window and some days
ONE = timedelta(days=1)


class Placed(NamedTuple):
    """A unit as it was on the eve of a day."""

    unit: int
    kind: str
    path: str


class Opening(NamedTuple):
    checklist: Checklist
    window: Window
    late_until: date


def keep_up() -> int:
    """Plan every day up to today that was not planned yet, and lift what closed units need not do
    any more. Returns how many rounds were planned."""
    with transaction.atomic():
        clock = hold()
        through = clock.planned_through or timezone.localdate() - ONE
    planned, today = 0, timezone.localdate()
    while through < today:
        through += ONE
        planned += plan(through)
        with transaction.atomic():
            clock = hold()
            clock.planned_through = max(through, clock.planned_through or through)
            clock.save()
    lift()
    return planned


def plan(day: date) -> int:
    """Every round whose window begins on `day` and that is not there yet."""
    switched, windows = Switched(day), OfDistricts(day)
    wanted = (
        (placed, opening)
        for placed in open_units(day)
        for opening in windows.openings(int(placed.path[:STEP]))
        if opening.checklist.listed.is_for(placed.kind)
        and switched.is_on(placed.path, opening.checklist.code)
    )
    planned = 0
    while some := list(islice(wanted, AT_ONCE)):
        progress.step()
        planned += keep(day, some)
    return planned


@transaction.atomic
def keep(day: date, wanted: list[tuple[Placed, Opening]]) -> int:
    hold()
    units = {placed.unit for placed, _opening in wanted}
    there = Round.objects.planned().filter(unit__in=units, opens_on=day)
    known = set(there.values_list("unit", "code"))
    new = [
        as_round(placed, opening)
        for placed, opening in wanted
        if (placed.unit, opening.checklist.code) not in known
    ]
    Round.objects.bulk_create(new)
    Change.objects.bulk_create(change for one in new for change in contributions.changes(one, {}))
    return len(new)


def as_round(placed: Placed, opening: Opening) -> Round:
    """Its key follows from what it is, so that the same day planned anew gives the same round."""
    what = f"{placed.unit}/{opening.checklist.code}/{opening.window.opens_on}"
    return Round(
        id=uuid.uuid5(PLANNED, what),
        unit_id=placed.unit,
        place=placed.path,
        checklist=opening.checklist,
        code=opening.checklist.code,
        opens_on=opening.window.opens_on,
        last_on=opening.window.last_on,
        late_until=opening.late_until,
    )


def open_units(day: date) -> Iterator[Placed]:
    """Those there were the evening before, that are not closed on the day."""
    stood = Placement.objects.on(day - ONE).values_list("unit", "path")
    rows = Unit.objects.values_list("pk", "kind", "closed_on")
    known = {pk: (kind, closed_on) for pk, kind, closed_on in rows}
    for unit, path in stood.order_by("unit"):
        kind, closed_on = known[unit]
        if closed_on is None or closed_on > day:
            yield Placed(unit, kind, path)


class OfDistricts:
    """The windows that begin on a day, in the calendar of each district."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.lists = Checklist.objects.in_force(day).values()
        self._known: dict[int, list[Opening]] = {}

    def openings(self, root: int) -> list[Opening]:
        if root not in self._known:
            windows = Windows(calendar_of(root))
            found = (self._opening(windows, one) for one in self.lists)
            self._known[root] = [one for one in found if one]
        return self._known[root]

    def _opening(self, windows: Windows, one: Checklist) -> Opening | None:
        cycle, counted = Cycle(one.cycle), one.counted
        window = windows.opening(cycle, counted, self.day)
        return window and Opening(one, window, windows.late_until(cycle, counted, window))


class Switched:
    """Which lists are on, on a day: the nearest unit that has said anything decides."""

    def __init__(self, day: date) -> None:
        rows = Switch.objects.filter(since__lte=day).order_by("since", "pk")
        self.said = {(u, c): is_on for u, c, is_on in rows.values_list("unit", "code", "is_on")}

    def decided_at(self, path: str, code: str) -> int | None:
        """The key of the unit that decides."""
        units = reversed(list(units_of(path)))
        return next((unit for unit in units if (unit, code) in self.said), None)

    def is_on(self, path: str, code: str) -> bool:
        unit = self.decided_at(path, code)
        return unit is not None and self.said[unit, code]


def lift(at: datetime | None = None) -> int:
    """Take out of the counts what was not done at units closed within its window."""
    day = timezone.localdate(at)
    closed = Unit.objects.filter(closed_on__gt=day - LOOKED_BACK).values_list("pk", "closed_on")
    return sum(lift_at(unit, closed_on, day) for unit, closed_on in list(closed) if closed_on)


@transaction.atomic
def lift_at(unit: int, closed_on: date, day: date) -> int:
    rows = Round.objects.select_for_update().filter(
        unit=unit, finished_at=None, lifted_on=None, last_on__gte=closed_on
    )
    found = list(rows)
    for one in found:
        before = contributions.contribution_of(one)
        one.lifted_on = day
        contributions.note(one, before)
    Round.objects.bulk_update(found, ["lifted_on"])
    return len(found)
