"""Whose hazards a list of the ledger shows: those of the very scope its figure counts in.

A list that names a figure (`counted`, `happened`) or a moment (`as_of`) belongs to the units, the
owners and the tree the statistics of the same query count; any other list shows what stands
below a unit today. Every list, file and size that takes a unit and a moment asks here.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from figures.scope import DAY, FigureQuery, ask, moment_of, tree_day, zone

NAMES_A_FIGURE = ("counted", "happened", "as_of")
Period = tuple[date | None, date | None]


def current_query(user) -> FigureQuery:
    """Of all in sight, in today's tree: what several sizes are asked of, so that they are of one
    moment and what the tally tells of them is read once."""
    return ask(user)


def query_of(now: FigureQuery, asked: Mapping[str, Any]) -> FigureQuery:
    """What is asked of the scope and moment `now` by a list's filters. `asked` holds them as they
    were understood; what is not on may be missing or empty. `tree_of` counts in the tree of that
    day instead of the figure's own."""
    first, end = period_of(asked)
    at = moment_of(asked.get("as_of") or None, now.at)
    return replace(
        now,
        unit=asked.get("unit"),
        found_from=first,
        found_to=end,
        at=at,
        is_past=at < now.at,
        tree_day=tree_day_of(tree_day(end, at), asked),
    )


def period_of(asked: Mapping[str, Any]) -> Period:
    """The half-open days of the figure: of finding, or of an event where that alone is named."""
    if asked.get("happened") and not asked.get("counted"):
        return asked.get("happened_from"), asked.get("happened_to")
    through = asked.get("found_through")
    ends = filter(None, (asked.get("found_to"), through and through + DAY))
    return asked.get("found_from"), min(ends, default=None)


def tree_day_of(of_the_figure: date | None, asked: Mapping[str, Any]) -> date | None:
    if day := asked.get("tree_of"):
        return day if day < timezone.localdate(timezone=zone()) else None
    return of_the_figure if any(asked.get(name) for name in NAMES_A_FIGURE) else None
