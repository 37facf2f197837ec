"""Who reaches what. Every question of reach, for seeing and for acting, is answered here."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Count, F, Lookup, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from organizations.people import Membership, Person, User
from organizations.units import AUTHORITIES, STEP, Unit, below, below_unit, lineage


class Post(NamedTuple):
    """One role of a person, with what is known of the unit it is held at."""

    role: str
    unit_id: int
    path: str
    kind: str
    name: str
    top: str  # the name of the unit at the beginning of its path
    tops: int  # how many units report to nobody
    staff_post: str = ""  # of `organizations.people`; "" where none was named

    def covers(self, unit: Unit) -> bool:
        return unit.path.startswith(self.path)

    def above(self, unit: Unit) -> bool:
        return self.covers(unit) and self.unit_id != unit.pk

    @property
    def is_at_a_root(self) -> bool:
        return len(self.path) == STEP

    @property
    def is_at_an_authority(self) -> bool:
        return self.kind in AUTHORITIES


def posts(user: Person) -> tuple[Post, ...]:
    """The roles of `user`, read once for each user object (one request, one object)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    if not hasattr(user, "_posts"):
        held = [one for one in memberships(user) if one.unit.closed_on is None]
        user._posts = tuple(
            Post(*(one.role, unit.pk, unit.path, unit.kind, unit.name, one.top, one.tops), post)
            for one in held
            for unit, post in [(one.unit, one.post or "")]
        )
    return user._posts


def read_anew(user: Person) -> None:
    """Forget what has been read of the roles of `user`: for an answer that has to see them as of
    the moment of all else it reads."""
    for name in ("_posts", "_memberships"):
        user.__dict__.pop(name, None)


def memberships(user: User) -> list[Any]:
    """Every role `user` holds today, also at units that have closed, the lowest unit first; read
    with the posts, once for each user object."""
    if not hasattr(user, "_memberships"):
        user._memberships = list(held_by(user.pk))
    return user._memberships


def held_by(pk: int) -> QuerySet[Any]:
    # A root's path is the beginning of every other one of its tree.
    top = Unit.objects.filter(path=Substr(OuterRef("unit__path"), 1, STEP)).values("name")
    to_nobody = Unit.objects.filter(parent=None).order_by().values("parent")
    tops = to_nobody.annotate(n=Count("pk")).values("n")
    held = Membership.objects.held().filter(user=pk).select_related("unit").order_by("-unit__path")
    return held.annotate(top=Subquery(top[:1]), tops=Subquery(tops))


def person(pk: int) -> User | None:
    """Somebody with their roles, in one reading; whoever has none is looked for alone."""
    held = list(held_by(pk).select_related("user", "unit"))
    user = held[0].user if held else User.objects.filter(pk=pk).first()
    if user is not None:
        vars(user)["_memberships"] = held
    return user


def holds(user: Person, *roles: str, over: Unit) -> bool:
    """Does `user` hold one of `roles` at the unit `over` or above it?"""
    return any(post.role in roles and post.covers(over) for post in posts(user))


def holds_at(user: Person, *roles: str, unit: Unit) -> bool:
    """Does `user` hold one of `roles` at this very unit?"""
    return any(post.role in roles and post.unit_id == unit.pk for post in posts(user))


def is_in_post(user: Person, staff_post: str, *, unit: Unit) -> bool:
    """Is `user` named for this post at this very unit?"""
    mine = ((post.staff_post, post.unit_id) for post in posts(user))
    return bool(staff_post) and (staff_post, unit.pk) in mine


def holds_above(user: Person, *roles: str, unit: Unit, kind: str | None = None) -> bool:
    """Does `user` hold one of `roles` strictly above `unit` (at a unit of `kind`, if given)?"""
    return any(
        post.role in roles and post.above(unit) and kind in (None, post.kind)
        for post in posts(user)
    )


def reach(user: Person, *roles: str) -> Q:
    """The units `user` reaches (through any role, or through `roles`), as a filter on units."""
    return reach_of([post for post in posts(user) if not roles or post.role in roles])


def reach_of(held: Iterable[Post]) -> Q:
    """The units some posts reach. Where each of their units stands is read in the statement the
    filter is used in: it may have moved since the posts were read."""
    units = {post.path: post.unit_id for post in held}
    return reduce(or_, (below_unit(units[path]) for path in _outermost(list(units))), Q(pk__in=[]))


def reaches_everything(user: Person) -> bool:
    """Does a role of `user` reach every unit there is?"""
    return all_there_is(posts(user))


def all_there_is(held: Iterable[Post]) -> bool:
    """Do these posts reach every unit there is?"""
    tops = {post.path: post.tops for post in held if post.is_at_a_root}
    return any(len(tops) == n for n in tops.values())


def outermost_units(user: Person) -> set[int]:
    """The units of one's roles that stand under no other of them."""
    held = {post.path: post.unit_id for post in posts(user)}
    return {held[path] for path in _outermost(list(held))}


def units_reached_by(user: Person, *roles: str) -> QuerySet[Unit]:
    return Unit.objects.filter(reach(user, *roles))


def in_trees_of(user: Person) -> Q:
    """Of a unit: it stands in a tree in which `user` holds a role, in reach or not."""
    roots = {post.path[:STEP] for post in posts(user)}
    return reduce(or_, (below(root) for root in sorted(roots)), Q(pk__in=[]))


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
    return _active(Membership.objects.held().filter(unit=unit, role__in=roles))


def people_in_post(unit: Unit, staff_post: str) -> QuerySet[User]:
    """Active people who are named for the post at this very unit."""
    return _active(Membership.objects.held().filter(unit=unit, post=staff_post))


def people_by_unit(units: Iterable[int], *roles: str) -> dict[int, list[User]]:
    """Active people who hold one of `roles` at each of many units, in one query."""
    held = Membership.objects.held().filter(unit__in=list(units), role__in=roles)
    held = held.filter(unit__closed_on=None, user__is_active=True, user__service_since=None)
    people: dict[int, dict[int, User]] = {}
    for membership in held.select_related("user"):
        people.setdefault(membership.unit_id, {})[membership.user_id] = membership.user
    return {unit: list(by_key.values()) for unit, by_key in people.items()}


def people_over(unit: Unit, *roles: str, kinds: Iterable[str] = ()) -> QuerySet[User]:
    """Active people who hold one of `roles` at the unit or above it (at units of `kinds` alone)."""
    held = _held_over(unit, *roles)
    return _active(held.filter(unit__kind__in=list(kinds)) if kinds else held)


def people_above(unit: Unit, *roles: str, kind: str) -> QuerySet[User]:
    """Active people who hold one of `roles` strictly above `unit`, at a unit of `kind`."""
    return _active(_held_over(unit, *roles).filter(unit__kind=kind).exclude(unit=unit))


def _held_over(unit: Unit, *roles: str) -> QuerySet[Membership]:
    held = Membership.objects.held().filter(unit__path__in=lineage(unit.path), role__in=roles)
    return held.filter(unit__closed_on=None)


def _active(held: QuerySet[Membership]) -> QuerySet[User]:
    """A service is nobody to turn to."""
    active = User.objects.filter(is_active=True, service_since=None)
    return active.filter(pk__in=held.values("user"))


def _outermost(paths: list[str]) -> list[str]:
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
