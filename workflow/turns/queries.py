"""Whose turn it is, asked of the database: made of `workflow.turns`, for lists and counts."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Substr

from organizations import scope
from organizations.models import Membership, Role, Unit
from organizations.people import Person
from organizations.units import STEP
from workflow import policy
from workflow.turns import KINDS, Matter, Rung, Where

NOBODY = Q(pk__in=[])


def expected(user: Person, matter: Matter, able: Q | None = None) -> Q:
    """Of the rows the matter is about, those where it is the turn of `user`. `able` is said of a
    membership inside a query about such a row: whose does not keep its holder from doing it."""
    return reduce(or_, (rule for _, rule in parts(user, matter, able)), NOBODY)


def parts(user: Person, matter: Matter, able: Q | None = None) -> Iterator[tuple[Rung, Q]]:
    """The same rung by rung, only of those on which `user` may stand."""
    if policy.is_service(user):
        return
    not_theirs = reduce(lambda rule, name: rule & ~Q(**{name: user.pk}), matter.besides, Q())
    for rungs, when in _ladders(matter):
        nobody_before = Q()
        for rung in rungs:
            here = _stands_on(user, rung, matter)
            if here is not None:
                yield rung, when & not_theirs & nobody_before & here
            nobody_before &= ~Q(somebody_on(rung, matter, able))


def _ladders(matter: Matter) -> Iterator[tuple[tuple[Rung, ...], Q]]:
    """Turns of the same rungs are asked for together."""
    by_rungs: dict[tuple[Rung, ...], list[Q]] = {}
    for turn in matter.turns:
        by_rungs.setdefault(turn.rungs, []).append(turn.when)
    for rungs, conditions in by_rungs.items():
        yield rungs, reduce(or_, conditions)


def _stands_on(user: Person, rung: Rung, matter: Matter) -> Q | None:
    """Where `user` stands on the rung; None where they hold none of its roles."""
    if rung.post:
        return _in_post(user, rung.post, matter.unit)
    held = (_held_by(user, *place, matter.unit) for place in _by_place(rung))
    places = [place for place in held if place is not None]
    if not places:
        return None
    named = Q(**{rung.person: user.pk}) if rung.person else Q()
    return named & reduce(or_, places)


def _in_post(user: Person, post: str, unit: str) -> Q | None:
    """Of the rows of the units where `user` is in a post, those that name it."""
    theirs = [one for one in scope.posts(user) if one.staff_post]
    named = (Q(**{unit: one.unit_id, post: one.staff_post}) for one in theirs)
    return reduce(or_, named) if theirs else None


def _by_place(rung: Rung) -> list[tuple[Where, list[Role]]]:
    by_place: dict[Where, list[Role]] = {}
    for role, where in rung.held:
        by_place.setdefault(where, []).append(role)
    return list(by_place.items())


def _held_by(user: Person, where: Where, roles: list[Role], unit: str) -> Q | None:
    posts = [post for post in scope.posts(user) if post.role in roles]
    kinds = KINDS.get(where)
    posts = [post for post in posts if kinds is None or post.kind in kinds]
    if not posts:
        return None
    if where == Where.HERE:
        return Q(**{f"{unit}__in": [post.unit_id for post in posts]})
    if where == Where.CENTRAL:
        return reduce(or_, (Q(**{f"{unit}__in": _below(post)}) for post in posts))
    return Q(**{f"{unit}__in": Unit.objects.filter(scope.reach_of(posts))})


def _below(post: scope.Post) -> QuerySet[Unit]:
    return Unit.objects.filter(scope.below(post.path)).exclude(pk=post.unit_id)


def somebody_on(rung: Rung, matter: Matter, able: Q | None = None) -> Q:
    """Inside a query about a row of the matter: does anybody stand on the rung who may do it?"""
    held = Membership.objects.held().filter(user__is_active=True, unit__closed_on=None)
    held = held.filter(did_not_do(matter) if able is None else able)
    if rung.person:
        return Q(Exists(_of_person(held, rung, matter)))
    if rung.post:
        return Q(Exists(held.filter(unit=OuterRef(matter.unit), post=OuterRef(rung.post))))
    # One question for each level: of several in one, PostgreSQL would use no index.
    levels = (
        Q(Exists(held.filter(level, role__in=roles)))
        for where, roles in _by_place(rung)
        for level in _levels(where, matter.unit)
    )
    return reduce(or_, levels)


def _levels(where: Where, unit: str) -> list[Q]:
    """Of a membership: held there. A district has three levels; a province begins a path, and a
    city begins one or stands second in it (`organizations.units.REPORTS_TO`)."""
    here, above = Q(unit=OuterRef(unit)), Q(unit=OuterRef(f"{unit}__parent"))
    far_above = Q(unit__children=OuterRef(f"{unit}__parent"))
    first, second = (Q(unit__path=_beginning(unit, levels)) for levels in (1, 2))
    levels = {
        Where.HERE: [here],
        Where.ABOVE: [above, far_above],
        Where.IN_DISTRICT: [here, above, far_above],
        Where.CENTRAL: [above],
        Where.CITY: [first, second],
        Where.PROVINCE: [first],
    }[where]
    kinds = KINDS.get(where)
    return [level & Q(unit__kind__in=kinds) if kinds else level for level in levels]


def _beginning(unit: str, levels: int) -> Substr:
    """Of the path of the unit a row names."""
    return Substr(OuterRef(f"{unit}__path"), 1, STEP * levels)


def _of_person(held: QuerySet[Membership], rung: Rung, matter: Matter) -> QuerySet[Membership]:
    """The roles of one person are few: each is compared with where the unit stands."""
    path = ExpressionWrapper(OuterRef(f"{matter.unit}__path"), output_field=CharField())
    places = {
        Where.HERE: Q(unit=OuterRef(matter.unit)),
        Where.AT_OR_ABOVE: Q(path_below__startswith=F("unit__path")),
    }
    rule = reduce(or_, (places[where] & Q(role__in=roles) for where, roles in _by_place(rung)))
    return held.filter(user=OuterRef(rung.person)).alias(path_below=path).filter(rule)


def did_not_do(matter: Matter) -> Q:
    """Of a membership; nobody (0) is nobody's key."""
    links = (Coalesce(OuterRef(name), Value(0)) for name in matter.besides)
    return reduce(lambda rule, link: rule & ~Q(user=link), links, Q())
