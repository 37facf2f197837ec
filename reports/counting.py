"""The counts themselves, made by the database: one pass over hazards, one over events.

Every function answers for groups: `{key: {figure: number}}`.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import TruncDate

from hazards.models import Hazard, HistoryEntry
from hazards.repeats import REPEAT_DAYS
from reports.definitions import HELD_DAYS
from reports.questions import Question, zone
from reports.standing import as_they_stood
from workflow.states import OPEN, Outcome, Severity, State

IS_OPEN = Q(stood_state__in=OPEN)
IS_CLOSED = Q(stood_state=State.CLOSED)
IS_DISMISSED = Q(stood_state=State.DISMISSED)
IS_FOUND = ~IS_DISMISSED
IS_MAJOR = Q(severity=Severity.MAJOR)
IS_RECTIFIED = IS_CLOSED | Q(stood_state=State.RECTIFIED) & ~IS_MAJOR
AGES = {"0-3": (0, 3), "4-7": (4, 7), "8-14": (8, 14), "15+": (15, None)}  # days since found
# Told by the states and not by the move's name, whose index would lead SQLite through the whole
# ledger's closures for each hazard, instead of the hazard's own few entries.
CLOSING = Q(before=State.RECTIFIED, after=State.CLOSED)
REOPENING = Q(before=State.CLOSED, after=State.ASSIGNED)
EVENTS = {"closures": "close", "reopened": "reopen", "sent_back": "send_back"}


def conditions(question: Question) -> dict[str, Q]:
    """What a hazard must be to be counted under each name."""
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
        "held_due": Q(was_closed_long_ago=True),
        "held": Q(was_closed_long_ago=True, fell_back=False),
        "repeat": IS_FOUND & Q(is_repeat=True),
        "major_found": IS_FOUND & IS_MAJOR,
        "major_closed": IS_CLOSED & IS_MAJOR,
        **{f"state_{state}": Q(stood_state=state) for state in State.values},
        **{f"outcome_{why}": IS_DISMISSED & Q(stood_outcome=why) for why in Outcome.values},
        **{f"age_{name}": IS_OPEN & aged(question, *days) for name, days in AGES.items()},
    }


def by(deadline: str) -> Q:
    """Closed on the deadline's day or before; without any deadline nothing was late."""
    return Q(stood_closed_on__lte=F(deadline)) | Q(**{f"{deadline}__isnull": True})


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
    rows = judged(question).annotate(group=key).order_by().values("group").annotate(**sums)
    return {row["group"]: row for row in rows}


def judged(question: Question) -> QuerySet[Hazard]:
    """As they stood, with what only their history and their neighbours can tell."""
    past = HistoryEntry.objects.filter(hazard=OuterRef("pk"), at__lte=question.at)
    long_ago = CLOSING & Q(at__lte=question.at - timedelta(days=HELD_DAYS))
    closed_shortly_before = HistoryEntry.objects.filter(
        long_ago,
        hazard=OuterRef("hazard"),
        sequence__lt=OuterRef("sequence"),
        at__gte=OuterRef("at") - timedelta(days=HELD_DAYS),
    )
    return as_they_stood(question).alias(
        was_closed_long_ago=Exists(past.filter(long_ago)),
        fell_back=Exists(past.filter(REOPENING, Exists(closed_shortly_before))),
        is_repeat=Exists(closed_neighbours(question)),
    )


def closed_neighbours(question: Question) -> QuerySet[Hazard]:
    """Others of the same unit, place and category, closed up to 90 days before this was found."""
    found_on = OuterRef(OuterRef("found_on"))
    earliest = ExpressionWrapper(found_on - timedelta(days=REPEAT_DAYS), DateField())
    closings = HistoryEntry.objects.filter(
        CLOSING,
        hazard=OuterRef("pk"),
        at__lte=question.at,
        at__lt=OuterRef(OuterRef("reported_at")),
    ).alias(closed_on=TruncDate("at", tzinfo=zone()))
    shortly_before = closings.filter(closed_on__gte=earliest, closed_on__lte=found_on)
    # Not a bare column: SQLite would walk all of a category, and a unit has far fewer hazards.
    others = Hazard.objects.visible_to(question.user).alias(kind=F("category_id") + 0)
    same = others.filter(
        unit=OuterRef("unit"), kind=OuterRef("category_id"), place=OuterRef("place")
    )
    return same.exclude(pk=OuterRef("pk")).filter(Exists(shortly_before))


def count_events(question: Question, key: Any) -> dict[Any, Any]:
    """Closures, reopenings and sendings-back, each in the period it happened in."""
    sums = {name: Count("pk", filter=Q(move=move)) for name, move in EVENTS.items()}
    events = question.events.filter(move__in=EVENTS.values())
    rows = events.annotate(group=key).order_by().values("group").annotate(**sums)
    return {row["group"]: row for row in rows}


def days_taken(question: Question, key: Any) -> dict[Any, dict[int, int]]:
    """Days from found to closed, as {days: how many}. The database counts; no row is read."""
    took = ExpressionWrapper(F("stood_closed_on") - F("found_on"), DurationField())
    closed = as_they_stood(question).filter(IS_CLOSED).annotate(group=key, took=took).order_by()
    taken: dict[Any, dict[int, int]] = {}
    for row in closed.values("group", "took").annotate(n=Count("pk")):
        taken.setdefault(row["group"], {})[row["took"].days] = row["n"]
    return taken


def ten_thousands(yuan: Decimal | None) -> str:
    """An exact amount in 万元, without useless zeros."""
    exact = (yuan or Decimal(0)).quantize(Decimal("0.01")) / 10_000
    digits = f"{exact:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
