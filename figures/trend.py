"""How many were open when each month ended: back from today through what happened since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from figures import counts as figure_counts
from figures.breakdown import by_month
from figures.scope import DAY, FigureQuery, moment_of
from figures.tally.periods import next_month
from hazards.models import Hazard, HistoryEntry, Transfer
from workflow.deadlines import midnight
from workflow.states import OPEN


def with_open(query: FigureQuery, rows: list[dict[str, Any]], open_now: int) -> list[dict]:
    """The rows of months, each with `open_at_end`: all that was open in scope when the month
    ended, or at the query's moment if that is earlier, whenever it was found and whoever has it
    by now. `open_now` is how many are at that moment; only what happened after the first month is
    read."""
    months = [date.fromisoformat(f"{row['key']}-01") for row in rows]
    if not months:
        return rows
    since = next_month(min(months))
    grew, others = growth(query, since), handed_over(query, since)
    return [
        row
        | {
            "open_at_end": open_now
            - sum(n for then, n in grew.items() if then > month)
            + sum(one.put_right(midnight(next_month(month))) for one in others)
        }
        for row, month in zip(rows, months, strict=True)
    ]


def growth(query: FigureQuery, since: date) -> dict[date, int]:
    """By how many the open ones became more (or fewer) in each month from `since` on, of the
    hazards that are in scope at the query's moment."""
    asked = later(query, since)
    counts = figure_counts.count(asked, by_month(asked), False)
    return {month: told.get("grew", 0) for month, told in counts.items() if month >= since}


def later(query: FigureQuery, since: date) -> FigureQuery:
    """What happened from a month on, until now; a period that reaches to now tells it itself."""
    end = query.found_to
    if end is None or (end > query.day and not query.is_past):
        return query
    return replace(query, found_from=since, found_to=None)


def first_after(query: FigureQuery) -> date:
    """The first month that is told back from; of a period that begins somewhere."""
    return next_month(query.found_from or query.day)


class HandedOver(NamedTuple):
    """A hazard that changed hands: when, each time with whether it left the scope or came into it
    (`left`, `came`), and the states its history led it into."""

    hands: list[tuple[datetime, bool, bool]]
    states: list[tuple[datetime, str]]

    def put_right(self, end: datetime) -> int:
        """What the growth of those in scope now leaves out at the end of a month: 1 where it was
        open in scope and has left since, -1 where it was open and has come since."""
        since = [hand for hand in self.hands if hand[0] >= end]
        states = [state for at, state in self.states if at < end]
        if not since or not states or states[-1] not in OPEN:
            return 0
        was_here, is_here = since[0][1], since[-1][2]
        return was_here - is_here


def handed_over(query: FigureQuery, since: date) -> list[HandedOver]:
    """Of a unit's scope those in sight that came or went from the day `since` on up to the
    query's moment; hardly ever any, which one look tells."""
    if query.unit is None:
        return []
    units = query.units.values("pk")
    moved = Transfer.objects.since(moment_of(since - DAY, query.at))
    moved = moved.filter(decided_at__lte=query.at)
    touched = moved.filter(Q(from_unit__in=units) | Q(to_unit__in=units)).order_by("decided_at")
    told = list(touched.values_list("hazard", "decided_at", "from_unit", "to_unit"))
    if not told:
        return []
    seen = Hazard.objects.visible_to(query.user).filter(pk__in={row[0] for row in told})
    shown = set(seen.values_list("pk", flat=True))
    here, hands = set(units.values_list("pk", flat=True)), defaultdict(list)
    for hazard, at, left, came in told:
        if hazard in shown:
            hands[hazard].append((at, left in here, came in here))
    states = states_of(hands)
    return [HandedOver(of, states[hazard]) for hazard, of in hands.items()]


def states_of(hazards: Iterable[Any]) -> dict[Any, list[tuple[datetime, str]]]:
    states = defaultdict(list)
    entries = HistoryEntry.objects.filter(hazard__in=list(hazards)).order_by("hazard", "sequence")
    for hazard, at, state in entries.values_list("hazard", "at", "after"):
        states[hazard].append((at, state))
    return states
