"""Whose names are looked for in what everybody is to read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from figures.tally.reading import highest
from hazards.models import Hazard, HistoryEntry
from organizations import scope
from organizations.models import Unit, User
from organizations.units import below, lineage
from papers.publishing.finding import Names
from workflow import policy

PEOPLE = ("reporter", "responsible", "rectified_by", "closed_by", "rectified_for")


def names_for(by: Any, units: Iterable[Unit], hazards: Iterable[Hazard]) -> Names:
    """Everybody around the units, wherever `by` issues notices from, and whoever the hazards and
    their histories name, as they were called then.

    Not everybody with an account anywhere: whether a word is found would then tell who has one
    where `by` reaches nothing.
    """
    found, keys = set(units), [hazard.pk for hazard in hazards]
    paths = {unit.path for unit in found} | {
        post.path
        for post in scope.posts(by)
        if post.role in policy.DIRECTING and any(post.covers(unit) for unit in found)
    }
    return Names.of([*around(paths), *named_in(keys)])


def around(paths: set[str]) -> list[str]:
    """Everybody with a role at one of the units, below it or above it, also those who have left."""
    near = Q()
    for path in highest(paths):
        near |= Q(memberships__unit__in=Unit.objects.filter(below(path)))
        near |= Q(memberships__unit__path__in=lineage(path)[:-1])
    return list(User.objects.filter(near).values_list("name", flat=True).distinct())


def named_in(keys: list[Any]) -> Iterator[str]:
    """The people of the hazards as they are called, and as their histories called them: a line
    keeps the name of its day."""
    for role in PEOPLE:
        there = Hazard.objects.filter(pk__in=keys).exclude(**{role: None}).order_by()
        yield from there.values_list(f"{role}__name", flat=True).distinct()
    entries = HistoryEntry.objects.filter(hazard__in=keys).order_by()
    yield from entries.values_list("by__name", flat=True).distinct()
    for facts in entries.exclude(facts={}).values_list("facts", flat=True):
        yield from (facts[role]["name"] for role in PEOPLE if is_person(facts.get(role)))


def is_person(fact: Any) -> bool:
    return isinstance(fact, dict) and isinstance(fact.get("name"), str)
