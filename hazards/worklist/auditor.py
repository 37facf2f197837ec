"""Which hazards may come up to somebody who only audits.

`hazards.worklist.waiting` says whose turn it is with a hazard, and asks for the officers of each
one to know it. An auditor's turn comes where it is the bureau's own, or where nobody nearer can
act; that takes one of a few things which indexes find, so that not everything open in a city has to
be asked.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet, Value

from hazards.ledger.query_hints import among
from organizations import scope
from organizations.models import Membership, Role, Unit
from workflow import policy, turns
from workflow.states import OPEN, State

AUDITOR = Role.AUDITOR

# Where more units have nobody who can act, most of what is open comes up to the auditor anyway.
MOST_UNITS = 1000


def is_little_for(user) -> bool:
    """Is it worth looking for what may come up to `user` before asking whose turn it is?"""
    roles = {post.role for post in scope.posts(user)}
    return roles == {Role.AUDITOR} and len(units_with_few_officers(user)) <= MOST_UNITS


def may_come_up_to(user, hazards: Any) -> QuerySet:
    """The keys of all hazards that may wait for an auditor, and of some that do not. `hazards` is
    every hazard there is."""
    ways = (
        *(
            hazards.filter(condition, _open(condition))
            for condition in turns.conditions_for(AUDITOR)
        ),
        hazards.filter(among("state", OPEN), unit__in=units_with_few_officers(user)),
        # Two officers can both be kept from checking only where one recorded it for the other.
        hazards.filter(state=State.RECTIFIED, rectified_for__isnull=False),
        *(
            hazards.filter(among("state", [state]), **{rung.person: user.pk})
            for state, matter in turns.OF_HAZARDS.items()
            for rung in matter.rungs
            if rung.person
        ),
    )
    first, *others = (way.order_by().values("pk") for way in ways)
    return first.union(*others, all=True)


def _open(condition: Q):
    """One index tells severity and state together; of others the state is no bare column."""
    return Q(state__in=OPEN) if condition == turns.MAJOR else among("state", OPEN)


def units_with_few_officers(user) -> list[int]:
    """Where at most one person could act in the unit or right above it. Looked for once for each
    user object (one request, one object)."""
    if not hasattr(user, "_units_with_few_officers"):
        held, above = officers_at_each()
        user._units_with_few_officers = [u for u in above if len(held[u] | held[above[u]]) < 2]
    return user._units_with_few_officers


def officers_at_each() -> tuple[dict[int | None, set[int]], dict[int, int | None]]:
    """With the unit above each one. Of 5,000 units sooner read in one piece than counted unit by
    unit in the database."""
    active = Membership.objects.held().filter(
        role__in=policy.OFFICERS, user__is_active=True, unit__closed_on=None
    )
    officers = active.order_by().annotate(is_unit=Value(False))
    units = Unit.objects.order_by().annotate(is_unit=Value(True))
    rows = officers.values_list("is_unit", "unit", "user").union(
        units.values_list("is_unit", "pk", "parent"), all=True
    )
    held: dict[int | None, set[int]] = defaultdict(set)
    above: dict[int, int | None] = {}
    for is_unit, unit, other in rows:
        if is_unit:
            above[unit] = other
        else:
            held[unit].add(other)
    return held, above
