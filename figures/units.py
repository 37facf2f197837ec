"""The units an answer is about: who should report, and who stands directly below."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from figures.history import past_moment
from figures.scope import FigureQuery
from hazards.models import FoldedPlace, Hazard
from organizations import scope
from organizations.models import Placement, Unit
from organizations.unit_life.names import names_on
from organizations.units import STEP
from workflow.states import State

Numbers = dict[Any, int]  # of units, in each group


def expected(query: FigureQuery) -> QuerySet[Unit]:
    """The units that should report: in scope, in reach, and not closed before the period."""
    units = scope.units_reached_by(query.user)
    if query.unit:
        units = units.filter(pk__in=query.units)
    units = units.alias(path_then=query.path_then(""))
    since = query.found_from
    return units.filter(Q(closed_on=None) | Q(closed_on__gt=since)) if since else units


def count_reporting(query: FigureQuery, key: Any) -> tuple[Numbers, Numbers] | None:
    """How many units should report, in each group of `key`, and how many of them found something in
    the period that was not dismissed. Of categories and the like no unit should report anything:
    without a key there are no such numbers."""
    if key is None:
        return None
    units = expected(query).annotate(group=key).order_by().values("group")
    told = units.annotate(n=Count("pk"), reported=Count("pk", filter=found_something(query)))
    rows = list(told.values_list("group", "n", "reported"))
    return {group: n for group, n, _ in rows}, {group: n for group, _, n in rows}


def found_something(query: FigureQuery) -> Q:
    """Of a unit: in the period, and not dismissed."""
    if query.is_past:
        some = past_moment.stood(query).exclude(stood_state=State.DISMISSED)
        return Q(pk__in=some.values("unit"))
    found = Hazard.objects.found_between(*query.period).order_by()
    return Q(Exists(found.filter(unit=OuterRef("pk")).exclude(state=State.DISMISSED)))


class Top(NamedTuple):
    """A unit, its path in the counted tree, and where the tally has it (None: nowhere yet)."""

    unit: Unit
    path: str
    folded: str | None
    is_leaf: bool


def tops(query: FigureQuery) -> list[tuple[Unit, str]]:
    """The unit asked about, or without one the outermost units in reach, each with its path."""
    return [(top.unit, top.path) for top in places(query)]


def places(query: FigureQuery) -> list[Top]:
    return query.once("tops", lambda: outermost(query))


def outermost(query: FigureQuery) -> list[Top]:
    asked, kept = asked_about(query), list[Top]()
    placed = [
        Top(unit, unit.then, unit.folded, bool(unit.is_leaf))
        for unit in tree(query)
        if unit.pk in asked and unit.then is not None
    ]
    for top in sorted(placed, key=lambda top: top.path):
        if not kept or not top.path.startswith(kept[-1].path):
            kept.append(top)
    return kept


def asked_about(query: FigureQuery) -> set[int]:
    posts = {post.unit_id for post in scope.posts(query.user)}
    return {query.unit.pk} if query.unit else posts


def tree(query: FigureQuery) -> list[Any]:
    """The units asked about, and all that are folded elsewhere than they stand: each with its path
    in the counted tree (`then`), where it is `folded`, and whether others are below it there."""
    return query.once("tree", lambda: list(read_tree(query)))


def read_tree(query: FigureQuery) -> QuerySet[Any]:
    path, leaf = folded("pk")
    units = Unit.objects.annotate(then=query.path_then(""), folded=path, is_leaf=leaf)
    moved = Q(folded=None) | Q(then=None) | ~Q(folded=F("then"))
    return units.filter(moved | Q(pk__in=asked_about(query))).order_by()


def folded(unit: str) -> list[Subquery]:
    """Where the tally has the unit that a row names, and whether none is below it there."""
    place = FoldedPlace.objects.filter(pk=OuterRef(unit))
    return [Subquery(place.values(name)[:1]) for name in ("path", "is_leaf")]


def children(query: FigureQuery, unit: Unit) -> list[Top]:
    """The units directly below, in code order."""
    path, leaf = folded("unit")
    placed = query.placements.filter(parent=unit).annotate(folded=path, is_leaf=leaf)
    return query.once(
        ("children", unit.pk),
        lambda: [
            Top(one.unit, one.path, one.folded, bool(one.is_leaf))
            for one in placed.order_by("unit__code")
        ],
    )


def names(query: FigureQuery, units: Iterable[Unit]) -> dict[int, str]:
    """What they were called on the day whose tree is counted."""
    return names_on(units, query.tree_day)


def is_reached(query: FigureQuery, path: str) -> bool:
    """Does a role of the person reach the unit that stands there today?"""
    return any(path.startswith(post.path) for post in scope.posts(query.user))


def should_report(query: FigureQuery, unit: Unit) -> bool:
    """Of a unit in scope: as `expected` has it."""
    closed, since = unit.closed_on, query.found_from
    was_closed = closed is not None and since is not None and closed <= since
    return is_reached(query, unit.path) and not was_closed


def step_below(path: str) -> int:
    """How many characters of a path tell which child of `path` it lies under."""
    return len(path) + STEP


def days_of_change() -> list[date]:
    """The days from which on the tree was another one."""
    spans = Placement.objects.order_by().values_list("since", "until").distinct()
    return sorted({day for span in spans for day in span})
