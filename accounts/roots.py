"""A tree of its own beside those there are, or a level above some of them, with its first
administrator: founded at the server, for nobody of one tree may found another."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import people as accounts
from accounts.activation.issuing import Issued, issue
from accounts.people import NewPerson, Post
from organizations.models import Role, Unit, User
from organizations.services import found_unit, move_unit
from organizations.units import AUTHORITIES, may_report_to


class Founded(NamedTuple):
    """`issued` is the slip of an administrator who has no password yet; None for one who has."""

    unit: Unit
    administrator: User
    issued: Issued | None


class NewRoot(NamedTuple):
    code: str
    name: str
    kind: str


@transaction.atomic
def found_root(told: NewRoot, *, above: Sequence[Unit] = (), administrator: NewPerson) -> Founded:
    """The unit, the roots that report to it from today on, and its first administrator: somebody
    who is there already, or somebody new.

    Raises ValidationError where the code is taken, or where a unit of that kind may not stand
    above one of them.
    """
    if told.kind not in AUTHORITIES:
        raise ValidationError({"kind": _("Only a bureau, a city or a province reports to nobody.")})
    for lower in above:
        refuse_to_stand_above(told.kind, lower)
    unit = found_unit(told.code, told.name, told.kind)
    for lower in above:
        move_unit(lower, under=unit, since=timezone.localdate())
    person = User.objects.filter(username=administrator.username).first()
    if person is None:
        (person,) = accounts.take_in([administrator])
    accounts.give([Post(person, unit, Role.ADMINISTRATOR)])
    issued = None if person.has_usable_password() else issue([person])[0]
    return Founded(unit, person, issued)


def refuse_to_stand_above(kind: str, lower: Unit) -> None:
    if lower.parent_id is not None:
        told = {"unit": lower.name}
        raise ValidationError({"above": _("%(unit)s reports to somebody already.") % told})
    if not may_report_to(lower.kind, kind):
        kinds = {"kind": lower.get_kind_display(), "upper": Unit.Kind(kind).label}
        raise ValidationError({"above": _("%(kind)s does not report to %(upper)s.") % kinds})
