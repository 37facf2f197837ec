"""How each hazard stood at a moment: read off its row for now, off its history for the past.

Both ways give the same columns: `stood_state`, `stood_closed_on`, `stood_due_on`,
`stood_original_due_on`, `stood_outcome`, `stood_funds`, and for the rate of closures that held
`stood_first_closed_on`, `stood_fell_back_on`. An entry made at the very moment counts.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate

from figures.scope import FigureQuery, zone
from hazards.law import LAW
from hazards.ledger.query_hints import unindexed
from hazards.models import Hazard, HistoryEntry
from workflow.deadlines import HELD_DAYS
from workflow.states import Stage, State

SETS_A_DEADLINE = [name for name, declared in LAW.items() if declared.sets_deadline]
# Told by the states and not by the move's name, whose index would lead SQLite through the whole
# ledger's closures for each hazard, instead of the hazard's own few entries.
CLOSING = Q(before=State.RECTIFIED, after=State.CLOSED)
REOPENING = Q(before=State.CLOSED, after=State.ASSIGNED)
SHOWS_THE_FIX = [name for name, declared in LAW.items() if declared.shows == Stage.AFTER]
NOW = F("state")
MONEY = DecimalField(max_digits=14, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=MONEY)


def as_they_stood(hazards: QuerySet[Hazard], query: FigureQuery) -> list[QuerySet[Hazard]]:
    """`hazards` in parts, each as it stood. To most of them nothing has happened since a past
    moment: those are read off their rows, in a tenth of the time their history takes."""
    if not query.is_past:
        return [from_rows(hazards)]
    hazards, changed = hazards.filter(known_by(query.at)), changed_after(query.at)
    entered = hazards.filter(changed, history=last_change(until(query.at)))
    return [
        from_rows(hazards.filter(~changed), unindexed("state")),
        as_history_tells(entered, query.at),
    ]


def changed_after(at: datetime) -> Exists:
    """Inside a query about hazards: whether anything has happened to one since a moment."""
    later = HistoryEntry.objects.filter(hazard=OuterRef("pk"), at__gt=at)
    return Exists(later.order_by())


def as_history_tells(entered: QuerySet[Hazard], at: datetime) -> QuerySet[Hazard]:
    """`entered` as for `told_by`; with what the rate of closures that held asks for."""
    past = until(at)
    return told_by(entered, past).alias(
        stood_first_closed_on=first_closing(past),
        stood_fell_back_on=first_closing(past, Exists(reopened_shortly_after(at))),
    )


def among_all_of(parts: Iterable[QuerySet[Hazard]]) -> Q:
    """All that the parts hold, looked for together."""
    return reduce(or_, (Q(pk__in=part.values("pk")) for part in parts))


def in_one_of(parts: Iterable[QuerySet[Hazard]]) -> Q:
    """The same, each hazard looked up by itself."""
    return reduce(or_, (Q(Exists(part.filter(pk=OuterRef("pk")))) for part in parts))


def known_by(at: datetime) -> Q:
    """Nothing befalls what is not yet reported; but a clock may have been set back meanwhile."""
    return Q(reported_at__lt=at + timedelta(days=1))


def from_rows(hazards: QuerySet[Hazard], state=NOW) -> QuerySet[Hazard]:
    """`state` may be told as no bare column (`hazards.ledger.query_hints`)."""
    return hazards.alias(
        stood_state=state,
        stood_closed_on=TruncDate("closed_at", tzinfo=zone()),
        stood_due_on=F("due_on"),
        stood_original_due_on=F("original_due_on"),
        stood_outcome=F("outcome"),
        stood_funds=Coalesce("funds_spent", NOTHING),
        stood_first_closed_on=F("first_closed_on"),
        stood_fell_back_on=F("fell_back_on"),
    )


def until(at: datetime) -> QuerySet[HistoryEntry]:
    """The past of a hazard up to a moment, inside a query about hazards."""
    return HistoryEntry.objects.filter(hazard=OuterRef("pk"), at__lte=at)


def from_history(hazards: QuerySet[Hazard], past: QuerySet[HistoryEntry]) -> QuerySet[Hazard]:
    """How each stood at the end of its `past`; without a past it drops out."""
    return told_by(hazards.filter(history=last_change(past)), past)


def last_change(past: QuerySet[HistoryEntry]) -> Subquery:
    """The entry that brought each hazard into the state it had."""
    changes = past.exclude(before=F("after")).order_by("-sequence")
    return Subquery(changes.values("pk")[:1])


def told_by(entered: QuerySet[Hazard], past: QuerySet[HistoryEntry]) -> QuerySet[Hazard]:
    """`entered` are hazards joined with that entry alone."""
    past = past.order_by("-sequence")
    stood = entered.alias(stood_state=F("history__after"))
    outcome = KeyTextTransform("outcome", "history__facts")
    return stood.alias(
        stood_closed_on=Case(
            When(history__after=State.CLOSED, then=TruncDate("history__at", tzinfo=zone()))
        ),
        stood_outcome=Case(
            When(history__after=State.DISMISSED, then=outcome),
            default=Value(""),
            output_field=CharField(),
        ),
        stood_original_due_on=original_deadline(past),
        stood_due_on=Coalesce(deadline(past), original_deadline(past)),
        stood_funds=Coalesce(funds(past), NOTHING),
    )


def original_deadline(past: QuerySet[HistoryEntry]) -> Case:
    """The row keeps the first deadline for good; it was set when repair was first asked for."""
    was_assigned = Exists(past.filter(after=State.ASSIGNED))
    return Case(When(was_assigned, then=F("original_due_on")), output_field=DateField())


def deadline(past: QuerySet[HistoryEntry]) -> Subquery:
    """The one set last. Sending back sets one only where there was none: the original."""
    day = Cast(Coalesce(KT("facts__until"), KT("facts__due_on")), DateField())
    return Subquery(past.filter(move__in=SETS_A_DEADLINE).annotate(day=day).values("day")[:1])


def funds(past: QuerySet[HistoryEntry]) -> Subquery:
    spent = Cast(KT("facts__funds_spent"), MONEY)
    return Subquery(past.filter(move__in=SHOWS_THE_FIX).annotate(spent=spent).values("spent")[:1])


def first_closing(past: QuerySet[HistoryEntry], *only) -> Subquery:
    day = TruncDate("at", tzinfo=zone())
    held_after = ExpressionWrapper(day + timedelta(days=HELD_DAYS), DateField())
    closings = past.filter(CLOSING).annotate(day=day, held_after=held_after)
    return Subquery(closings.filter(*only).order_by("sequence").values("day")[:1])


def reopened_shortly_after(at: datetime) -> QuerySet[HistoryEntry]:
    """Reopenings up to a moment which show that a closure, the row outside, did not hold."""
    later = HistoryEntry.objects.filter(REOPENING, hazard=OuterRef("hazard"), at__lte=at)
    later = later.filter(sequence__gt=OuterRef("sequence"))
    reopened_on = TruncDate("at", tzinfo=zone())
    return later.annotate(day=reopened_on).filter(day__lte=OuterRef("held_after"))
