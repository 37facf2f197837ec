"""The units an answer is about: who should report, and who stands directly below."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from figures.history import past_moment
from figures.scope import Question, zone
from hazards.models import Hazard
from organizations import scope
from organizations.models import Placement, Unit
from organizations.units import STEP
from workflow.states import State

Numbers = dict[Any, int]  # of units, in each group


def day_of(question: Question) -> date:
    return question.tree_day or timezone.localdate(timezone=zone())


def expected(question: Question) -> QuerySet[Unit]:
    """The units that should report: in scope, in reach, and not closed before the period."""
    units = scope.units_reached_by(question.user)
    if question.unit:
        units = units.filter(pk__in=Unit.objects.below(question.unit, on=question.tree_day))
    units = units.alias(path_then=question.path_then(""))
    since = question.found_from
    return units.filter(Q(closed_on=None) | Q(closed_on__gt=since)) if since else units


def count_expected(question: Question, key: Any) -> Numbers | None:
    """How many units should report, in each group of `key`; of categories and the like no unit
    should report anything, and there is no such number."""
    return None if key is None else in_groups(expected(question), key)


def count_reported(question: Question, key: Any) -> Numbers | None:
    """How many of them found something in the period that was not dismissed."""
    if key is None:
        return None
    if question.is_past:
        some = past_moment.stood(question).exclude(stood_state=State.DISMISSED).values("unit")
        return in_groups(expected(question).filter(pk__in=some), key)
    found = Hazard.objects.found_between(question.found_from, question.found_to)
    theirs = found.filter(unit=OuterRef("pk")).exclude(state=State.DISMISSED)
    return in_groups(expected(question).filter(Exists(theirs.order_by())), key)


def in_groups(units: QuerySet[Unit], key: Any) -> Numbers:
    rows = units.annotate(group=key).order_by().values("group").annotate(n=Count("pk"))
    return dict(rows.values_list("group", "n"))


def tops(question: Question) -> list[tuple[Unit, str]]:
    """The unit asked about, or without one the outermost units in reach, each with its path."""
    placed = placements(question)
    if question.unit:
        return [(p.unit, p.path) for p in placed.filter(unit=question.unit)]
    reached = placed.filter(unit__in=scope.units_reached_by(question.user)).order_by("path")
    kept: list[tuple[Unit, str]] = []
    posts = {post.unit_id for post in scope.posts(question.user)}
    for placement in reached.filter(unit__in=posts):
        if not kept or not placement.path.startswith(kept[-1][1]):
            kept.append((placement.unit, placement.path))
    return kept


def children(question: Question, unit: Unit) -> list[tuple[Unit, str]]:
    """The units directly below, in code order, each with its path in the counted tree."""
    placed = placements(question).filter(parent=unit).order_by("unit__code")
    return [(placement.unit, placement.path) for placement in placed]


def placements(question: Question) -> QuerySet[Placement]:
    return Placement.objects.on(day_of(question)).select_related("unit")


def step_below(path: str) -> int:
    """How many characters of a path tell which child of `path` it lies under."""
    return len(path) + STEP


def tree_is_todays(question: Question) -> bool:
    """Whether a list of today's tree holds the very hazards that are counted here."""
    if question.tree_day is None:
        return True
    return not Placement.objects.filter(until__gt=question.tree_day, until__lt=date.max).exists()
