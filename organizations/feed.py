"""What the feed of changes is told of units and people, and which of it somebody may be told.

A unit is founded, moved, renamed, changed (of another kind), closed or reopened; a person is added,
changed (of another name), activated, deactivated, and is given or loses a role at a unit.

What leaves a part of the tree is noted as gone for each unit it stands under no more: whoever
holds a role at that very unit reached it by that role until then. See docs/adr/0041.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from changes.models import NotedChange, NumberedChange
from changes.noting import note, noted
from organizations import scope
from organizations.people import Membership, MembershipQuerySet, Person, User
from organizations.units import STEP, Unit, lineage

UNIT, PERSON = "unit", "person"
GONE = "gone"
# After these of one's own roles, and of the units they are held at, one may reach other things.
OF_ROLES = ("role_given", "role_begun", "role_dated", "role_taken", "role_lapsed")
OF_POSTS = ("closed", "merged", "reopened")


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


# --- What leaves --------------------------------------------------------------------------------


def levels(paths: Iterable[str]) -> set[int]:
    """The keys of the units at the ends of these paths, and of all above them."""
    return {int(step[-STEP:]) for path in paths for step in lineage(path)}


def leaving(
    kind: str, key: uuid.UUID | int, before: Iterable[str], after: Iterable[str]
) -> list[NotedChange]:
    """What stood under the units at the ends of the paths `before`, and stands under those of
    `after`."""
    left = levels(before) - levels(after)
    return [noted(kind, key, GONE, unit=level) for level in sorted(left)]


def note_units_leaving(units: Iterable[Unit], before: str, after: str) -> None:
    """They reported to the unit of the path `before`, directly or not, and to that of `after`."""
    note(*(one for unit in units for one in leaving(UNIT, unit.pk, [before], [after])))


def note_people_leaving(before: dict[int, set[str]]) -> None:
    """`before` are the paths of the units each person, by their key, held a role at or was to."""
    after: dict[int, set[str]] = {pk: set() for pk in before}
    held = Membership.objects.not_over().filter(user__in=before).order_by()
    for pk, path in held.values_list("user", "unit__path"):
        after[pk].add(path)
    note(*(one for pk in before for one in leaving(PERSON, pk, before[pk], after[pk])))


def paths_of(people: Iterable[int]) -> dict[int, set[str]]:
    """What `note_people_leaving` is told later."""
    paths: dict[int, set[str]] = {pk: set() for pk in people}
    held = Membership.objects.not_over().filter(user__in=paths).order_by()
    for pk, path in held.values_list("user", "unit__path"):
        paths[pk].add(path)
    return paths


# --- Who is told --------------------------------------------------------------------------------


def seen_by(user: Person, left: Q) -> Q:
    """A unit in reach; a role given or taken at one; and what else became of people who hold a role
    at one. What somebody does elsewhere is not told. Of what is `left_behind`, what is out of reach
    now."""
    units = scope.units_reached_by(user).order_by().values("pk")
    here = Membership.objects.not_over().filter(unit__in=units).order_by().values("user")
    of_units = Q(kind=UNIT) & told_or_left(Q(key_int__in=units), Q(key_int__in=units), left)
    told = Q(unit__in=units) | Q(unit=None, key_int__in=here)
    return of_units | Q(kind=PERSON) & told_or_left(told, Q(key_int__in=here), left)


def told_or_left(told: Q, is_here: Q, left: Q) -> Q:
    return told & ~Q(what=GONE) | left & ~is_here


def left_behind(user: Person) -> Q:
    """What has gone from under a unit at which `user` holds a role, and did already then."""
    if scope.reaches_everything(user):
        return Q(pk__in=[])
    outermost = scope.outermost_units(user)
    return Q(what=GONE, unit__in=outermost, position__gt=reach_changed_at(user))


def reach_changed_at(user: Person) -> int:
    """The position of the last change of the roles `user` reaches by; 0 where none is told of."""
    if not isinstance(user, User):
        return 0
    if not hasattr(user, "_reach_changed_at"):
        units = {one.unit_id for one in scope.memberships(user)}
        mine = Q(kind=PERSON, key_int=user.pk, what__in=OF_ROLES)
        theirs = Q(kind=UNIT, key_int__in=units, what__in=OF_POSTS)
        last = NumberedChange.objects.filter(mine | theirs).aggregate(at=Max("position"))["at"]
        user._reach_changed_at = last or 0
    return user._reach_changed_at


# --- Roles that begin ---------------------------------------------------------------------------


def note_own_beginnings(user: Person) -> None:
    """Whoever asks at midnight reaches more than a minute ago. Their roles are read here, before
    what is noted gets its numbers: what they reach by was told of then."""
    held = scope.memberships(user) if isinstance(user, User) else []
    begun = [one.pk for one in held if one.starts_on and one.starts_on != one.begin_told_for]
    if begun:
        note_what_began(Membership.objects.filter(pk__in=begun))


@transaction.atomic
def note_what_began(roles: MembershipQuerySet) -> None:
    """Of these roles those whose first day has come since they were given or dated: told once."""
    untold = roles.untold_beginnings().select_for_update(of=("self",)).order_by("pk")
    for one in untold.select_related("user", "unit"):
        if not has_been_told(one):
            note_person(one.user, "role_begun", one.unit)
        Membership.objects.filter(pk=one.pk).update(begin_told_for=one.starts_on)


def has_been_told(role: Membership) -> bool:
    """By what was done on its first day or later."""
    first = timezone.make_aware(datetime.combine(role.starts_on, time.min))  # type: ignore[arg-type]
    told = {"kind": PERSON, "key_int": role.user_id, "unit": role.unit_id, "at__gte": first}
    acts = ("role_given", "role_dated")
    places = (NotedChange, NumberedChange)
    return any(place.objects.filter(**told, what__in=acts).exists() for place in places)
