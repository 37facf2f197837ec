"""Who looked and who did not: the counts of rounds read for a unit and all below it.

Whole months are read off the sums, so a year of a whole district costs as much as a month of a
school. A unit that has moved is counted where it stood when each window opened.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from hazards.models import Hazard
from inspections import law
from inspections.models import Change, Finding, Round, SumCount, UnitCount
from inspections.models.counts import NUMBERS
from inspections.models.querysets import LATE_TOO, STANDS, state_is
from organizations.models import Placement, Unit
from organizations.units import below

Numbers = Counter[str]
Cell = tuple[str, date]  # a list and the first day of a month


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_between(first: date, end: date) -> list[date]:
    """The first days of the months from that of `first` up to, not including, that of `end`."""
    found, month = [], month_of(first)
    while month < month_of(end):
        found.append(month)
        month = month_after(month)
    return found


def month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def cells(unit: Unit, first: date, end: date) -> dict[Cell, Numbers]:
    """By list and month, of the months from that of `first` up to that of `end`."""
    months = {"month__gte": month_of(first), "month__lt": month_of(end)}
    told: dict[Cell, Numbers] = {}
    rows = SumCount.objects.filter(unit_id=unit.pk, **months)
    for code, month, *numbers in rows.values_list("code", "month", *NUMBERS):
        put(told, (code, month), numbers)
    for code, month, *numbers in (
        waiting(unit).filter(**months).values_list("code", "month", *NUMBERS)
    ):
        put(told, (code, month), numbers)
    return {cell: numbers for cell, numbers in told.items() if any(numbers.values())}


def put(told: dict, key: object, numbers: Iterable[int]) -> None:
    told.setdefault(key, Counter()).update(dict(zip(NUMBERS, numbers, strict=True)))


def waiting(unit: Unit) -> QuerySet[Change]:
    """What is not folded yet, of days that have come."""
    return Change.objects.filter(below(unit.path, "place"), effective_on__lte=timezone.localdate())


def total(counts: Iterable[Numbers]) -> Numbers:
    return sum(counts, Counter())


def between(unit: Unit, first: date, end: date) -> Numbers:
    """Of rounds whose last day lies in [first, end): off the sums where these are whole months."""
    if first.day == 1 == end.day:
        return total(cells(unit, first, end).values())
    return by_rows(unit, first, end)


def by_rows(unit: Unit, first: date, end: date) -> Numbers:
    """The same counted one by one."""
    today = timezone.localdate()
    places = {"last_on__gte": first, "last_on__lt": end}
    rounds = Round.objects.planned().filter(stood_below(unit), **places)
    done = state_is(law.DONE, today)
    told = rounds.aggregate(
        due=Count("pk", filter=STANDS & Q(opens_on__lte=today)),
        done=Count("pk", filter=done),
        late=Count("pk", filter=state_is(LATE_TOO, today)),
        missed=Count("pk", filter=state_is(law.MISSED, today)),
        nothing_found=Count("pk", filter=done & Q(found=0)),
        hazards=Sum("found", filter=done),
    )
    return Counter({name: n or 0 for name, n in told.items()})


def stood_below(unit: Unit) -> Q:
    """Of a row with a `place`: was it the unit's, or one's below it, wherever the unit stood?"""
    paths = {unit.path, *Placement.objects.filter(unit=unit).values_list("path", flat=True)}
    return reduce(or_, (below(path, "place") for path in sorted(paths)))


class UnitLine(NamedTuple):
    """One unit in one cell. A city has thousands of them, of which a page shows a few."""

    unit_id: int
    name: str
    numbers: Numbers

    @property
    def missed(self) -> int:
        return self.numbers["missed"]

    @property
    def is_waiting(self) -> bool:
        """Nothing missed, and something still due."""
        return not self.missed and self.numbers["due"] > self.numbers["done"]


def units_in(unit: Unit, code: str, month: date) -> list[UnitLine]:
    """Every unit that has a round of the list in the month, in the order of their codes."""
    told: dict[int, Numbers] = {}
    kept = UnitCount.objects.filter(stood_below(unit), code=code, month=month)
    for pk, *numbers in kept.values_list("unit_id", *NUMBERS):
        put(told, pk, numbers)
    for pk, *numbers in (
        waiting(unit).filter(code=code, month=month).values_list("unit_id", *NUMBERS)
    ):
        put(told, pk, numbers)
    names = Unit.objects.filter(pk__in=told).in_order().values_list("pk", "name")
    return [UnitLine(pk, name, told[pk]) for pk, name in names if any(told[pk].values())]


class Apart(NamedTuple):
    """The units of a cell, each in one of four: they looked and found nothing, looked and found
    something, did not look (or not each time), or still have time."""

    nothing: list[UnitLine]
    something: list[UnitLine]
    missed: list[UnitLine]
    waiting: list[UnitLine]


def apart(lines: Iterable[UnitLine]) -> Apart:
    found = Apart([], [], [], [])
    for line in lines:
        if line.missed:
            found.missed.append(line)
        elif line.numbers["hazards"]:
            found.something.append(line)
        elif line.is_waiting:
            found.waiting.append(line)
        else:
            found.nothing.append(line)
    return found


def hazards_of(unit: Unit, code: str, month: date, user) -> QuerySet[Hazard]:
    """What was found in the rounds of a cell, as far as `user` sees it."""
    end = month_after(month)
    rounds = Round.objects.filter(stood_below(unit), code=code, found__gt=0)
    rounds = rounds.filter(last_on__gte=month, last_on__lt=end)
    findings = Finding.objects.filter(round__in=rounds.values("pk"))
    return Hazard.objects.visible_to(user).filter(pk__in=findings.values("hazard"))


def rows_by_unit(unit: Unit, first: date, end: date) -> Iterator[tuple]:
    """Code and name of the unit, list, month and its numbers: for a file."""
    months = {"month__gte": month_of(first), "month__lt": month_of(end)}
    told: dict[tuple, Numbers] = {}
    for rows in (UnitCount.objects.filter(stood_below(unit)), waiting(unit)):
        found = rows.filter(**months).values_list("unit_id", "month", "code", *NUMBERS)
        for pk, month, code, *numbers in found.iterator():
            put(told, (pk, month, code), numbers)
    units = Unit.objects.in_bulk({pk for pk, _month, _code in told})
    for key in sorted(told, key=lambda key: (units[key[0]].code, *key[1:])):
        pk, month, code = key
        yield units[pk].code, units[pk].name, code, month, *(told[key][name] for name in NUMBERS)
