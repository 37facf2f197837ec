"""What the feed of changes is told of units and people, and which of it somebody may be told.

A unit is founded, moved, renamed, changed (of another kind), closed or reopened; a person is added,
changed (of another name), activated, deactivated, and is given or loses a role at a unit.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db.models import Q

from changes.models import NotedChange
from changes.noting import note, noted
from organizations import scope
from organizations.people import Membership, Person, User
from organizations.units import Unit

UNIT, PERSON = "unit", "person"


def note_unit(unit: Unit, what: str) -> None:
    note(noted(UNIT, unit.pk, what))


@contextmanager
def noting_unit(unit: Unit) -> Iterator[None]:
    """Inside a transaction: what the block changes of the unit's own row is noted after. The row is
    locked, so that two changes of one unit have one order."""
    before = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
    yield
    note(*(noted(UNIT, unit.pk, what) for what in changes_of(before, Unit.objects.get(pk=unit.pk))))


def changes_of(before: Unit, after: Unit) -> Iterator[str]:
    if before.name != after.name:
        yield "renamed"
    if before.kind != after.kind:
        yield "changed"
    if before.closed_on != after.closed_on:
        yield "closed" if after.closed_on else "reopened"


def of_person(person: User, what: str, unit: Unit | None = None) -> NotedChange:
    """`unit` is where a role was given or taken."""
    return noted(PERSON, person.pk, what, unit=unit.pk if unit else None)


def note_person(person: User, what: str, unit: Unit | None = None) -> None:
    note(of_person(person, what, unit))


def note_new_people(memberships: Iterable[Membership]) -> None:
    """People who were just taken in, each with the role they were given."""
    held = list(memberships)
    added = [of_person(one.user, "added") for one in held]
    note(*added, *(of_person(one.user, "role_given", one.unit) for one in held))


def seen_by(user: Person) -> Q:
    """A unit in reach; a role given or taken at one; and what else became of people who hold a role
    at one. What somebody does elsewhere is not told."""
    units = scope.units_reached_by(user).order_by().values("pk")
    here = Membership.objects.filter(unit__in=units).order_by().values("user")
    of_units = Q(kind=UNIT, key_int__in=units)
    return of_units | Q(kind=PERSON, unit__in=units) | Q(kind=PERSON, unit=None, key_int__in=here)
