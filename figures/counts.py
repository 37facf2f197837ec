"""Where the counts come from: now from the running tally, a moment of the past from history."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from figures import units
from figures.breakdown import Breakdown
from figures.durations import BANDS
from figures.history.recount import Groups, combine, of_the_past, one_by_one
from figures.scope import FigureQuery
from figures.tally import counts as tally_counts
from figures.tally import moved_units
from figures.tally.moved_units import Grouping
from figures.tally.reading import Paths, Wanted
from figures.units import Top
from hazards.models import Hazard
from organizations import scope
from organizations.units import STEP

KEPT_ABOVE = ("category", "source")  # what the tally keeps only of units with others below them
BETWEEN = " "
OF_A_LEAF = Concat(
    Cast(F("category"), CharField()), Value(BETWEEN), F("source"), output_field=CharField()
)


def count(query: FigureQuery, breakdown: Breakdown, with_days: bool = True) -> Groups:
    """The counts in each group of the breakdown that has any."""
    groups = counted(query, breakdown, with_days)
    return {group: counts for group, counts in groups.items() if any(numbers(counts))}


def numbers(counts: dict[str, Any]) -> Iterable[Any]:
    return (n for name, n in counts.items() if name != "days_to_close")


def counted(query: FigureQuery, breakdown: Breakdown, with_days: bool = True) -> Groups:
    """The same with the groups that have none. Where nobody asks how many days they took
    (`with_days`), those are not looked for."""
    name = ("counted", breakdown.by, with_days, *query.period)
    return query.once(name, lambda: counted_now(query, breakdown, with_days))


def counted_now(query: FigureQuery, breakdown: Breakdown, with_days: bool) -> Groups:
    if query.is_past:
        return of_the_past(query, *breakdown.keys, with_days)
    if not is_kept(query):
        return one_by_one(query, query.in_scope, *breakdown.keys, with_days)
    if breakdown.by == "unit":
        groups = by_unit(query, with_days)
    else:
        groups = counts_of(query, breakdown, with_days)
        moved_units.put_right(groups, query, misplaced(query), breakdown.keys, with_days)
    if not has_beyond_reach(query):
        return groups
    others = beyond_reach(query)
    return combine(groups, one_by_one(query, others, *breakdown.keys, with_days))


def read_together(query: FigureQuery, several: Iterable[tuple[FigureQuery, str | None]]) -> None:
    """What will be asked of the tally for one table after the other (queries about one scope,
    each with what its rows are told apart by), and what lies where, read in one statement."""
    if is_kept(query):
        wanted = [one for asked, by in several for one in wanted_of(asked, by)]
        desks = tally_counts.on_desks(bases_of(query), BANDS)
        tally_counts.read_together(query, [*wanted, desks])


def wanted_of(query: FigureQuery, by: str | None) -> list[Wanted]:
    bases = bases_below(query) if by == "unit" else bases_of(query)
    if by in KEPT_ABOVE:
        bases = others_than_leaves(query)
    return [tally_counts.wanted(query, bases, by)] if bases else []


def is_kept(query: FigureQuery) -> bool:
    """Does the running tally hold what is asked? It knows no past, and no part of a unit."""
    return not query.is_past and all(
        units.is_reached(query, top.unit.path) for top in units.places(query)
    )


def bases_of(query: FigureQuery) -> Paths:
    """Where the units asked about are folded; one that never was is left out."""
    return folded(units.places(query))


def folded(tops: Iterable[Top]) -> Paths:
    return {top.unit.pk: top.folded for top in tops if top.folded is not None}


def leaves_among(query: FigureQuery) -> list[int]:
    return [top.unit.pk for top in units.places(query) if top.is_leaf]


def others_than_leaves(query: FigureQuery) -> Paths:
    return folded(top for top in units.places(query) if not top.is_leaf)


def counts_of(query: FigureQuery, breakdown: Breakdown, with_days: bool) -> Groups:
    """Of a unit without others below it the tally keeps no categories and sources; its hazards are
    few enough to be counted."""
    if breakdown.by not in KEPT_ABOVE:
        return tally_counts.counts(query, bases_of(query), breakdown.by, with_days)
    others = others_than_leaves(query)
    groups = tally_counts.counts(query, others, breakdown.by, with_days) if others else {}
    return combine(groups, of_leaves(query, breakdown.by, with_days))


def of_leaves(query: FigureQuery, by: str | None, with_days: bool) -> Groups:
    """By categories or sources; counted once for both."""
    leaves = leaves_among(query)
    if not leaves:
        return {}
    own = Hazard.objects.filter(unit__in=leaves)
    both = query.once(
        ("leaves", with_days, *query.period),
        lambda: one_by_one(query, own, OF_A_LEAF, OF_A_LEAF, with_days),
    )
    groups: Groups = {}
    for key, counts in both.items():
        category, source = key.split(BETWEEN)
        combine(groups, {int(category) if by == "category" else source: counts})
    return groups


def keeps_apart(query: FigureQuery, by: str) -> bool:
    """Are the groups told by the tally, or would each hazard have to be counted?"""
    return by not in KEPT_ABOVE or not leaves_among(query)


def reaches_all_there_is(query: FigureQuery) -> bool:
    if query.unit and query.tree_day is None:
        return True
    return scope.reaches_everything(query.user)


def has_beyond_reach(query: FigureQuery) -> bool:
    if reaches_all_there_is(query):
        return False
    return query.once("has beyond reach", lambda: beyond_reach(query).exists())


def beyond_reach(query: FigureQuery):
    """What somebody reported or must fix in units their roles do not reach."""
    user = query.user
    own = Hazard.objects.filter(Q(reporter=user.pk) | Q(responsible=user.pk))
    own = own.exclude(unit__in=scope.units_reached_by(user))
    return own.filter(query.owned_by(query.units)) if query.unit else own


def by_unit(query: FigureQuery, with_days: bool) -> Groups:
    """Grouped by the paths of the tree that is asked about."""
    tops = units.places(query)
    if len(tops) == 1:
        return below_one(query, tops[0], with_days)
    bases = bases_of(query)
    groups = tally_counts.counts(query, bases, "unit", with_days)
    wanted = {top.unit.pk: top.path for top in tops}
    moved = moved_units.misplaced(query, which(bases), which(wanted))
    moved_units.put_right(groups, query, moved, None, with_days)
    return {wanted[pk]: counts for pk, counts in groups.items()}


def below_one(query: FigureQuery, one: Top, with_days: bool) -> Groups:
    """The unit's own, and each unit directly below with all below that."""
    top, path, bases = one.unit, one.path, bases_below(query)
    groups = tally_counts.counts(query, bases, "unit", with_days)
    combine(groups, {top.pk: {}})
    for child in bases.keys() - {top.pk}:
        combine(groups, {top.pk: groups.get(child, {})}, -1)
    moved = moved_units.misplaced(query, step_below(one.folded, top.pk), step_below(path, top.pk))
    moved_units.put_right(groups, query, moved, None, with_days)
    ends = {pk: path if pk == top.pk else path + str(pk).zfill(STEP) for pk in groups}
    return {ends[pk]: counts for pk, counts in groups.items()}


def bases_below(query: FigureQuery) -> Paths:
    """The units asked about; of one alone also those folded directly below it, which are those that
    stand there and those that have moved since."""
    tops = units.places(query)
    bases = bases_of(query)
    if len(tops) != 1 or tops[0].folded is None:
        return bases
    here = folded(units.children(query, tops[0].unit))
    moved = {unit.pk: unit.folded for unit in moved_units.elsewhere(query) if unit.folded}
    return {pk: at for pk, at in (here | moved).items() if at[:-STEP] == tops[0].folded} | bases


def misplaced(query: FigureQuery) -> list[moved_units.Misplaced]:
    tops = units.places(query)
    wanted = {top.unit.pk: top.path for top in tops}
    return moved_units.misplaced(query, inside(bases_of(query)), inside(wanted))


def inside(paths: Paths) -> Grouping:
    return lambda place: any(place.startswith(path) for path in paths.values()) or None


def which(paths: Paths) -> Grouping:
    """Under which of several units a path lies."""
    return lambda place: next((pk for pk, path in paths.items() if place.startswith(path)), None)


def step_below(path: str | None, top: int) -> Grouping:
    """Under which unit directly below `path` a place lies; the top itself is its own group."""
    if path is None:
        return lambda place: None
    end = len(path) + STEP
    return lambda place: int(place[end - STEP : end] or top) if place.startswith(path) else None
