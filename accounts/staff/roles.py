"""Giving and ending one role, inside a change of rights (`accounts.rights.changing`)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organizations.models import Membership, Role, Unit, User

# A tip is never handled by the unit it is about, so only units with others below handle any.
HANDLING_TIPS = (Unit.Kind.BUREAU, Unit.Kind.CENTRAL_SCHOOL)


def refuse_what_cannot_be_given(unit: Unit, role: str) -> None:
    """Raises ValidationError."""
    if unit.closed_on:
        raise ValidationError({"unit": _("This unit is closed.")})
    if role == Role.AUDITOR and not unit.is_authority:
        raise ValidationError({"role": _("Auditors are at the bureau.")})
    if role == Role.TIP_HANDLER and unit.kind not in HANDLING_TIPS:
        sentence = _("Tip handlers are at the bureau or at a central school.")
        raise ValidationError({"role": sentence})


def give_role(person: User, unit: Unit, role: str, **days: Any) -> Membership:
    """One that is over is given anew. Raises ValidationError."""
    refuse_what_cannot_be_given(unit, role)
    before = Membership.objects.filter(user=person, unit=unit, role=role).first()
    if before and not before.is_over:
        raise ValidationError({"role": _("This person holds the role already.")})
    given = before or Membership(user=person, unit=unit, role=role)
    plain = {"starts_on": None, "ends_on": None, "stands_in_for": None, "reason": ""}
    for name, value in {**plain, "lapse_told": False, **days}.items():
        setattr(given, name, value)
    given.full_clean()
    given.save()
    return given


def end_role(membership: Membership, last_day: date) -> None:
    """A role that had not begun is as if it had never been given."""
    if membership.starts_on and membership.starts_on > last_day:
        membership.delete()
        return
    membership.ends_on = last_day
    # What it leaves behind today is told by whoever ends it; later, by the clock.
    membership.lapse_told = membership.is_over
    membership.save(update_fields=["ends_on", "lapse_told"])
