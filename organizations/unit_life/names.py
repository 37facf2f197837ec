"""What units are called, and were called on a day of the past."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.services import hold_the_tree
from organizations.unit_life import told
from organizations.units import OtherName, Unit

FORMER, MERGED = OtherName.Kind.FORMER, OtherName.Kind.MERGED


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, on: date, by: Any, request: Any = None) -> Unit:
    """Let `unit` be called `name` from the day `on` on; it is still found by the name it had.

    Raises ValidationError for the name it has, a day in the future, or a day before the last
    renaming. A second renaming on the same day takes the place of the first.
    """
    hold_the_tree()
    unit = Unit.objects.get(pk=unit.pk)
    _refuse_nonsense(unit, name, on)
    before = unit.name
    if not _formerly(unit).filter(until=on).exists():
        OtherName.objects.create(unit=unit, kind=FORMER, name=before, until=on)
    unit.name = name
    unit.save(update_fields=["name"])
    days = {"before": before, "day": on.isoformat()}
    told.record(unit, "renamed", by=by, request=request, **days)
    return unit


def _formerly(unit: Unit) -> Any:
    return OtherName.objects.filter(unit=unit, kind=FORMER)


def _refuse_nonsense(unit: Unit, name: str, on: date) -> None:
    if name == unit.name:
        raise ValidationError({"name": _("That is its name already.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("A renaming is entered on its day or later.")})
    if _formerly(unit).filter(until__gt=on).exists():
        sentence = _("There is a later renaming already; enter a day after it.")
        raise ValidationError({"on": sentence})


def take_names(unit: Unit, *, into: Unit, on: date) -> None:
    """Everything `unit` was ever called finds `into` from now on."""
    names = dict.fromkeys([unit.name, *unit.other_names.values_list("name", flat=True)])
    rows = [OtherName(unit=into, kind=MERGED, name=name, until=on) for name in names]
    OtherName.objects.bulk_create(rows, ignore_conflicts=True)


def names_on(units: Iterable[Unit], day: date | None) -> dict[int, str]:
    """What each of `units` was called on `day`, by its key: one statement, and none for today."""
    names = {unit.pk: unit.name for unit in units}
    if day is None or not names or day >= timezone.localdate():
        return names
    former = OtherName.objects.filter(kind=FORMER, unit__in=names, until__gt=day)
    # Of several the one that ended first after the day was in force, so it has the last word.
    names.update(former.order_by("-until").values_list("unit", "name"))
    return names


def renamed_since(day: date | None) -> dict[str, str]:
    """What the units that have another name now were called on `day`, by their codes: for very long
    lists, whose rows are no records."""
    if day is None or day >= timezone.localdate():
        return {}
    former = OtherName.objects.filter(kind=FORMER, until__gt=day).order_by("-until")
    return dict(former.values_list("unit__code", "name"))


def called_then(units: Iterable[Unit], day: date | None) -> None:
    """Let `units`, which were read to be shown and are not saved, have the names of that day."""
    shown = list(units)
    names = names_on(shown, day)
    for unit in shown:
        unit.name = names[unit.pk]
