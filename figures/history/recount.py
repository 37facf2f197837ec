"""The counts themselves, made by the database: one pass over hazards, one over events.

Every function answers for groups: `{key: {figure: number}}`.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
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
from figures.scope import Question
from figures.tally.periods import AGES
from hazards.models import Hazard
from workflow.deadlines import HELD_DAYS
from workflow.states import OPEN, Outcome, Severity, State

IS_OPEN = Q(stood_state__in=OPEN)
IS_CLOSED = Q(stood_state=State.CLOSED)
IS_DISMISSED = Q(stood_state=State.DISMISSED)
IS_FOUND = ~IS_DISMISSED
IS_MAJOR = Q(severity=Severity.MAJOR)
IS_RECTIFIED = IS_CLOSED | Q(stood_state=State.RECTIFIED) & ~IS_MAJOR
Groups = dict[Any, dict[str, Any]]  # of each group, by the names of what is counted


def conditions(question: Question) -> dict[str, Q]:
    """What a hazard must be to be counted under each name."""
    long_ago = question.day - timedelta(days=HELD_DAYS)
    return {
        "found": IS_FOUND,
        "dismissed": IS_DISMISSED,
        "rectified": IS_RECTIFIED,
        "closed": IS_CLOSED,
        "open": IS_OPEN,
        "overdue": IS_OPEN & Q(stood_due_on__lt=question.day),
        "due": IS_CLOSED | IS_OPEN & Q(stood_original_due_on__lt=question.day),
        "on_time": IS_CLOSED & by("stood_original_due_on"),
        "after_extension": IS_CLOSED & by("stood_due_on"),
        "held_due": closed_by(long_ago),
        "held": closed_by(long_ago) & ~fell_back_by(long_ago),
        "repeat": IS_FOUND & Q(repeat_of__isnull=False),
        "major_found": IS_FOUND & IS_MAJOR,
        "major_closed": IS_CLOSED & IS_MAJOR,
        **{f"state_{state}": Q(stood_state=state) for state in State.values},
        **{f"outcome_{why}": IS_DISMISSED & Q(stood_outcome=why) for why in Outcome.values},
        **{f"age_{name}": IS_OPEN & aged(question, *days) for name, days in AGES.items()},
    }


def by(deadline: str) -> Q:
    """Closed on the deadline's day or before; without any deadline nothing was late."""
    return Q(stood_closed_on__lte=F(deadline)) | Q(**{f"{deadline}__isnull": True})


def closed_by(day: date) -> Q:
    return Q(stood_first_closed_on__lte=day)


def fell_back_by(day: date) -> Q:
    """One of its closures up to `day` did not hold; without one there is no such day."""
    return Q(stood_fell_back_on__isnull=False, stood_fell_back_on__lte=day)


def aged(question: Question, least: int, most: int | None) -> Q:
    young = Q(found_on__lte=question.day - timedelta(days=least)) if least else Q()
    return young & (Q(found_on__gte=question.day - timedelta(days=most)) if most else Q())


def one_by_one(
    question: Question,
    hazards: QuerySet[Hazard],
    of_hazards: Any,
    of_events: Any,
    with_days: bool = True,
) -> Groups:
    """The counts of `hazards` found in the period and what happened to them in it, in the groups
    of the two keys: now, from the rows."""
    found: Any = hazards
    found = found.found_between(question.found_from, question.found_to)
    stood = from_rows(question.placed(found, "unit", "pk"))
    groups = summed_up(stood, question, of_hazards, with_days)
    return combine(groups, recount_events(question.events_of(hazards), of_events))


def of_the_past(
    question: Question, of_hazards: Any, of_events: Any, with_days: bool = True
) -> Groups:
    """The same of all in scope at a moment that is laid out (`past.laid_out`)."""
    groups = summed_up(past_moment.stood(question), question, of_hazards, with_days)
    return combine(groups, recount_events(past_moment.happened(question), of_events))


def summed_up(
    stood_then: QuerySet[Any], question: Question, key: Any, with_days: bool = True
) -> Groups:
    sums: dict[str, Any] = {
        name: Count("pk", filter=rule) for name, rule in conditions(question).items()
    }
    sums["yuan"] = Sum("stood_funds", filter=IS_FOUND)
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
