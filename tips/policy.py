"""Who handles tips, and what they may (handbook, section 9)."""

from typing import Any

from django.db.models import Q

from organizations import scope
from organizations.administration import administers_unit
from organizations.models import Role, Unit
from organizations.people import Person
from organizations.units import STEP
from workflow import policy


def tips_visible_to(user: Person) -> Q:
    """Tips about the units below one where the person is named to handle tips, but those about a
    unit where they hold a role themselves; tips about the bureau, which has nothing above it, are
    its own handlers'."""
    if not scope.posts(user):
        return Q(pk__in=[])
    own = {post.unit_id for post in scope.posts(user)} - _tops_handled(user)
    reached = scope.units_reached_by(user, Role.TIP_HANDLER).exclude(pk__in=own)
    return Q(unit__in=reached)


def handles_tips_about(user: Person, unit: Unit) -> bool:
    """Whoever is named to handle tips above the unit and holds no role in it; at the bureau, for
    tips about itself, its own."""
    if unit.pk in _tops_handled(user):
        return True
    above = scope.holds_above(user, Role.TIP_HANDLER, unit=unit)
    return above and all(post.unit_id != unit.pk for post in scope.posts(user))


def handles_tip(tip: Any, user: Person) -> bool:
    """A tip handler of a unit above the one it is about, who holds no role there."""
    return handles_tips_about(user, tip.unit)


def prints_tip_posters_of(user: Person, unit: Unit) -> bool:
    """An officer of the unit or above, an auditor, or an administrator of the unit or above."""
    return scope.holds(user, *policy.DIRECTING, over=unit) or administers_unit(user, unit)


def _tops_handled(user: Person) -> set[int]:
    """The units without one above where the person is named to handle tips."""
    posts = (post for post in scope.posts(user) if post.role == Role.TIP_HANDLER)
    return {post.unit_id for post in posts if len(post.path) == STEP}


def tip_follow_ups_visible_to(user: Person) -> Q:
    """Rewards and news reports of the units where the person, or above them, handles tips."""
    if not scope.posts(user):
        return Q(pk__in=[])
    return Q(unit__in=scope.units_reached_by(user, Role.TIP_HANDLER))


def records_tip_follow_ups_of(user: Person, unit: Unit) -> bool:
    """A tip handler of the unit or above it."""
    return scope.holds(user, Role.TIP_HANDLER, over=unit)


def corrects_tip_follow_up(follow_up: Any, user: Person) -> bool:
    """Whoever may record it."""
    return records_tip_follow_ups_of(user, follow_up.unit)
