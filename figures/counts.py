"""Where the counts come from: now from the running tally, a moment of the past from history."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from figures.breakdown import Breakdown
from figures.history.recount import Groups, combine, of_the_past, one_by_one
from figures.scope import Question
from figures.tally import counts as tallied
from figures.tally import moved_units
from figures.tally.counts import Paths
from figures.tally.moved_units import Grouping
from hazards.models import FoldedPlace, Hazard
from organizations import scope
from organizations.models import Unit
from organizations.units import STEP, below

Tops = list[tuple[Unit, str]]
KEPT_ABOVE = ("category", "source")  # what the tally keeps only of units with others below them


def count(question: Question, breakdown: Breakdown) -> Groups:
    """The counts in each group of the breakdown that has any."""
    groups = counted(question, breakdown)
    return {group: counts for group, counts in groups.items() if any(numbers(counts))}


def numbers(counts: dict[str, Any]) -> Iterable[Any]:
    return (n for name, n in counts.items() if name != "days_to_close")


def counted(question: Question, breakdown: Breakdown) -> Groups:
    if question.is_past:
        return of_the_past(question, *breakdown.keys)
    tops = question.tops
    bases = tallied.places(unit.pk for unit, _ in tops)
    if not is_kept(question, tops):
        return one_by_one(question, question.in_scope, *breakdown.keys)
    if breakdown.by == "unit":
        groups = by_unit(question, tops, bases)
    else:
        groups = counts_of(question, bases, breakdown)
        within = misplaced(question, tops, bases)
        moved_units.put_right(groups, question, within, breakdown.keys)
    others = beyond_reach(question)
    if reaches_all_there_is(question) or not others.exists():
        return groups
    return combine(groups, one_by_one(question, others, *breakdown.keys))


def is_kept(question: Question, tops: Tops) -> bool:
    """Does the running tally hold what is asked? It knows no past, and no part of a unit."""
    return not question.is_past and sees_all_of(question.user, tops)


def counts_of(question: Question, bases: Paths, breakdown: Breakdown) -> Groups:
    """Of a unit without others below it the tally keeps no categories and sources; its hazards are
    few enough to be counted."""
    if breakdown.by not in KEPT_ABOVE:
        return tallied.counts(question, bases, breakdown.by)
    leaves = leaves_among(bases)
    own = Hazard.objects.filter(unit__in=list(leaves))
    others = {pk: path for pk, path in bases.items() if pk not in leaves}
    groups = tallied.counts(question, others, breakdown.by) if others else {}
    return combine(groups, one_by_one(question, own, *breakdown.keys)) if leaves else groups


def leaves_among(bases: Paths) -> QuerySet[FoldedPlace, Any]:
    return FoldedPlace.objects.filter(pk__in=bases, is_leaf=True).values_list("pk", flat=True)


def keeps_apart(question: Question, by: str) -> bool:
    """Are the groups told by the tally, or would each hazard have to be counted?"""
    bases = tallied.places(unit.pk for unit, _ in question.tops)
    return by not in KEPT_ABOVE or not leaves_among(bases).exists()


def sees_all_of(user, tops: Tops) -> bool:
    return all(any(post.covers(unit) for post in scope.posts(user)) for unit, _ in tops)


def reaches_all_there_is(question: Question) -> bool:
    if question.unit and question.tree_day is None:
        return True
    return scope.reaches_everything(question.user)


def beyond_reach(question: Question):
    """What somebody reported or must fix in units their roles do not reach."""
    user = question.user
    own = Hazard.objects.filter(Q(reporter=user.pk) | Q(responsible=user.pk))
    own = own.exclude(unit__in=scope.units_reached_by(user))
    if question.unit is None:
        return own
    return own.filter(question.owned_by(Unit.objects.below(question.unit, on=question.tree_day)))


def by_unit(question: Question, tops: Tops, bases: Paths) -> Groups:
    """Grouped by the paths of the tree that is asked about."""
    if len(tops) == 1:
        return below_one(question, *tops[0], bases)
    groups = tallied.counts(question, bases, "unit")
    wanted = {unit.pk: path for unit, path in tops}
    moved = moved_units.misplaced(question, which(bases), which(wanted))
    moved_units.put_right(groups, question, moved, None)
    return {wanted[pk]: counts for pk, counts in groups.items()}


def below_one(question: Question, top: Unit, path: str, bases: Paths) -> Groups:
    """The unit's own, and each unit directly below with all below that."""
    children: Paths = {}
    for place in bases.values():
        children = directly_below(place)
    groups = tallied.counts(question, {**children, **bases}, "unit")
    combine(groups, {top.pk: {}})
    for child in children:
        combine(groups, {top.pk: groups.get(child, {})}, -1)
    folded = step_below(bases.get(top.pk), top.pk)
    moved = moved_units.misplaced(question, folded, step_below(path, top.pk))
    moved_units.put_right(groups, question, moved, None)
    ends = {pk: path if pk == top.pk else path + str(pk).zfill(STEP) for pk in groups}
    return {ends[pk]: counts for pk, counts in groups.items()}


def directly_below(place: str) -> Paths:
    deeper = FoldedPlace.objects.filter(below(place)).annotate(length=Length("path"))
    direct = deeper.filter(length=len(place) + STEP)
    return dict(direct.values_list("pk", "path"))


def misplaced(question: Question, tops: Tops, bases: Paths) -> list[moved_units.Misplaced]:
    wanted = {unit.pk: path for unit, path in tops}
    return moved_units.misplaced(question, inside(bases), inside(wanted))


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
