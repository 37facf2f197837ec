"""Whether the running counts are what a recount of every hazard finds, unit by unit.

The tree is gone through once, from above: a unit is compared when all below it have been counted,
and forgotten then, so that only the counts of one branch and of what stands above it are held.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from hazards.models.hazard import Hazard
from hazards.snapshot import snapshot
from hazards.tally import rules
from hazards.tally.compaction import by_now, contribution_in, due, everything_of, follow_the_tree
from hazards.tally.rules import Contribution
from hazards.tally.sums import Places, Row, Sums, folded_places
from hazards.tally.tables import COUNTS, Change, Count, Spread
from organizations.models import Unit

KEYS = ("unit", "by", "grain", "day", "key", "severity")
PerUnit = defaultdict[int, Sums]


def faults() -> Iterator[str]:
    """A sentence for each unit whose counts are not those of its hazards and of all below it. It
    holds up nobody, however long it takes."""
    follow_the_tree()
    with snapshot(connection):
        yield from Comparison(folded_places()).faults()


class Comparison:
    """What is folded, and what is not folded yet (`kept`), against all counted anew (`found`)."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.kept, self.found = PerUnit(Sums), PerUnit(Sums)

    def faults(self) -> Iterator[str]:
        above: list[Unit] = []
        for unit in Unit.objects.filter(pk__in=self.places).order_by("path"):
            while above and not self.path(unit).startswith(self.path(above[-1])):
                yield from self.fault_of(above.pop())
            above.append(unit)
            if self.take_in(unit.pk) != ahead_of(unit.pk):
                yield f"{unit.code}: its counts of days to come are not those of its hazards."
        for unit in reversed(above):
            yield from self.fault_of(unit)

    def path(self, unit: Unit) -> str:
        return self.places[unit.pk].path

    def take_in(self, unit: int) -> dict[Any, dict[str, int]]:
        """Count the unit's own hazards for it and all above it; what they count on days to come."""
        waiting, anew, ahead = Sums(), Sums(), []
        for change in due().filter(unit=unit):
            waiting.add(contribution_in(change), self.places)
        for contribution in everything_of(Hazard.objects.filter(unit=unit)):
            now = by_now(contribution)
            anew.add(now, self.places)
            ahead.append({key: counts for key, counts in contribution.items() if key not in now})
        hand_out(waiting, self.kept)
        hand_out(anew, self.found)
        return summed(ahead)

    def fault_of(self, unit: Unit) -> Iterator[str]:
        kept, found = self.kept.pop(unit.pk, Sums()), self.found.pop(unit.pk, Sums())
        for row in Count.objects.filter(unit=unit).values_list(*KEYS, *COUNTS).iterator():
            kept.put(row[:6], dict(zip(COUNTS, row[6:], strict=True)))
        spreads = Spread.objects.filter(unit=unit).values_list(*KEYS, "days", "closed")
        for *row, n in spreads.iterator():
            kept.spreads[tuple(row)] += n
        if told(kept) != told(found):
            yield f"{unit.code}: its counts are not those of its hazards."


def hand_out(sums: Sums, to: PerUnit) -> None:
    """Each row to the sums of the unit it is counted for."""
    for row, counts in sums.counts.items():
        to[row[0]].put(row, counts)
    for row, n in sums.spreads.items():
        to[row[0]].spreads[row] += n


def told(sums: Sums) -> tuple[dict[Row, dict[str, int]], dict[Row, int]]:
    """The rows that say anything."""
    counts = {row: said for row, c in sums.counts.items() if (said := nonzero(c))}
    return counts, {row: n for row, n in sums.spreads.items() if n}


def nonzero(counts: dict[str, int]) -> dict[str, int]:
    return {name: n for name, n in counts.items() if n}


def ahead_of(unit: int) -> dict[Any, dict[str, int]]:
    """What its changes will add on days to come."""
    changes = Change.objects.filter(unit=unit).exclude(pk__in=due().values("pk"))
    return summed(map(contribution_in, changes))


def summed(many: Iterable[Contribution]) -> dict[Any, dict[str, int]]:
    total: Contribution = {}
    for contribution in many:
        rules.combined(total, contribution)
    slots = {key: nonzero(counts) for key, counts in total.items()}
    return {key: counts for key, counts in slots.items() if counts}
