"""The counts read off the running tally: a number of rows that no number of hazards changes.

Each answer is what is folded of a unit and all below it, and what is not folded yet, in one
statement, so that a fold under way meanwhile is seen whole or not at all.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from operator import add
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncMonth

from figures.history.recount import Groups
from figures.scope import Question
from figures.tally.periods import AGES, Bands, Bound, Segment, segments, whole
from hazards.models import Change, Count, FoldedPlace, Spread
from hazards.tally.tables import COUNTS, EVENTS, GREW, NO_DAYS, OUTCOMES, STATES, By
from organizations.units import below
from workflow.states import Severity, State

TEXT = CharField()
NOTHING = Value("", output_field=TEXT)
MONTH = TruncMonth("day", output_field=DateField())
SUMS = {f"n_{name}": Sum(name) for name in COUNTS}
OPEN_STATES = STATES.index(State.CLOSED)  # the states before it are open ones
COLUMNS = ("base", "place", "group", "grave", "age")
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


class Key(NamedTuple):
    """How groups are told apart, in what is folded and in what is not yet."""

    by: str
    folded: Any
    waiting: Any


KEYS = {
    None: Key(By.ALL, Value("all", output_field=TEXT), Value("all", output_field=TEXT)),
    "unit": Key(By.ALL, NOTHING, NOTHING),
    "category": Key(By.CATEGORY, F("key"), Cast("category", TEXT)),
    "month": Key(By.ALL, MONTH, MONTH),
    "severity": Key(By.ALL, F("severity"), F("severity")),
    "source": Key(By.SOURCE, F("key"), F("source")),
}
Paths = dict[int, str]  # of units: where they stood when they were folded


def counts(question: Question, bases: Paths, by: str | None) -> Groups:
    """The counts of each base (with all below it), or of all of them by another key."""
    parts = list(segments(question.found_from, question.found_to, question.day))
    key = KEYS[by]
    rows = [folded(Count, bases, key, part).annotate(**SUMS) for part in parts]
    rows.append(waiting(question, bases, key).annotate(**SUMS))
    heaps: dict[Any, Heap] = {}
    for row in union(rows, *COLUMNS, *SUMS):
        for group in groups_of(row, bases, by):
            heaps.setdefault(group, Heap()).add(row)
    groups = {group: heap.named() for group, heap in heaps.items()}
    for row in spreads(question, bases, key):
        for group in groups_of(row, bases, by):
            days = groups.setdefault(group, {}).setdefault("days_to_close", Counter())
            days[row[-2]] += row[-1]
    return groups


DESK = Key(By.DESK, F("key"), F("desk"))


def lying(question: Question, bases: Paths, bands: Bands) -> Iterable[tuple[str, str, list[int]]]:
    """What lies on each desk, whenever it was found: the desk, for how long it has been in its
    state, and how many are reported, assigned, rectified."""
    always = replace(question, found_from=None, found_to=None)
    sums = dict(list(SUMS.items())[:OPEN_STATES])
    parts = segments(None, None, question.day, bands)
    rows = [folded(Count, bases, DESK, part).annotate(**sums) for part in parts]
    rows.append(waiting(always, bases, DESK, ages=bands).annotate(**sums))
    for row in union(rows, *COLUMNS, *sums):
        yield row[2], row[4], [number or 0 for number in row[len(COLUMNS) :]]


class Heap:
    """The tally's rows of one group, added up."""

    def __init__(self) -> None:
        self.all = [0] * len(COUNTS)
        self.major = [0] * len(COUNTS)
        self.open: Counter[str] = Counter()

    def add(self, row) -> None:
        numbers = [number or 0 for number in row[len(COLUMNS) :]]
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


def spreads(question: Question, bases: Paths, key: Key) -> Iterable[Any]:
    """How many took how many days, folded and not folded yet; whatever their age and severity."""
    told = (*COLUMNS[:3], "days")
    parts = whole(question.found_from, question.found_to, question.day)
    rows = [folded(Spread, bases, key, part).values(*told) for part in parts]
    rows.append(waiting(question, bases, key).exclude(days=NO_DAYS).values(*told))
    return union([part.annotate(n=Sum("closed")) for part in rows], *told, "n")


def union(rows: list[QuerySet], *columns: str) -> Iterable[Any]:
    first, *others = [part.values_list(*columns) for part in rows]
    return first.union(*others, all=True) if others else first


def folded(model, bases: Paths, key: Key, part: Segment) -> QuerySet:
    rows = model.objects.filter(unit__in=list(bases), by=key.by, grain=part.grain)
    told = {"place": NOTHING, "group": key.folded, "age": Value(part.age, output_field=TEXT)}
    rows = rows.annotate(base=F("unit_id"), grave=F("severity"), **told)
    return rows.filter(on(part.start, part.end)).order_by().values(*COLUMNS)


def waiting(question: Question, bases: Paths, key: Key, ages: Bands = AGES) -> QuerySet:
    """What is not folded yet, with the place its unit will be folded at."""
    here = Q(pk__in=[])
    for path in highest(bases.values()):
        here |= below(path)
    placed = FoldedPlace.objects.filter(here)
    rows = Change.objects.filter(unit__in=placed.values("pk"), effective_on__lte=question.day)
    rows = rows.exclude(desk="") if key.by == By.DESK else rows.filter(desk="")
    place = Subquery(placed.filter(pk=OuterRef("unit")).values("path")[:1])
    told = {"place": place, "group": key.waiting, "age": age_on(question, ages)}
    base = Value(0, output_field=IntegerField())
    rows = rows.annotate(base=base, grave=F("severity"), **told)
    return rows.filter(on(question.found_from, question.found_to)).order_by().values(*COLUMNS)


def highest(paths: Iterable[str]) -> list[str]:
    """Those that lie below none of the others."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


def on(start: Bound, end: Bound) -> Q:
    since = Q(day__gte=start) if start else Q()
    return since & (Q(day__lt=end) if end else Q())


def age_on(question: Question, ages: Bands) -> Case:
    days = segments(None, None, question.day, ages)
    whens = [When(day__gte=part.start, then=Value(part.age)) for part in days if part.start]
    return Case(*whens, default=Value(list(ages)[-1]), output_field=TEXT)


def groups_of(row, bases: Paths, by: str | None) -> list[Any]:
    """A unit's rows are its own base's; what is not folded yet belongs to every base above it."""
    base, place, group = row[:3]
    if by == "unit":
        return [base] if base else [pk for pk, path in bases.items() if place.startswith(path)]
    return [int(group)] if by == "category" else [group]


def places(units: Iterable[int]) -> Paths:
    """Where units are folded; a unit that never was is left out."""
    return dict(FoldedPlace.objects.filter(pk__in=units).values_list("pk", "path"))
