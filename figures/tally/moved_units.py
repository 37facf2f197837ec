"""Units that stand elsewhere in the tree that is asked about than where their hazards are folded:
those that moved after a past period, and those that moved a minute ago. They are few, and theirs
are counted one by one.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, Subquery

from figures.history.recount import Groups, combine, one_by_one
from figures.scope import Question
from hazards.models import FoldedPlace, Hazard
from organizations import scope
from organizations.models import Unit

Grouping = Callable[[str], Any]  # tells in which group a path lies, or None
Keys = tuple[Any, Any]


class Misplaced(NamedTuple):
    """A unit, the group its hazards are folded in, and the one they belong to; None is neither
    of those asked for."""

    unit: int
    folded: Any
    wanted: Any


def misplaced(question: Question, folded: Grouping, wanted: Grouping) -> list[Misplaced]:
    place = Subquery(FoldedPlace.objects.filter(pk=OuterRef("pk")).values("path")[:1])
    units = Unit.objects.annotate(place=place, then=question.path_then(""))
    moved = units.filter(Q(place=None) | Q(then=None) | ~Q(place=F("then")))
    found = list(moved.values_list("pk", "place", "then"))
    seen = reached(question, [pk for pk, _, _ in found])
    rows = [
        Misplaced(pk, place and folded(place), wanted(then) if then and pk in seen else None)
        for pk, place, then in found
    ]
    return [row for row in rows if row.folded != row.wanted]


def reached(question: Question, units: list[int]) -> set[int]:
    if not units:
        return set()
    return set(
        scope.units_reached_by(question.user).filter(pk__in=units).values_list("pk", flat=True)
    )


def put_right(groups: Groups, question: Question, rows: list[Misplaced], keys: Keys | None) -> None:
    """Take each unit's own hazards out of the group they are folded in, into theirs. `keys` tell
    the groups of hazards and events; None where the units themselves are the groups."""
    for sign, place in ((-1, "folded"), (1, "wanted")):
        homes = {row.unit: getattr(row, place) for row in rows if getattr(row, place) is not None}
        if not homes:
            continue
        hazards = Hazard.objects.filter(unit__in=list(homes))
        theirs = one_by_one(question, hazards, *(keys or (F("unit"), F("hazard__unit"))))
        combine(groups, theirs if keys else at_home(theirs, homes), sign)


def at_home(theirs: Groups, homes: dict[int, Any]) -> Groups:
    groups: Groups = {}
    for unit, counts in theirs.items():
        combine(groups, {homes[unit]: counts})
    return groups
