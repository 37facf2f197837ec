"""Who reaches what. Every question of reach, for seeing and for acting, is answered here."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, Lookup, Q, QuerySet, Subquery

from organizations.people import Membership, Person, User
from organizations.units import Unit, below, lineage


class Post(NamedTuple):
    """One role of a person, with the path of the unit it is held at."""

    role: str
    unit_id: int
    path: str
    kind: str

    def covers(self, unit: Unit) -> bool:
        return unit.path.startswith(self.path)

    def above(self, unit: Unit) -> bool:
        return self.covers(unit) and self.unit_id != unit.pk


def posts(user: Person) -> tuple[Post, ...]:
    """The roles of `user`, read once for each user object (one request, one object)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    if not hasattr(user, "_posts"):
        rows = Membership.objects.filter(user=user, unit__closed_on=None).order_by("-unit__path")
        user._posts = tuple(
            Post(*row) for row in rows.values_list("role", "unit_id", "unit__path", "unit__kind")
        )
    return user._posts


def holds(user: Person, *roles: str, over: Unit) -> bool:
    """Does `user` hold one of `roles` at the unit `over` or above it?"""
    return any(post.role in roles and post.covers(over) for post in posts(user))


def holds_at(user: Person, *roles: str, unit: Unit) -> bool:
    """Does `user` hold one of `roles` at this very unit?"""
    return any(post.role in roles and post.unit_id == unit.pk for post in posts(user))


def holds_above(user: Person, *roles: str, unit: Unit, kind: str | None = None) -> bool:
    """Does `user` hold one of `roles` strictly above `unit` (at a unit of `kind`, if given)?"""
    return any(
        post.role in roles and post.above(unit) and kind in (None, post.kind)
        for post in posts(user)
    )


def reach(user: Person, *roles: str, field: str = "path") -> Q:
    """The units `user` reaches (through any role, or through `roles`), as a filter on a path."""
    paths = [post.path for post in posts(user) if not roles or post.role in roles]
    ranges = Q(pk__in=[])
    for path in _outermost(paths):
        ranges |= below(path, field)
    return ranges


def reaches_everything(user: Person) -> bool:
    """Does a role of `user` reach every unit there is? Read once for each user object."""
    if not isinstance(user, User):
        return False
    if not hasattr(user, "_reaches_everything"):
        paths = {post.path for post in posts(user)}
        tops = set(Unit.objects.filter(parent=None).values_list("path", flat=True)) if paths else ()
        user._reaches_everything = bool(tops) and set(tops) <= paths
    return user._reaches_everything


def units_reached_by(user: Person, *roles: str) -> QuerySet[Unit]:
    return Unit.objects.filter(reach(user, *roles))


def paths_over(user: Person) -> set[str]:
    """The paths of the units where `user` holds a role, and of all units above them."""
    return {step for post in posts(user) for step in lineage(post.path)}


Said = tuple[str, tuple[Any, ...]]  # SQL and its parameters


class Among(Lookup):
    """As `IN`, but PostgreSQL is given the units as an array: beside other conditions joined by
    OR it looks them up in an index then, and would read the whole table for a subquery."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Said:
        return self._said("{} IN {}", compiler, connection)

    def as_postgresql(self, compiler: Any, connection: Any) -> Said:
        return self._said("{} = ANY(ARRAY{})", compiler, connection)

    def _said(self, pattern: str, compiler: Any, connection: Any) -> Said:
        unit, its_params = self.process_lhs(compiler, connection)
        units, their_params = self.process_rhs(compiler, connection)
        return pattern.format(unit, units), (*its_params, *their_params)


def in_reach_of(user: Person) -> Among:
    """Of a row with a `unit`: does a role of `user` reach it?"""
    return Among(F("unit"), Subquery(units_reached_by(user).order_by().values("pk")))


def nearest_post(user: Person, unit: Unit, *roles: str) -> Post | None:
    """The post from which `user` acts on `unit`: the closest one that covers it."""
    covering = [post for post in posts(user) if post.role in roles and post.covers(unit)]
    return max(covering, key=lambda post: len(post.path), default=None)


def people_at(unit: Unit, *roles: str) -> QuerySet[User]:
    """Active people who hold one of `roles` at this very unit."""
    return _active(Membership.objects.filter(unit=unit, role__in=roles))


def people_by_unit(units: Iterable[int], *roles: str) -> dict[int, list[User]]:
    """Active people who hold one of `roles` at each of many units, in one query."""
    held = Membership.objects.filter(unit__in=list(units), role__in=roles, user__is_active=True)
    held = held.filter(unit__closed_on=None)
    people: dict[int, dict[int, User]] = {}
    for membership in held.select_related("user"):
        people.setdefault(membership.unit_id, {})[membership.user_id] = membership.user
    return {unit: list(by_key.values()) for unit, by_key in people.items()}


def people_over(unit: Unit, *roles: str) -> QuerySet[User]:
    """Active people who hold one of `roles` at the unit or above it."""
    return _active(_held_over(unit, *roles))


def people_above(unit: Unit, *roles: str, kind: str) -> QuerySet[User]:
    """Active people who hold one of `roles` strictly above `unit`, at a unit of `kind`."""
    return _active(_held_over(unit, *roles).filter(unit__kind=kind).exclude(unit=unit))


def _held_over(unit: Unit, *roles: str) -> QuerySet[Membership]:
    held = Membership.objects.filter(unit__path__in=lineage(unit.path), role__in=roles)
    return held.filter(unit__closed_on=None)


def _active(held: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def _outermost(paths: list[str]) -> list[str]:
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
