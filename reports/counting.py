"""The counts themselves, made by the database: one pass over hazards, one over events.

Every function answers for groups: `{key: {figure: number}}`.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
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

from reports.questions import Question
from reports.standing import as_they_stood
from workflow.deadlines import HELD_DAYS
from workflow.states import OPEN, Outcome, Severity, State

IS_OPEN = Q(stood_state__in=OPEN)
IS_CLOSED = Q(stood_state=State.CLOSED)
IS_DISMISSED = Q(stood_state=State.DISMISSED)
IS_FOUND = ~IS_DISMISSED
IS_MAJOR = Q(severity=Severity.MAJOR)
IS_RECTIFIED = IS_CLOSED | Q(stood_state=State.RECTIFIED) & ~IS_MAJOR
AGES = {"0-3": (0, 3), "4-7": (4, 7), "8-14": (8, 14), "15+": (15, None)}  # days since found
EVENTS = {"closures": "close", "reopened": "reopen", "sent_back": "send_back"}


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


def count(question: Question, key: Any, expected: QuerySet) -> dict[Any, Any]:
    """The counts of hazards in each group of `key`; `expected` are the units that should report."""
    sums: dict[str, Any] = {
        name: Count("pk", filter=rule) for name, rule in conditions(question).items()
    }
    sums["units_reported"] = Count(
        "unit", distinct=True, filter=IS_FOUND & Q(unit__in=expected.values("pk"))
    )
    sums["yuan"] = Sum("stood_funds", filter=IS_FOUND)
    rows = as_they_stood(question).annotate(group=key).order_by().values("group").annotate(**sums)
    return {row["group"]: row for row in rows}


def count_events(question: Question, key: Any) -> dict[Any, Any]:
    """Closures, reopenings and sendings-back, each in the period it happened in."""
    sums = {name: Count("pk", filter=Q(move=move)) for name, move in EVENTS.items()}
    events = question.events.filter(move__in=EVENTS.values())
    rows = events.annotate(group=key).order_by().values("group").annotate(**sums)
    return {row["group"]: row for row in rows}


def median_days(question: Question, key: Any) -> dict[Any, float]:
    """Days from found to closed. The database tells how many took how long; no row is read."""
    took = ExpressionWrapper(F("stood_closed_on") - F("found_on"), DurationField())
    closed = as_they_stood(question).filter(IS_CLOSED).annotate(group=key, took=took).order_by()
    spread: dict[Any, list[tuple[int, int]]] = {}
    for row in closed.values("group", "took").annotate(n=Count("pk")):
        spread.setdefault(row["group"], []).append((row["took"].days, row["n"]))
    return {group: median(sorted(days)) for group, days in spread.items()}


def median(days: list[tuple[int, int]]) -> float:
    """Of sorted (value, how many) pairs."""
    total = sum(n for _, n in days)
    return (nth(days, (total - 1) // 2) + nth(days, total // 2)) / 2


def nth(days: Iterable[tuple[int, int]], index: int) -> int:
    for value, n in days:
        if index < n:
            return value
        index -= n
    raise IndexError(index)


def ten_thousands(yuan: Decimal | None) -> str:
    """An exact amount in 万元, without useless zeros."""
    exact = (yuan or Decimal(0)).quantize(Decimal("0.01")) / 10_000
    digits = f"{exact:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
