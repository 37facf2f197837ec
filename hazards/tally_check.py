"""Whether the running counts are what a recount of every hazard finds, unit by unit."""

from collections.abc import Iterable, Iterator
from typing import Any

from hazards import counted
from hazards.counted import Parts
from hazards.folding import by_now, due, everything_of, follow_the_tree, one_moment, parts_in
from hazards.records import Hazard
from hazards.sums import Places, Row, Sums, folded_places
from hazards.tally import COUNTS, Change, Count, Spread
from organizations.models import Unit

KEYS = ("unit", "by", "grain", "day", "key", "severity")


def faults() -> Iterator[str]:
    """A sentence for each unit whose counts are not those of its hazards and of all below it."""
    follow_the_tree()
    with one_moment():
        places = folded_places()
        for unit in Unit.objects.filter(pk__in=places).order_by("path"):
            below = [pk for pk, p in places.items() if p.path.startswith(places[unit.pk].path)]
            if not is_true(unit.pk, below, places):
                yield f"{unit.code}: its counts are not those of its hazards."
            if ahead_of(unit.pk) != counted_ahead(unit.pk):
                yield f"{unit.code}: its counts of days to come are not those of its hazards."


def is_true(unit: int, below: list[int], places: Places) -> bool:
    """What is folded, and what is not folded yet, against everything counted one by one."""
    here, there = Sums(), Sums()
    for parts in everything_of(Hazard.objects.filter(unit__in=below)):
        there.add(by_now(parts), places)
    for change in due().filter(unit__in=below):
        here.add(parts_in(change), places)
    for row in Count.objects.filter(unit=unit).values_list(*KEYS, *COUNTS).iterator():
        here.put(row[:6], dict(zip(COUNTS, row[6:], strict=True)))
    for *row, n in Spread.objects.filter(unit=unit).values_list(*KEYS, "days", "closed").iterator():
        here.spreads[tuple(row)] += n
    return told(here, unit) == told(there, unit)


def told(sums: Sums, unit: int) -> tuple[dict[Row, dict[str, int]], dict[Row, int]]:
    """The rows of the unit itself that say anything."""
    counts = {row: nonzero(c) for row, c in sums.counts.items() if row[0] == unit}
    spreads = {row: n for row, n in sums.spreads.items() if row[0] == unit and n}
    return {row: c for row, c in counts.items() if c}, spreads


def nonzero(counts: dict[str, int]) -> dict[str, int]:
    return {name: n for name, n in counts.items() if n}


def ahead_of(unit: int) -> dict[Any, dict[str, int]]:
    """What its changes will add on days to come."""
    changes = Change.objects.filter(unit=unit).exclude(pk__in=due().values("pk"))
    return summed(map(parts_in, changes))


def counted_ahead(unit: int) -> dict[Any, dict[str, int]]:
    hazards = everything_of(Hazard.objects.filter(unit=unit))
    return summed({s: c for s, c in parts.items() if s not in by_now(parts)} for parts in hazards)


def summed(many: Iterable[Parts]) -> dict[Any, dict[str, int]]:
    total: Parts = {}
    for parts in many:
        counted.combined(total, parts)
    slots = {slot: nonzero(counts) for slot, counts in total.items()}
    return {slot: counts for slot, counts in slots.items() if counts}
