"""The counts read off the running tally: a number of rows that no number of hazards changes."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from operator import add
from typing import Any

from figures.history.recount import Groups
from figures.scope import Question
from figures.tally import reading
from figures.tally.periods import AGES, Bands
from figures.tally.reading import Paths, Row, Shape, Wanted
from hazards.tally.tables import COUNTS, EVENTS, GREW, OUTCOMES, STATES, By
from workflow.states import Severity, State

OPEN_STATES = STATES.index(State.CLOSED)  # the states before it are open ones
TOLD_APART = 5  # columns before the sums
AS_IT_IS = (
    "due",
    "overdue",
    "on_time",
    "after_extension",
    "held",
    "held_due",
    "repeat",
    *EVENTS,
    GREW,
)
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


def wanted(question: Question, bases: Paths, by: str | None) -> Wanted:
    return Wanted(SHAPES[by], bases, question.found_from, question.found_to)


def read_together(question: Question, several: Iterable[Wanted]) -> None:
    """Reads at once what will be asked for one after the other."""
    missing = {one.key: one for one in several if not question.knows(one.key)}
    rows = reading.sums(list(missing.values()), question.day)
    for key, its_rows in zip(missing, rows, strict=True):
        question.keep(key, its_rows)


def rows_of(question: Question, one: Wanted) -> list[Row]:
    read_together(question, [one])
    return question.once(one.key, list)


def counts(question: Question, bases: Paths, by: str | None, with_days: bool = True) -> Groups:
    """The counts of each base (with all below it), or of all of them by another key."""
    heaps: dict[Any, Heap] = {}
    for row in rows_of(question, wanted(question, bases, by)):
        for group in groups_of(row, bases, by):
            heaps.setdefault(group, Heap()).add(row)
    groups = {group: heap.named() for group, heap in heaps.items()}
    return add_days(groups, question, bases, by) if with_days else groups


def add_days(groups: Groups, question: Question, bases: Paths, by: str | None) -> Groups:
    """How many took how many days from found to closed, folded and not folded yet."""
    one = wanted(question, bases, by)._replace(shape=DAYS.get(by, SHAPES[by]))
    [rows] = reading.days([one], question.day)
    for row in rows:
        for group in groups_of(row, bases, by):
            days = groups.setdefault(group, {}).setdefault("days_to_close", Counter())
            days[row[-2]] += row[-1]
    return groups


def on_desks(bases: Paths, bands: Bands) -> Wanted:
    return Wanted(Shape(By.DESK.value, "key", "desk", bands), bases, None, None)


def lying(question: Question, bases: Paths, bands: Bands) -> Iterable[tuple[str, str, list[int]]]:
    """What lies on each desk, whenever it was found: the desk, for how long it has been in its
    state, and how many are reported, assigned, rectified."""
    for row in rows_of(question, on_desks(bases, bands)):
        yield row[2], row[4], [int(n or 0) for n in row[TOLD_APART:][:OPEN_STATES]]


class Heap:
    """The tally's rows of one group, added up."""

    def __init__(self) -> None:
        self.all = [0] * len(COUNTS)
        self.major = [0] * len(COUNTS)
        self.open: Counter[str] = Counter()

    def add(self, row: Row) -> None:
        numbers = [int(number or 0) for number in row[TOLD_APART:]]
        self.all = list(map(add, self.all, numbers))
        if row[3] == Severity.MAJOR:
            self.major = list(map(add, self.major, numbers))
        self.open[row[4]] += sum(numbers[:OPEN_STATES])

    def named(self) -> dict[str, Any]:
        """Under the names the statistics give them."""
        n, major = (dict(zip(COUNTS, told, strict=True)) for told in (self.all, self.major))
        still_open, dismissed = sum(self.all[:OPEN_STATES]), sum(n[why] for why in OUTCOMES)
        return {
            "found": still_open + n["closed"],
            "dismissed": dismissed,
            "rectified": n["closed"] + n["rectified"] - major["rectified"],
            "closed": n["closed"],
            "open": still_open,
            "major_found": sum(self.major[:OPEN_STATES]) + major["closed"],
            "major_closed": major["closed"],
            "yuan": Decimal(n["fen"]) / 100,
            **{name: n[name] for name in AS_IT_IS},
            **{f"state_{state}": n.get(state, dismissed) for state in State.values},
            **{f"outcome_{why}": n[why] for why in OUTCOMES},
            **{f"age_{name}": self.open[name] for name in AGES},
        }


def groups_of(row: Row, bases: Paths, by: str | None) -> list[Any]:
    """A unit's rows are its own base's; what is not folded yet belongs to every base above it."""
    if by != "unit":
        return [GROUP[by](row)]
    base, place = row[:2]
    return [base] if base else [pk for pk, path in bases.items() if place.startswith(path)]
