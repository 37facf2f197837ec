"""The counts themselves, made by the database: one pass over hazards, one over events.

Every function answers for groups: `{key: {figure: number}}`.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Sum,
)

from figures.history import events as history_events
from figures.history import past_moment
from figures.history.as_of import from_rows
from figures.scope import FigureQuery
from hazards.figures import registry
from hazards.figures.rules import of_a_moment
from hazards.models import Hazard

IS_OPEN = of_a_moment(registry.IS_OPEN)
IS_CLOSED = of_a_moment(registry.IS_CLOSED)
IS_FOUND = of_a_moment(registry.IS_FOUND)
IS_MAJOR = of_a_moment(registry.IS_MAJOR)
IS_RECTIFIED = of_a_moment(registry.IS_RECTIFIED)
Groups = dict[Any, dict[str, Any]]  # of each group, by the names of what is counted


def conditions(query: FigureQuery) -> dict[str, Q]:
    """What a hazard must be to be counted under each name."""
    counts = (*registry.COUNTS, *registry.PARTS)
    return {count.key: count.at(query.day) for count in counts}


def one_by_one(
    query: FigureQuery,
    hazards: QuerySet[Hazard],
    of_hazards: Any,
    of_events: Any,
    with_days: bool = True,
) -> Groups:
    """The counts of `hazards` found in the period and what happened to them in it, in the groups
    of the two keys: now, from the rows."""
    found: Any = hazards
    found = found.found_between(query.found_from, query.found_to)
    stood = from_rows(query.placed(found, "unit", "pk"))
    groups = summed_up(stood, query, of_hazards, with_days)
    return combine(groups, recount_events(query.events_of(hazards), of_events))


def of_the_past(
    query: FigureQuery, of_hazards: Any, of_events: Any, with_days: bool = True
) -> Groups:
    """The same of all in scope at a moment that is laid out (`past.laid_out`)."""
    groups = summed_up(past_moment.stood(query), query, of_hazards, with_days)
    return combine(groups, recount_events(past_moment.happened(query), of_events))


def summed_up(
    stood_then: QuerySet[Any], query: FigureQuery, key: Any, with_days: bool = True
) -> Groups:
    sums: dict[str, Any] = {
        name: Count("pk", filter=rule) for name, rule in conditions(query).items()
    }
    for money in registry.MONEY:
        sums[money.key] = Sum("stood_funds", filter=of_a_moment(money.where))
    rows = stood_then.annotate(group=key).order_by().values("group").annotate(**sums)
    groups = grouped(rows)
    for row in spread(stood_then, key) if with_days else ():
        days = groups[row["group"]].setdefault("days_to_close", Counter())
        days[row["took"].days] += row["n"]
    return groups


def grouped(rows: Iterable[Any]) -> Groups:
    return {row["group"]: {name: n for name, n in row.items() if name != "group"} for row in rows}


def spread(stood_then: QuerySet[Any], key: Any) -> Iterable[Any]:
    """How many took how many days from found to closed; the database tells, no row is read."""
    took = ExpressionWrapper(F("stood_closed_on") - F("found_on"), DurationField())
    closed = stood_then.filter(IS_CLOSED).annotate(group=key, took=took).order_by()
    return closed.values("group", "took").annotate(n=Count("pk"))


def recount_events(events: QuerySet[Any], key: Any) -> Groups:
    """Closures, reopenings and sendings-back, each in the period it happened in, and by how many
    the open ones became more in it."""
    told = events.filter(history_events.COUNTED)
    rows = told.annotate(group=key).order_by().values("group").annotate(**history_events.SUMS)
    return grouped(rows)


def combine(groups: Groups, more: Groups, sign: int = 1) -> Groups:
    """Add the counts of `more` to those of `groups`, or take them away."""
    for group, counts in more.items():
        here = groups.setdefault(group, {})
        for name, n in counts.items():
            if name == "days_to_close":
                here.setdefault(name, Counter()).update({d: sign * k for d, k in n.items()})
            else:
                here[name] = (here.get(name) or 0) + sign * (n or 0)
    return groups
