"""In which words a figure says what it counts, and the two readings of them.

A `Rule` is a condition over the columns of a hazard and, where it needs one, the day it begins or
ceases to count. Read over one row it says what the hazard adds to the running tally, and from which
day on (`Rule.spans`); read by the database it is the condition at the end of a day (`Rule.at`).
Whatever the two could read differently is refused when the rule is declared.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import eq, ge, gt, le, lt
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db.models import F, Q

from workflow.deadlines import day_of

AGES: dict[str, tuple[int, int | None]] = {
    "0-3": (0, 3),
    "4-7": (4, 7),
    "8-14": (8, 14),
    "15+": (15, None),
}  # whole days since it was found; the last band has no end
TOLD_APART = frozenset(
    ("state", "outcome", "severity")
)  # by the tally, without a rule's own column
STOOD = "stood_"  # what changes in a hazard's life is asked of a moment under this name
Facts = Mapping[str, Any]  # of a hazard, by the names of `COLUMNS`
Meets = Callable[[Facts], bool]
Since = tuple[str, int]  # a column that holds a day, and how many days later


class Column(NamedTuple):
    """What a rule may ask of a hazard: the field of its table it is made of; whether it stays as it
    was reported (else a past moment is told it by history, `figures.history.as_of`); whether it may
    be empty."""

    field: str
    is_steady: bool = False
    is_nullable: bool = False
    read: Callable[[Any], Any] = lambda value: value


def day_or_none(at: Any) -> date | None:
    return day_of(at) if at else None


COLUMNS = {
    "state": Column("state"),
    "outcome": Column("outcome"),
    "closed_on": Column("closed_at", is_nullable=True, read=day_or_none),
    "due_on": Column("due_on", is_nullable=True),
    "original_due_on": Column("original_due_on", is_nullable=True),
    "first_closed_on": Column("first_closed_on", is_nullable=True),
    "fell_back_on": Column("fell_back_on", is_nullable=True),
    "severity": Column("severity", is_steady=True),
    "source": Column("source", is_steady=True),
    "found_on": Column("found_on", is_steady=True),
    "is_violation": Column("is_violation", is_steady=True),
    "was_found_by_bureau": Column("was_found_by_bureau", is_steady=True),
    "repeat_of": Column("repeat_of_id", is_steady=True, is_nullable=True),
}
DAYS = {name for name in COLUMNS if name.endswith("_on")}
LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": eq,
    "in": lambda value, several: value in several,
    "lt": lt,
    "lte": le,
    "gt": gt,
    "gte": ge,
}


@dataclass(frozen=True, eq=False)
class Rule:
    """Those that meet `where`, from `since` on and until `until`, each (a day of theirs, so many
    days later), and only those found as long ago as `age` says (a band of `AGES`).

    Without that day a hazard never begins to count, or never ceases to. Raises ImproperlyConfigured
    for what a row and the database could read differently, or the tally could not keep.
    """

    where: Q
    since: Since | None = None
    until: Since | None = None
    age: str = ""

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            if day and day[0] not in DAYS:
                raise ImproperlyConfigured(f"{day[0]} holds no day a rule could begin with.")
        if self.age and self.needs_column:
            raise ImproperlyConfigured("The tally tells ages only of what needs no column.")
        _ = self.meets  # so that what it cannot read is refused here

    @cached_property
    def meets(self) -> Meets:
        return compiled(self.where)

    @cached_property
    def columns(self) -> frozenset[str]:
        days = {day[0] for day in (self.since, self.until) if day}
        return frozenset(days | set(names_in(self.where)))

    @property
    def needs_column(self) -> bool:
        """Whether the tally can tell it only by a column of its own."""
        return bool(self.columns - TOLD_APART)

    def spans(self, facts: Facts) -> Iterator[tuple[date | None, int]]:
        """From which day on (None: at once) the hazard counts one more, or one less again."""
        start = later(self.since, facts)
        if not self.meets(facts) or (self.since and start is None):
            return
        yield start, 1
        end = later(self.until, facts)
        if end:
            yield max(start or end, end), -1

    def at(self, day: date) -> Q:
        """What the database asks of a hazard as it stood when `day` ended."""
        rule = of_a_moment(self.where)
        if self.since:
            rule &= reached(*self.since, day)
        if self.until:
            rule &= not_reached(*self.until, day)
        return rule & aged(*AGES[self.age], day) if self.age else rule


def later(since: Since | None, facts: Facts) -> date | None:
    first = since and facts[since[0]]
    return first + timedelta(days=since[1]) if since and first else None


def reached(name: str, days: int, day: date) -> Q:
    return Q(**{f"{stood(name)}__lte": day - timedelta(days=days)})


def not_reached(name: str, days: int, day: date) -> Q:
    """An empty column is never reached; NOT alone would make that neither true nor false."""
    if not COLUMNS[name].is_nullable:
        return Q(**{f"{stood(name)}__gt": day - timedelta(days=days)})
    return ~(Q(**{f"{stood(name)}__isnull": False}) & reached(name, days, day))


def aged(least: int, most: int | None, day: date) -> Q:
    young = Q(found_on__lte=day - timedelta(days=least)) if least else Q()
    return young & (Q(found_on__gte=day - timedelta(days=most)) if most else Q())


def stood(name: str) -> str:
    return name if COLUMNS[name].is_steady else f"{STOOD}{name}"


def of_a_moment(condition: Q) -> Q:
    """The same asked of how a hazard stood (`figures.history.as_of`)."""
    children: list[Any] = [
        of_a_moment(child) if isinstance(child, Q) else renamed(*child) for child in told(condition)
    ]
    return Q.create(children, connector=condition.connector, negated=condition.negated)


def renamed(path: str, value: Any) -> tuple[str, Any]:
    name, lookup = split(path)
    return f"{stood(name)}__{lookup}", F(stood(column_of(value))) if isinstance(value, F) else value


def told(condition: Q) -> list[Any]:
    """What it is made of: conditions, and pairs of what is looked up and its value."""
    return list(condition.children)


def column_of(value: F) -> str:
    return str(value.name)  # type: ignore[attr-defined]


def split(path: str) -> tuple[str, str]:
    name, _, lookup = path.partition("__")
    return name, lookup or "exact"


def names_in(condition: Q) -> Iterator[str]:
    for child in told(condition):
        if isinstance(child, Q):
            yield from names_in(child)
        else:
            path, value = child
            yield split(path)[0]
            if isinstance(value, F):
                yield column_of(value)


def compiled(condition: Q, is_negated: bool = False) -> Meets:
    """The condition read over one row. Made once, for a rule is asked of every hazard there is."""
    if condition.connector not in (Q.AND, Q.OR):
        raise ImproperlyConfigured(f"A rule knows no {condition.connector}.")
    is_negated = is_negated or condition.negated
    parts = [
        compiled(child, is_negated) if isinstance(child, Q) else looked_up(child, is_negated)
        for child in told(condition)
    ]
    whole = joined(parts, condition.connector == Q.OR)
    return (lambda facts: not whole(facts)) if condition.negated else whole


def joined(parts: list[Meets], is_any: bool) -> Meets:
    """Two at a time: a loop over them took twice as long, and every move of a hazard waits."""
    if not parts:
        return lambda facts: True
    first, *rest = parts
    if not rest:
        return first
    second = joined(rest, is_any)
    if is_any:
        return lambda facts: first(facts) or second(facts)
    return lambda facts: first(facts) and second(facts)


def looked_up(child: Any, is_negated: bool) -> Meets:
    """One comparison; of an empty column it is never true, and its opposite is not to be said."""
    if not isinstance(child, tuple):
        raise ImproperlyConfigured("A rule asks a hazard's own columns and nothing else.")
    path, value = child
    (name, lookup), named = split(path), {split(path)[0], *names_in(Q(child))}
    if unknown := named - COLUMNS.keys():
        raise ImproperlyConfigured(f"No column a rule may ask: {', '.join(sorted(unknown))}.")
    if lookup == "isnull":
        return lambda facts: (facts[name] is None) == value
    if lookup not in LOOKUPS or value is None:
        raise ImproperlyConfigured(f"A rule cannot ask {path}={value!r}.")
    if is_negated and any(COLUMNS[one].is_nullable for one in named):
        raise ImproperlyConfigured(f"{path} may be empty: say what it is, not what it is not.")
    return comparison(name, LOOKUPS[lookup], value)


def comparison(name: str, is_so: Callable[[Any, Any], bool], value: Any) -> Meets:
    if not isinstance(value, F) and not COLUMNS[name].is_nullable:
        return lambda facts: is_so(facts[name], value)
    if not isinstance(value, F):
        return lambda facts: facts[name] is not None and is_so(facts[name], value)
    other = column_of(value)
    return lambda facts: (
        facts[name] is not None and facts[other] is not None and is_so(facts[name], facts[other])
    )
