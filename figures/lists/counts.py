"""How many rows a list of the ledger has, told by the running tally where it can be."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from figures import bottlenecks, drilldown, durations, statistics
from figures import counts as figure_counts
from figures.breakdown import BREAKDOWNS
from figures.lists.scope import current_query, query_of
from figures.scope import FigureQuery
from hazards.snapshot import snapshot
from workflow.states import OPEN, State

KEPT = {"unit", "state", "severity", "category", "source", "overdue"}
KEPT |= {"found_from", "found_to", "found_through", "counted", "tree_of"}
EVENTS = {"unit", "happened", "happened_from", "happened_to", "tree_of"}
STUCK = {"unit", "step", "desk", "waited"}  # told of all that is open, whenever it was found
APART = ("severity", "category", "source")  # the tally keeps these one at a time
Counts = dict[str, Any]


@snapshot(connection)
def size_of(user, asked: Mapping[str, Any], now: FigureQuery | None = None) -> int | None:
    """The number of hazards in sight that fit the ledger's filters; None where the tally does not
    tell. `asked` holds the filters that are on, as they were understood; sizes asked of the same
    `now` (`figures.lists.scope.current_query`) share what they read."""
    now = now or current_query(user)
    if "happened" in asked and asked.keys() <= EVENTS:
        return event_size(now, asked)
    if asked.keys() <= STUCK and asked.keys() > {"unit"} & asked.keys():
        return stuck_size(now, asked)
    return found_size(now, asked)


def found_size(now: FigureQuery, asked: Mapping[str, Any]) -> int | None:
    apart = [name for name in APART if name in asked]
    is_mixed = len(asked.keys() & {"overdue", "state", "counted"}) > 1
    if not asked.keys() <= KEPT or len(apart) > 1 or is_mixed or asked.get("overdue") is False:
        return None
    query = query_of(now, asked)
    if apart and not figure_counts.keeps_apart(query, *apart):
        return None  # the few hazards of a school are counted sooner than all their figures
    with_days = str(asked.get("counted", "")).startswith("days_")
    counts = counted(query, asked, next(iter(apart), None), with_days)
    if "overdue" in asked:
        return counts.get("overdue", 0)
    if "counted" in asked:
        return size_of_figure(counts, asked["counted"])
    return sum(counts.get(f"state_{state}", 0) for state in states_in(asked))


def size_of_figure(counts: Counts, name: str) -> int:
    band = name.removeprefix("days_")
    if band == name:
        return counts.get(name, 0)
    return durations.bands(counts.get("days_to_close", {}))[band]


def stuck_size(now: FigureQuery, asked: Mapping[str, Any]) -> int:
    lying = bottlenecks.counts(query_of(now, asked))
    rows = [row for row in lying if all(asked.get(n, row[n]) == row[n] for n in ("step", "desk"))]
    waited = asked.get("waited")
    return sum(row["days"][waited] if waited else row["total"] for row in rows)


def event_size(now: FigureQuery, asked: Mapping[str, Any]) -> int:
    """Events less those that befell a hazard once more."""
    query, name = query_of(now, asked), asked["happened"]
    again = drilldown.again(query)
    return counted(query, {}).get(name, 0) - again.get(name, 0)


@snapshot(connection)
def everything(now: FigureQuery) -> Counts:
    """The counts of all that is in sight, by the names of the statistics."""
    return counted(now, {})


def counted(
    query: FigureQuery, asked: Mapping[str, Any], by: str | None = None, with_days: bool = False
) -> Counts:
    breakdown = BREAKDOWNS[by](query) if by else statistics.WHOLE
    key = getattr(asked[by], "pk", asked[by]) if by else "all"
    return figure_counts.count(query, breakdown, with_days).get(key, {})


def states_in(asked: Mapping[str, Any]) -> set[str]:
    told = asked.get("state") or State.values
    return {state for name in told for state in (OPEN if name == "open" else [name])}
