"""People come, move, stand in for each other and leave: each an act of its own.

All take `by`, who does it, and `request` where there is one. They raise PermissionDenied
where it is not theirs to do, and ValidationError where it makes no sense; then nothing is changed.
What hangs on the person is handed over in the same transaction (`organizations.departures`), or by
the clock where their last day is still to come.
"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import rights
from accounts.staff import policy, roles
from organizations.models import Membership, Unit, User
from organizations.services import hold_unit

DAY = timedelta(days=1)


@transaction.atomic
def give_role(
    person: User, *, unit: Unit, role: str, by: User, request: Any = None, **days: Any
) -> Membership:
    """`days` are what else a membership says: its first and last day, the post, what it is for. A
    role that is over is given anew."""
    unit = hold_unit(unit)
    refuse_unless(policy.may_give(by, person, unit, role))
    with rights.changing(person, by=by, request=request):
        return roles.give_role(person, unit, role, **days)


def end_role(membership: Membership, *, last_day: date, by: User, request: Any = None) -> None:
    person = membership.user
    refuse_unless(policy.may_end(by, membership))
    with rights.changing(person, by=by, request=request):
        roles.end_role(membership, last_day)


def change_role(membership: Membership, *, by: User, request: Any = None, **told: Any) -> None:
    """`told` are the post and the days that are to be others."""
    refuse_unless(policy.may_end(by, membership))
    with rights.changing(membership.user, by=by, request=request):
        for name, value in told.items():
            setattr(membership, name, value)
        membership.lapse_told = membership.is_over
        membership.full_clean()
        membership.save()


@transaction.atomic
def move_person(
    person: User, *, away_from: Unit, to: Unit, first_day: date, by: User, request: Any = None
) -> list[Membership]:
    """The roles held at one unit end on the day before, and are given at the other from `first_day`
    on."""
    to = hold_unit(to)
    held = list(person.memberships.not_over().filter(unit=away_from))
    if not held or away_from == to:
        raise ValidationError({"to": _("Choose another unit than the present one.")})
    for one in held:
        refuse_unless(policy.may_end(by, one) and policy.may_give(by, person, to, one.role))
    with rights.changing(person, by=by, request=request):
        for one in held:
            roles.end_role(one, first_day - DAY)
        kept = [(one.role, {"title": one.title, "post": one.post}) for one in held]
        return [roles.give_role(person, to, r, starts_on=first_day, **told) for r, told in kept]


@transaction.atomic
def stand_in(
    person: User,
    *,
    absent: User,
    unit: Unit,
    first_day: date,
    last_day: date,
    reason: str,
    by: User,
    request: Any = None,
) -> list[Membership]:
    """`person` holds the roles of `absent` at the unit as well, from a day to a day. Theirs go on:
    whoever is away is still told, and may still act."""
    unit = hold_unit(unit)
    theirs = [one.role for one in absent.memberships.not_over().filter(unit=unit)]
    mine = {one.role for one in person.memberships.filter(unit=unit) if one.is_held(first_day)}
    wanted = [role for role in theirs if role not in mine]
    if person == absent or not wanted:
        raise ValidationError({"person": _("This person needs no more roles for that.")})
    for role in wanted:
        refuse_unless(policy.may_give(by, person, unit, role))
    told = {"starts_on": first_day, "ends_on": last_day, "stands_in_for": absent, "reason": reason}
    with rights.changing(person, by=by, request=request):
        return [roles.give_role(person, unit, role, **told) for role in wanted]


def leave(person: User, *, by: User, request: Any = None) -> None:
    """Today is the last day of every role, and the log-in ends at once."""
    refuse_unless(policy.may_let_go(by, person))
    with rights.changing(person, by=by, request=request):
        for one in person.memberships.not_over():
            roles.end_role(one, timezone.localdate())
        person.is_active = False
        person.save(update_fields=["is_active"])


def refuse_unless(may: bool) -> None:
    if not may:
        raise PermissionDenied
