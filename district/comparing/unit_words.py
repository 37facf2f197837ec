"""What of a unit would change, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from district.comparing.directory import Directory
from district.comparing.ledger import Units
from district.comparing.plan import Change, Said, UnitPlan
from district.reading.fields import BY_CODE, UNITS
from imports.rows.fields import folded
from organizations.models import OtherName, Unit


def words_of(one: UnitPlan, ledger: Units, directory: Directory) -> Iterator[Change]:
    """A new unit is one change; one of the ledger has a change of each kind there is."""
    unit = ledger.by_pk[one.pk] if one.pk else None
    parent = directory.by_code[folded(one.parent)].name if one.parent else ""
    if unit is None:
        new = (Said(field("code"), "", one.code), Said(field("kind"), "", label(one.kind)))
        yield Change("unit_new", one.line, one.name, parent, new)
        return
    if one.renames:
        yield Change("unit_renamed", one.line, unit.name, "", (Said("", unit.name, one.name),))
    if one.moves:
        before = ledger.by_pk[unit.parent_id].name if unit.parent_id else ""
        yield Change("unit_moved", one.line, one.name, "", (Said("", before, parent),))
    if said := tuple(other(one, unit, ledger)):
        yield Change("unit_changed", one.line, one.name, "", said)


def other(one: UnitPlan, unit: Unit, ledger: Units) -> Iterator[Said]:
    if one.other_kind:
        yield Said(field("kind"), label(unit.kind), label(one.kind))
    before = ledger.head(unit)
    for name, text in one.head.items():
        yield Said(field(name), before[name], text or _("emptied"))
    if one.place:
        yield Said(field("position"), place(unit.latitude, unit.longitude), place(*one.place))
    named = {OtherName.Kind.FORMER: "former", OtherName.Kind.SHORT: "short"}
    for kind, name in one.names_added:
        yield Said(field(named[OtherName.Kind(kind)]), "", name)
    for kind in one.names_cleared:
        yield Said(field(named[OtherName.Kind(kind)]), "", _("emptied"))


def place(latitude, longitude) -> str:
    return f"{latitude}, {longitude}" if latitude is not None else ""


def field(code: str) -> str:
    return str(BY_CODE[UNITS][code].label)


def label(kind: str) -> str:
    return str(Unit.Kind(kind).label)
