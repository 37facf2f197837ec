"""The units an answer is about: who should report, and who stands directly below."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from figures.history import past_moment
from figures.scope import Question
from hazards.models import Hazard
from organizations import scope
from organizations.models import Placement, Unit
from organizations.units import STEP
from workflow.states import State

Numbers = dict[Any, int]  # of units, in each group


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


def children(question: Question, unit: Unit) -> list[tuple[Unit, str]]:
    """The units directly below, in code order, each with its path in the counted tree."""
    placed = question.placements.filter(parent=unit).order_by("unit__code")
    return [(placement.unit, placement.path) for placement in placed]


def step_below(path: str) -> int:
    """How many characters of a path tell which child of `path` it lies under."""
    return len(path) + STEP


def days_of_change() -> list[date]:
    """The days from which on the tree was another one."""
    spans = Placement.objects.order_by().values_list("since", "until").distinct()
    return sorted({day for span in spans for day in span})
