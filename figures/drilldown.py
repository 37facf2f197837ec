"""The rows behind a count: hazards narrowed by the very rules the statistics count by."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.db.models.lookups import Exact, GreaterThan
from django.utils.functional import Promise

from figures.durations import BANDS
from figures.history import events as history_events
from figures.history import recount
from figures.history.as_of import CLOSING, as_they_stood, from_rows, in_one_of, known_by, until
from figures.scope import FigureQuery, zone
from hazards.figures import registry
from hazards.ledger.query_hints import unindexed
from hazards.models import Hazard, HistoryEntry
from workflow.deadlines import midnight
from workflow.declarations.moves import Move
from workflow.hazard_law import MOVES
from workflow.states import State

NAMES: list[tuple[str, str | Promise]] = [
    *((count.key, count.label) for count in (*registry.COUNTS, *registry.PARTS)),
    *((f"days_{band}", registry.BAND_WORDS[band]) for band in BANDS),
]
EVENTS = [(event.key, event.label) for event in registry.EVENTS]


# Sent back or reopened twice, or closed again after a reopening.
TWICE = Q(attempts__gt=2) | Q(attempts=2, state=State.CLOSED) & (
    Q(fell_back_on__isnull=False) | Q(closed_at__date__gt=F("first_closed_on"))
)


def begins_an_attempt(move: Move) -> bool:
    return move.target == State.ASSIGNED and not {State.RECTIFIED, State.CLOSED}.isdisjoint(
        move.sources
    )


AGAIN = Q(GreaterThan(unindexed("attempts"), 1))  # reopened and sent back both begin an attempt
CAN_HAVE_BEFALLEN = {
    event.key: AGAIN if begins_an_attempt(MOVES[event.move]) else Q() for event in registry.EVENTS
}
BACK_TO_REPAIR = Q(before__in=(State.RECTIFIED, State.CLOSED), after=State.ASSIGNED)


def rules(query: FigureQuery) -> dict[str, Q]:
    took = {f"days_{name}": recount.IS_CLOSED & closed_in(*days) for name, days in BANDS.items()}
    return recount.conditions(query) | took


def closed_in(least: int, most: int | None) -> Q:
    """As many days from found to closed, the bounds included (`spread.band_of`)."""
    long = Q(stood_closed_on__gte=F("found_on") + timedelta(days=least)) if least else Q()
    if most is None:
        return long
    return long & Q(stood_closed_on__lte=F("found_on") + timedelta(days=most))


def counted(
    hazards: QuerySet[Hazard], name: str, query: FigureQuery, by_index: bool = False
) -> QuerySet[Hazard]:
    """Those of `hazards` counted under `name` at the query's moment. The query asks of all
    that its person may see; unit and period are a matter of `hazards`. By an index of states the
    few of a whole ledger are found; other lists are sooner gone through as they come."""
    rule, state = rules(query)[name], F("state") if by_index else unindexed("state")
    if not query.is_past:
        return from_rows(hazards, state).filter(rule)
    everything = Hazard.objects.order_by()
    then = [part.filter(rule) for part in as_they_stood(everything, query)]
    return hazards.filter(known_by(query.at), in_one_of(then))


def known(hazards: QuerySet[Hazard], query: FigureQuery) -> QuerySet[Hazard]:
    """Those that were in the ledger at the query's moment: what was found later is not."""
    if not query.is_past:
        return hazards
    return hazards.filter(known_by(query.at), Exists(until(query.at)))


def with_event(
    hazards: QuerySet[Hazard], name: str, during: FigureQuery, by_index: bool = False
) -> QuerySet[Hazard]:
    """Those of `hazards` to which it happened in the period of `during`, whenever found: by an
    index of moves, or each asked for its own history."""
    move, events = (
        history_events.EVENTS[name],
        HistoryEntry.objects.filter(during.happened).order_by(),
    )
    if by_index:
        return hazards.filter(pk__in=events.filter(move=move).values("hazard"))
    here = events.filter(Exact(unindexed("move"), move), hazard=OuterRef("pk"))
    end = during.found_to
    known = known_by(midnight(end)) if end else Q()
    return hazards.filter(known, CAN_HAVE_BEFALLEN[name], Exists(here))


def again(query: FigureQuery) -> Counter[str]:
    """How many events of the period befell a hazard to which the same had happened before in it:
    sent back twice is two events and one hazard."""
    return once_more(events_of_the_few(query))


def again_by_month(query: FigureQuery) -> dict[date, Counter[str]]:
    """The same of each month: what befell a hazard twice in it."""
    months: dict[date, list[Befell]] = {}
    for row in events_of_the_few(query):
        months.setdefault(row.month, []).append(row)
    return {month: once_more(rows) for month, rows in months.items()}


class Befell(NamedTuple):
    """How many times a move was made with a hazard in a month."""

    hazard: Any
    move: str
    month: date
    n: int


def once_more(rows: Iterable[Befell]) -> Counter[str]:
    names = {move: name for name, move in history_events.EVENTS.items()}
    times = Counter[tuple[Any, str]]()
    for row in rows:
        times[row.hazard, names[row.move]] += row.n
    more = Counter[str]()
    for (_hazard, name), n in times.items():
        more[name] += n - 1
    return more


def events_of_the_few(query: FigureQuery) -> list[Befell]:
    """Only the few are looked at to which anything can have happened twice."""
    return query.once(("again", *query.period), lambda: befallen(query))


def befallen(query: FigureQuery) -> list[Befell]:
    # By states and not by moves, whose index would lead SQLite through the whole ledger's events.
    events: Any = query.events_of(the_few(query)).filter(CLOSING | BACK_TO_REPAIR)
    month = TruncMonth("at", output_field=DateField(), tzinfo=zone())
    rows = events.annotate(month=month).order_by().values("hazard", "move", "month")
    told = rows.annotate(n=Count("pk")).values_list("hazard", "move", "month", "n")
    return [Befell(*row) for row in told if row[1] in history_events.EVENTS.values()]


def the_few(query: FigureQuery) -> QuerySet[Hazard]:
    """Those in scope to which something can have happened twice."""
    if query.is_past or query.unit is None:
        return query.in_scope.filter(TWICE)
    units = query.units.values("pk")
    # Not a bare column: SQLite would walk all hazards of the units, and these are far fewer.
    seen = Hazard.objects.visible_to(query.user).alias(owner=F("unit_id") + 0)
    return seen.filter(TWICE, owner__in=units).order_by()
