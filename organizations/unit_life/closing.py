"""A unit ends: closed, or merged into another, which takes its place."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.administrators import an_administrator_remains
from organizations.departures import handing_over
from organizations.people import User
from organizations.services import (
    hold_the_tree,
    hold_unit,
    hold_units,
    stand_in_one_tree,
)
from organizations.unit_life import told
from organizations.unit_life.names import take_names
from organizations.unit_life.stakes import refuse_what_is_stranded
from organizations.units import Unit, may_report_to


@transaction.atomic
def close_unit(unit: Unit, *, on: date, by: Any, request: Any = None) -> Unit:
    """Close `unit` on the day `on`, without a successor: the level above has what is open there.

    Raises ValidationError for a root, a unit that is closed or has open units below, a day in
    the future, and where nobody above could act on what is open.
    """
    hold_the_tree()
    unit = hold_unit(unit)
    refuse_to_close(unit, on)
    refuse_units_below(unit)
    people = User.objects.filter(memberships__unit=unit).distinct()
    with an_administrator_remains(), handing_over(people, by=by):
        unit.closed_on = on
        unit.save(update_fields=["closed_on"])
    refuse_what_is_stranded(unit)
    told.record(unit, "closed", by=by, request=request, day=on.isoformat())
    return unit


def refuse_to_close(unit: Unit, on: date) -> None:
    if unit.parent_id is None:
        raise ValidationError(
            _("The top of a tree is not closed: nobody could administer any more.")
        )
    if unit.closed_on is not None:
        raise ValidationError(_("It is closed already."))
    if on > timezone.localdate():
        sentence = _("A closing is entered on its day or later, not ahead of it.")
        raise ValidationError({"on": sentence})


def refuse_units_below(unit: Unit) -> None:
    if open_units_under(unit):
        raise ValidationError(_("Units still report to it: move, merge or close them first."))


def open_units_under(unit: Unit) -> list[Unit]:
    """Those that report to it themselves, and are not closed."""
    return list(Unit.objects.filter(parent=unit, closed_on=None).in_order())


def to_be_merged(unit: Unit, into: Unit, on: date) -> tuple[Unit, Unit]:
    """Both as they stand now, under the lock of the tree.

    Raises ValidationError where `into` cannot take the place of `unit`.
    """
    hold_the_tree()
    unit, into = hold_units(unit, into)
    refuse_to_close(unit, on)
    if into.closed_on is not None:
        raise ValidationError({"into": _("That unit is closed; choose the one in its place.")})
    if into.path.startswith(unit.path):
        sentence = _("A unit is not merged into itself or into a unit below it.")
        raise ValidationError({"into": sentence})
    if not stand_in_one_tree(unit, into):
        raise ValidationError({"into": _("A unit is merged within its own tree.")})
    if not all(may_report_to(lower.kind, into.kind) for lower in open_units_under(unit)):
        raise ValidationError(
            {"into": _("Units report to it that cannot report to a unit of that kind.")}
        )
    return unit, into


def end_in(unit: Unit, *, into: Unit, on: date) -> None:
    """Close the merged unit; what it was called finds its successor."""
    unit.closed_on, unit.merged_into = on, into
    unit.save(update_fields=["closed_on", "merged_into"])
    take_names(unit, into=into, on=on)
