"""Who may do what to a round, and sees which (handbook, section 7)."""

from typing import Any

from django.db.models import Q

from organizations import scope
from organizations.administration import administers_unit
from organizations.models import Role, Unit
from organizations.people import Person, StaffPost
from organizations.units import STEP
from workflow import policy

VISIT = "visit"  # `Round.Kind.VISIT`; the models read this module


def rounds_visible_to(user: Person) -> Q:
    """The rounds of the units a person's roles reach, and those they began."""
    return policy.in_reach_or(user, "started_by")


def starts_rounds_of(user: Person, unit: Unit) -> bool:
    """An inspector, officer or auditor of the unit or above."""
    return policy.may_report_for(user, unit)


def finishes_round(one: Any, user: Person) -> bool:
    """Of a round that came due an inspector or officer of this very unit, or who is in the post
    the checklist is for; of a free one who began it, as long as they may begin one there."""
    if not one.is_planned:
        return one.started_by_id == user.pk and starts_rounds_of(user, one.unit)
    inspects = scope.holds_at(user, Role.INSPECTOR, *policy.OFFICERS, unit=one.unit)
    return inspects or scope.is_in_post(user, one.checklist.post, unit=one.unit)


def amends_round(one: Any, user: Person) -> bool:
    """Who may finish it; else an officer or auditor of the unit or above. Of a visit those of the
    unit that sent the team or above, never of the one that was visited."""
    if finishes_round(one, user):
        return True
    if one.kind != VISIT:
        return policy.reads_offers_to(one.unit, user)
    return one.outing is not None and policy.reads_offers_to(one.outing.unit, user)


def signs_round(one: Any, user: Person) -> bool:
    """An officer or the principal of this very unit who did not do the round."""
    is_principal = scope.is_in_post(user, StaffPost.PRINCIPAL, unit=one.unit)
    answers = is_principal or scope.holds_at(user, *policy.OFFICERS, unit=one.unit)
    return answers and one.finished_by_id != user.pk


def records_refusal_of(one: Any, user: Person) -> bool:
    """Who did the round."""
    return one.finished_by_id == user.pk


def switches_checklists_of(user: Person, unit: Unit) -> bool:
    """An officer of the unit or above, an auditor, or who administers it."""
    return scope.holds(user, *policy.DIRECTING, over=unit) or administers_unit(user, unit)


def loads_checklists(user: Person) -> bool:
    """An auditor or administrator of a unit that reports to nobody."""
    roles = (Role.AUDITOR, Role.ADMINISTRATOR)
    held = any(post.role in roles and len(post.path) == STEP for post in scope.posts(user))
    return held or bool(user.is_active and user.is_superuser)
