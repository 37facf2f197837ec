"""Where the counts come from: now from the running tally, a moment of the past from history."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from figures import units
from figures.breakdown import Breakdown
from figures.durations import BANDS
from figures.history.recount import Groups, combine, of_the_past, one_by_one
from figures.scope import Question
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


def count(question: Question, breakdown: Breakdown, with_days: bool = True) -> Groups:
    """The counts in each group of the breakdown that has any."""
    groups = counted(question, breakdown, with_days)
    return {group: counts for group, counts in groups.items() if any(numbers(counts))}


def numbers(counts: dict[str, Any]) -> Iterable[Any]:
    return (n for name, n in counts.items() if name != "days_to_close")


def counted(question: Question, breakdown: Breakdown, with_days: bool = True) -> Groups:
    """The same with the groups that have none. Where nobody asks how many days they took
    (`with_days`), those are not looked for."""
    name = ("counted", breakdown.by, with_days, *question.period)
    return question.once(name, lambda: counted_now(question, breakdown, with_days))


def counted_now(question: Question, breakdown: Breakdown, with_days: bool) -> Groups:
    if question.is_past:
        return of_the_past(question, *breakdown.keys, with_days)
    if not is_kept(question):
        return one_by_one(question, question.in_scope, *breakdown.keys, with_days)
    if breakdown.by == "unit":
        groups = by_unit(question, with_days)
    else:
        groups = counts_of(question, breakdown, with_days)
        moved_units.put_right(groups, question, misplaced(question), breakdown.keys, with_days)
    if not has_beyond_reach(question):
        return groups
    others = beyond_reach(question)
    return combine(groups, one_by_one(question, others, *breakdown.keys, with_days))


def read_together(question: Question, several: Iterable[tuple[Question, str | None]]) -> None:
    """What will be asked of the tally for one table after the other (questions about one scope,
    each with what its rows are told apart by), and what lies where, read in one statement."""
    if is_kept(question):
        wanted = [one for asked, by in several for one in wanted_of(asked, by)]
        desks = tally_counts.on_desks(bases_of(question), BANDS)
        tally_counts.read_together(question, [*wanted, desks])


def wanted_of(question: Question, by: str | None) -> list[Wanted]:
    bases = bases_below(question) if by == "unit" else bases_of(question)
    if by in KEPT_ABOVE:
        bases = others_than_leaves(question)
    return [tally_counts.wanted(question, bases, by)] if bases else []


def is_kept(question: Question) -> bool:
    """Does the running tally hold what is asked? It knows no past, and no part of a unit."""
    return not question.is_past and all(
        units.is_reached(question, top.unit.path) for top in units.places(question)
    )


def bases_of(question: Question) -> Paths:
    """Where the units asked about are folded; one that never was is left out."""
    return folded(units.places(question))


def folded(tops: Iterable[Top]) -> Paths:
    return {top.unit.pk: top.folded for top in tops if top.folded is not None}


def leaves_among(question: Question) -> list[int]:
    return [top.unit.pk for top in units.places(question) if top.is_leaf]


def others_than_leaves(question: Question) -> Paths:
    return folded(top for top in units.places(question) if not top.is_leaf)


def counts_of(question: Question, breakdown: Breakdown, with_days: bool) -> Groups:
    """Of a unit without others below it the tally keeps no categories and sources; its hazards are
    few enough to be counted."""
    if breakdown.by not in KEPT_ABOVE:
        return tally_counts.counts(question, bases_of(question), breakdown.by, with_days)
    others = others_than_leaves(question)
    groups = tally_counts.counts(question, others, breakdown.by, with_days) if others else {}
    return combine(groups, of_leaves(question, breakdown.by, with_days))


def of_leaves(question: Question, by: str | None, with_days: bool) -> Groups:
    """By categories or sources; counted once for both."""
    leaves = leaves_among(question)
    if not leaves:
        return {}
    own = Hazard.objects.filter(unit__in=leaves)
    both = question.once(
        ("leaves", with_days, *question.period),
        lambda: one_by_one(question, own, OF_A_LEAF, OF_A_LEAF, with_days),
    )
    groups: Groups = {}
    for key, counts in both.items():
        category, source = key.split(BETWEEN)
        combine(groups, {int(category) if by == "category" else source: counts})
    return groups


def keeps_apart(question: Question, by: str) -> bool:
    """Are the groups told by the tally, or would each hazard have to be counted?"""
    return by not in KEPT_ABOVE or not leaves_among(question)


def reaches_all_there_is(question: Question) -> bool:
    if question.unit and question.tree_day is None:
        return True
    return scope.reaches_everything(question.user)


def has_beyond_reach(question: Question) -> bool:
    if reaches_all_there_is(question):
        return False
    return question.once("has beyond reach", lambda: beyond_reach(question).exists())


def beyond_reach(question: Question):
    """What somebody reported or must fix in units their roles do not reach."""
    user = question.user
    own = Hazard.objects.filter(Q(reporter=user.pk) | Q(responsible=user.pk))
    own = own.exclude(unit__in=scope.units_reached_by(user))
    return own.filter(question.owned_by(question.units)) if question.unit else own


def by_unit(question: Question, with_days: bool) -> Groups:
    """Grouped by the paths of the tree that is asked about."""
    tops = units.places(question)
    if len(tops) == 1:
        return below_one(question, tops[0], with_days)
    bases = bases_of(question)
    groups = tally_counts.counts(question, bases, "unit", with_days)
    wanted = {top.unit.pk: top.path for top in tops}
    moved = moved_units.misplaced(question, which(bases), which(wanted))
    moved_units.put_right(groups, question, moved, None, with_days)
    return {wanted[pk]: counts for pk, counts in groups.items()}


def below_one(question: Question, one: Top, with_days: bool) -> Groups:
    """The unit's own, and each unit directly below with all below that."""
    top, path, bases = one.unit, one.path, bases_below(question)
    groups = tally_counts.counts(question, bases, "unit", with_days)
    combine(groups, {top.pk: {}})
    for child in bases.keys() - {top.pk}:
        combine(groups, {top.pk: groups.get(child, {})}, -1)
    moved = moved_units.misplaced(
        question, step_below(one.folded, top.pk), step_below(path, top.pk)
    )
    moved_units.put_right(groups, question, moved, None, with_days)
    ends = {pk: path if pk == top.pk else path + str(pk).zfill(STEP) for pk in groups}
    return {ends[pk]: counts for pk, counts in groups.items()}


def bases_below(question: Question) -> Paths:
    """The units asked about; of one alone also those folded directly below it, which are those that
    stand there and those that have moved since."""
    tops = units.places(question)
    bases = bases_of(question)
    if len(tops) != 1 or tops[0].folded is None:
        return bases
    here = folded(units.children(question, tops[0].unit))
    moved = {unit.pk: unit.folded for unit in moved_units.elsewhere(question) if unit.folded}
    return {pk: at for pk, at in (here | moved).items() if at[:-STEP] == tops[0].folded} | bases


def misplaced(question: Question) -> list[moved_units.Misplaced]:
    tops = units.places(question)
    wanted = {top.unit.pk: top.path for top in tops}
    return moved_units.misplaced(question, inside(bases_of(question)), inside(wanted))


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
