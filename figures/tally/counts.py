"""The counts read off the running tally: a number of rows that no number of hazards changes."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from operator import add
from typing import Any

from figures.history.recount import Groups
from figures.scope import FigureQuery
from figures.tally import reading
from figures.tally.periods import Bands
from figures.tally.reading import Paths, Row, Shape, Wanted
from hazards.figures import registry
from hazards.figures.declarations import Count
from hazards.tally.tables import COUNTS, EVENTS, GREW, OUTCOMES, STATES, By
from workflow.states import Severity, State

OPEN_STATES = STATES.index(State.CLOSED)  # the states before it are open ones
TOLD_APART = 5  # columns before the sums
STANDINGS = len(STATES) + len(OUTCOMES)  # of the sums the first; no hazard stands in two of them
Pile = tuple[str | None, str]  # of what age, of what severity
# Told under the name of its column.
AS_IT_IS = (*(count.key for count in registry.COUNTS if count.has_column), *EVENTS, GREW)


def places_of(count: Count) -> list[tuple[Pile, list[int]]]:
    """What is summed up for a figure without a column: which numbers of which piles."""
    standings = [{"state": str(state), "outcome": ""} for state in STATES]
    standings += [{"state": State.DISMISSED.value, "outcome": why} for why in OUTCOMES]
    wanted = [
        (
            (rule.age or None, severity),
            [n for n, one in enumerate(standings) if rule.meets({**one, "severity": severity})],
        )
        for rule in count.rules
        for severity in Severity.values
    ]
    return [(pile, places) for pile, places in wanted if places]


SUMMED = {
    count.key: places_of(count)
    for count in (*registry.COUNTS, *registry.PARTS)
    if not count.has_column
}
# By month and severity, which tells the whole, the months and the severities.
SHAPES = {
    None: reading.MONTHS,
    "month": reading.MONTHS,
    "severity": reading.MONTHS,
    "category": reading.CATEGORIES,
    "source": reading.SOURCES,
    "unit": reading.UNITS,
}
# Which group a row is of; those of units are told by `groups_of`.
GROUP: dict[str | None, Callable[[Row], Any]] = {
    None: lambda row: "all",
    "month": lambda row: date.fromisoformat(f"{row[2]}-01"),
    "severity": lambda row: row[3],
    "category": lambda row: int(row[2]),
    "source": lambda row: row[2],
}
# Of how many days they took: only what the table itself tells apart, for these rows are many.
DAYS: dict[str | None, Shape] = {None: Shape(By.ALL.value, reading.NOTHING, reading.NOTHING)}


def wanted(query: FigureQuery, bases: Paths, by: str | None) -> Wanted:
    return Wanted(SHAPES[by], bases, query.found_from, query.found_to)


def read_together(query: FigureQuery, several: Iterable[Wanted]) -> None:
    """Reads at once what will be asked for one after the other."""
    missing = {one.key: one for one in several if not query.knows(one.key)}
    rows = reading.sums(list(missing.values()), query.day)
    for key, its_rows in zip(missing, rows, strict=True):
        query.keep(key, its_rows)


def rows_of(query: FigureQuery, one: Wanted) -> list[Row]:
    read_together(query, [one])
    return query.once(one.key, list)


def counts(query: FigureQuery, bases: Paths, by: str | None, with_days: bool = True) -> Groups:
    """The counts of each base (with all below it), or of all of them by another key."""
    heaps: dict[Any, Heap] = {}
    for row in rows_of(query, wanted(query, bases, by)):
        for group in groups_of(row, bases, by):
            heaps.setdefault(group, Heap()).add(row)
    groups = {group: heap.named() for group, heap in heaps.items()}
    return add_days(groups, query, bases, by) if with_days else groups


def add_days(groups: Groups, query: FigureQuery, bases: Paths, by: str | None) -> Groups:
    """How many took how many days from found to closed, folded and not folded yet."""
    one = wanted(query, bases, by)._replace(shape=DAYS.get(by, SHAPES[by]))
    [rows] = reading.days([one], query.day)
    for row in rows:
        for group in groups_of(row, bases, by):
            days = groups.setdefault(group, {}).setdefault("days_to_close", Counter())
            days[row[-2]] += row[-1]
    return groups


def on_desks(bases: Paths, bands: Bands) -> Wanted:
    return Wanted(Shape(By.DESK.value, "key", "desk", bands), bases, None, None)


def lying(query: FigureQuery, bases: Paths, bands: Bands) -> Iterable[tuple[str, str, list[int]]]:
    """What lies on each desk, whenever it was found: the desk, for how long it has been in its
    state, and how many are reported, assigned, rectified."""
    for row in rows_of(query, on_desks(bases, bands)):
        yield row[2], row[4], [int(n or 0) for n in row[TOLD_APART:][:OPEN_STATES]]


class Heap:
    """The tally's rows of one group, added up by severity: of all ages (None), and of each age."""

    def __init__(self) -> None:
        self.numbers: dict[Pile, list[int]] = {}

    def add(self, row: Row) -> None:
        severity, age = row[3:TOLD_APART]
        numbers = [int(number or 0) for number in row[TOLD_APART:]]
        self.put((None, severity), numbers)
        self.put((age, severity), numbers[:STANDINGS])

    def put(self, pile: Pile, numbers: list[int]) -> None:
        there = self.numbers.get(pile)
        self.numbers[pile] = list(map(add, there, numbers)) if there else numbers

    def named(self) -> dict[str, Any]:
        """Under the names the statistics give them."""
        whole = [numbers for (age, _), numbers in self.numbers.items() if age is None]
        n = dict(zip(COUNTS, map(sum, zip(*whole, strict=True)), strict=True))
        return {
            **{name: sum(map(self.summed, piles)) for name, piles in SUMMED.items()},
            **{name: n[name] for name in AS_IT_IS},
            **{money.key: Decimal(n[money.column]) / 100 for money in registry.MONEY},
        }

    def summed(self, places: tuple[Pile, list[int]]) -> int:
        pile, wanted = places
        numbers = self.numbers.get(pile)
        return sum(numbers[place] for place in wanted) if numbers else 0


def groups_of(row: Row, bases: Paths, by: str | None) -> list[Any]:
    """A unit's rows are its own base's; what is not folded yet belongs to every base above it."""
    if by != "unit":
        return [GROUP[by](row)]
    base, place = row[:2]
    return [base] if base else [pk for pk, path in bases.items() if place.startswith(path)]
