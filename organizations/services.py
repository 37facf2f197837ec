"""Founding a unit and moving it in the tree. The past of the tree is kept."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations import feed
from organizations.unit_life import told
from organizations.units import STEP, Placement, Unit, below

BATCH = 500
ALWAYS = date(2000, 1, 1)  # units found without a date count as having been there all along


@transaction.atomic
def found_unit(
    code: str,
    name: str,
    kind: str,
    parent: Unit | None = None,
    since: date = ALWAYS,
    *,
    by: Any = None,
    request: Any = None,
) -> Unit:
    """A new unit under `parent` (None only for a root), there from the day `since`. It is
    written down where somebody did it. Raises ValidationError where the code is taken."""
    hold_the_tree()
    if Unit.objects.filter(code=code).exists():
        raise ValidationError({"code": _("Another unit has this code.")})
    parent = parent and Unit.objects.get(pk=parent.pk)
    unit = Unit.objects.create(code=code, name=name, kind=kind, parent=parent)
    unit.path = _path_under(parent, unit)
    unit.save(update_fields=["path"])
    Placement.objects.create(unit=unit, parent=parent, path=unit.path, since=since)
    told.record(unit, "founded", by=by, request=request, day=since.isoformat())
    return unit


class NewUnit(NamedTuple):
    """A unit to be founded under `parent`, which is there already."""

    code: str
    name: str
    kind: str
    parent: Unit | None


@transaction.atomic
def found_units(
    new: Sequence[NewUnit], since: date = ALWAYS, *, by: Any = None, request: Any = None
) -> list[Unit]:
    """As `found_unit`, many at once, in the order they are named."""
    hold_the_tree()
    parents = Unit.objects.in_bulk([one.parent.pk for one in new if one.parent])
    rows = [
        Unit(
            code=one.code,
            name=one.name,
            kind=one.kind,
            parent=parents[one.parent.pk] if one.parent else None,
        )
        for one in new
    ]
    units = Unit.objects.bulk_create(rows, batch_size=BATCH)
    for unit in units:
        unit.path = _path_under(unit.parent, unit)
    Unit.objects.bulk_update(units, ["path"], batch_size=BATCH)
    placed = [Placement(unit=u, parent=u.parent, path=u.path, since=since) for u in units]
    Placement.objects.bulk_create(placed, batch_size=BATCH)
    for unit in units:
        told.record(unit, "founded", by=by, request=request, day=since.isoformat())
    return units


@transaction.atomic
def move_unit(unit: Unit, *, under: Unit, since: date, by: Any = None, request: Any = None) -> Unit:
    """Let `unit`, with all below it, report to `under` from the day `since` on.

    Raises ValidationError for a day in the future, a circle, another tree, or a day before the last
    move. Which kind reports to which (`units.may_report_to`) is for the doors to ask.
    """
    hold_the_tree()
    unit, under = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=under.pk)
    _refuse_nonsense(unit, under, since)
    old, above = unit.path, unit.path[:-STEP]
    unit.parent = under
    unit.save(update_fields=["parent"])
    _rebase(old, _path_under(under, unit), since)
    unit.refresh_from_db()
    feed.note_units_leaving(Unit.objects.below(unit), above, under.path)
    days = {"other": under.name, "day": since.isoformat()}
    told.record(unit, "moved", by=by, request=request, **days)
    return unit


def hold_the_tree() -> None:
    """One change of the tree at a time: two moves together could close a circle, or one could read
    a path the other is about to change. Whoever only refers to a unit is not held up."""
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk"))


def hold_units(*units: Unit) -> list[Unit]:
    """The units as they stand now, and neither closed nor merged until the transaction ends.

    Whoever adds something to a unit holds it before any record or person, and so does whoever ends
    it, after the tree: nobody waits in a circle, and what is added is there to be passed on, or is
    refused. The bureau's row, which is the tree's lock as well, comes first.
    """
    rows = Unit.objects.select_for_update(no_key=True).filter(pk__in={unit.pk for unit in units})
    held = {one.pk: one for one in rows.order_by(F("parent").asc(nulls_first=True), "pk")}
    return [held[unit.pk] for unit in units]


def hold_unit(unit: Unit) -> Unit:
    (held,) = hold_units(unit)
    return held


def _path_under(parent: Unit | None, unit: Unit) -> str:
    return (parent.path if parent else "") + str(unit.pk).zfill(STEP)


def _rebase(old: str, new: str, since: date) -> None:
    """Give every unit under `old` its new path, and close and open a placement for each."""
    for unit in Unit.objects.filter(below(old)):
        unit.path = new + unit.path[len(old) :]
        unit.save(update_fields=["path"])
        _replace_placement(unit, since)


def stand_in_one_tree(one: Unit, other: Unit) -> bool:
    """Trees side by side have nothing in common: no records, no people, no units."""
    return one.path[:STEP] == other.path[:STEP]


def _replace_placement(unit: Unit, since: date) -> None:
    current = Placement.objects.get(unit=unit, until=date.max)
    if current.since == since:
        current.delete()
    else:
        current.until = since
        current.save(update_fields=["until"])
    Placement.objects.create(unit=unit, parent_id=unit.parent_id, path=unit.path, since=since)


def _refuse_nonsense(unit: Unit, under: Unit, since: date) -> None:
    if since > timezone.localdate():
        raise ValidationError(_("A move is entered on its day or later, not ahead of it."))
    if under.path.startswith(unit.path):
        raise ValidationError(_("A unit cannot report to itself or to a unit below it."))
    if unit.parent_id is not None and not stand_in_one_tree(unit, under):
        raise ValidationError(_("A unit stays in its own tree; a root may come under another one."))
    # A new parent that moved later stood elsewhere in the days between: so would the unit then.
    both = Q(unit__in=Unit.objects.below(unit)) | Q(unit=under)
    if Placement.objects.filter(both, until=date.max, since__gt=since).exists():
        raise ValidationError(_("There is a later move already; enter a day after it."))
