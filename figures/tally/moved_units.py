"""Units that stand elsewhere in the tree that is asked about than where their hazards are folded:
those that moved after a past period, and those that moved a minute ago. They are few, and theirs
are counted one by one.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import F

from figures.history.recount import Groups, combine, one_by_one
from figures.scope import FigureQuery
from figures.units import is_reached, tree
from hazards.models import Hazard

Grouping = Callable[[str], Any]  # tells in which group a path lies, or None
Keys = tuple[Any, Any]


class Misplaced(NamedTuple):
    """A unit, the group its hazards are folded in, and the one they belong to; None is neither
    of those asked for."""

    unit: int
    folded: Any
    wanted: Any


def misplaced(query: FigureQuery, folded: Grouping, wanted: Grouping) -> list[Misplaced]:
    rows = [
        Misplaced(unit.pk, place and folded(place), wanted(then) if then and is_seen else None)
        for unit in elsewhere(query)
        for place, then, is_seen in [(unit.folded, unit.then, is_reached(query, unit.path))]
    ]
    return [row for row in rows if row.folded != row.wanted]


def elsewhere(query: FigureQuery) -> list[Any]:
    """The units of the whole tree that are folded elsewhere than they stand."""
    return [unit for unit in tree(query) if unit.folded != unit.then or unit.then is None]


def put_right(
    groups: Groups,
    query: FigureQuery,
    rows: list[Misplaced],
    keys: Keys | None,
    with_days: bool = True,
) -> None:
    """Take each unit's own hazards out of the group they are folded in, into theirs. `keys` tell
    the groups of hazards and events; None where the units themselves are the groups."""
    for sign, place in ((-1, "folded"), (1, "wanted")):
        homes = {row.unit: getattr(row, place) for row in rows if getattr(row, place) is not None}
        if not homes:
            continue
        hazards = Hazard.objects.filter(unit__in=list(homes))
        of_hazards, of_events = keys or (F("unit"), F("hazard__unit"))
        theirs = one_by_one(query, hazards, of_hazards, of_events, with_days)
        combine(groups, theirs if keys else at_home(theirs, homes), sign)


def at_home(theirs: Groups, homes: dict[int, Any]) -> Groups:
    groups: Groups = {}
    for unit, counts in theirs.items():
        combine(groups, {homes[unit]: counts})
    return groups
