"""Entering terms, flood seasons and changed days. What came due before stays as it was."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines.models import ChangedDay, Period
from organizations.administration import administers_unit
from organizations.models import Unit
from organizations.people import Person

LONGEST_PERIOD = 400  # days


class NotTheirs(Exception):
    """The calendar of this unit is not this person's to keep."""


def keep_period(
    *, by: Person, unit: Unit, kind: str, name: str, first_on: date, last_on: date
) -> Period:
    """Enter a term or a flood season. Raises NotTheirs, ValidationError by the field."""
    _allow(by, unit)
    if last_on < first_on or (last_on - first_on).days > LONGEST_PERIOD:
        sentence = _("The last day comes after the first, within 400 days.")
        raise ValidationError({"last_on": sentence})
    same = Period.objects.filter(unit=unit, kind=kind)
    if same.filter(first_on__lte=last_on, last_on__gte=first_on).exists():
        raise ValidationError({"first_on": _("These days overlap another one of its kind.")})
    return Period.objects.create(
        unit=unit, kind=kind, name=name, first_on=first_on, last_on=last_on
    )


@transaction.atomic
def keep_day(*, by: Person, unit: Unit, day: date, is_worked: bool, name: str) -> ChangedDay:
    """Say of a day that it is worked on, or off; again is anew. Raises NotTheirs."""
    _allow(by, unit)
    told = {"is_worked": is_worked, "name": name}
    return ChangedDay.objects.update_or_create(unit=unit, day=day, defaults=told)[0]


def forget(entered: Period | ChangedDay, *, by: Person) -> None:
    """Take back what was entered; windows that began by it stay. Raises NotTheirs."""
    _allow(by, entered.unit)
    entered.delete()


def _allow(by: Any, unit: Unit) -> None:
    if not administers_unit(by, unit) or unit.parent_id is not None:
        raise NotTheirs
