"""Loading a workbook: its units all or none, its people some at a time, each through the services.

Whatever is loaded is compared with the ledger anew inside its transaction, which has the tree to
itself: loading the same twice, or by two at once, changes it once.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts import people as accounts
from district.comparing.directory import Directory
from district.comparing.ledger import Units
from district.comparing.people import PeopleRows, Some
from district.comparing.plan import PersonPlan, Plan, UnitPlan
from district.comparing.units import UnitRows
from district.comparing.whole import plan_of
from district.reading.fields import PEOPLE, UNITS
from district.reading.files import Table
from imports.rows.fields import folded
from organizations import feed, services
from organizations.models import OtherName, Unit, User
from organizations.services import NewUnit
from organizations.unit_life.names import rename_unit
from organizations.units import rank
from papers.models import Letterhead

AT_ONCE = 500  # people of one transaction, which holds up others who write on SQLite
Advance = Callable[[int, int], None]


class Asked(NamedTuple):
    """How to load: the day moved units count from, and the keys of absent roles to be ended."""

    moved_on: date | None = None
    ending: Iterable[int] = ()


PLAINLY = Asked()


def unheard(done: int, total: int) -> None:
    """Nobody watches how far it has come."""


def load(
    tables: list[Table],
    *,
    by: User | None = None,
    asked: Asked = PLAINLY,
    advance: Advance = unheard,
) -> Plan:
    """Load every row without a fault, and say what that was. Raises ValidationError for a move on a
    day that cannot be, or where nobody could administer any more; whole transactions before stay.
    """
    told = plan_of(tables, by=by)
    advance(0, len(told.people) + 1)
    load_units(tables, by=by, moved_on=asked.moved_on or timezone.localdate())
    advance(1, len(told.people) + 1)
    done = 1
    for some in together(told.people):
        keys = {one.pk for one in some if one.pk}
        load_people(of_these(tables, some), by=by, some=Some(keys, told.matched - keys))
        done += len(some)
        advance(done, len(told.people) + 1)
    still = {role.pk for role in told.absent} & set(asked.ending)
    for start in range(0, len(still), AT_ONCE):
        accounts.end(sorted(still)[start : start + AT_ONCE], by=by, leave=True)
    return told


def together(people: list[PersonPlan]) -> Iterator[list[PersonPlan]]:
    """Some at a time; namesakes come together, since it takes all of them to tell them apart."""
    some: list[PersonPlan] = []
    for _name, called in groupby(sorted(people, key=by_name), key=by_name):
        some += called
        if len(some) >= AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def by_name(one: PersonPlan) -> str:
    return folded(one.new.name if one.new else one.name)


def of_these(tables: list[Table], people: list[PersonPlan]) -> list[Table]:
    """The tables of people, with the rows of these alone."""
    wanted = {line.at for one in people for line in one.lines}
    return [
        table._replace(lines=[line for line in table.lines if line.at in wanted])
        for table in tables
        if table.kind == PEOPLE
    ]


# --- Units -----------------------------------------------------------------------------------


@transaction.atomic
def load_units(tables: list[Table], *, by: User | None, moved_on: date) -> None:
    services.hold_the_tree()
    ledger, plan = Units(by), Plan()
    directory = Directory(ledger)
    UnitRows([table for table in tables if table.kind == UNITS], ledger, directory).judge(plan)
    units = found_new(plan.units, ledger, by)
    for one in sorted(plan.units, key=lambda one: rank(one.kind)):
        if one.pk:
            change(one, units, moved_on, by)
    describe(plan.units, units)


def found_new(plans: list[UnitPlan], ledger: Units, by: User | None) -> dict[str, Unit]:
    """All units by their codes, the new ones among them: those others report to first."""
    units = {unit.code: unit for unit in ledger.all}
    for level in sorted({rank(one.kind) for one in plans}):
        new = [one for one in plans if one.pk is None and rank(one.kind) == level]
        told = [
            NewUnit(one.code, one.name, one.kind, units[one.parent] if one.parent else None)
            for one in new
        ]
        units |= {unit.code: unit for unit in services.found_units(told, by=by)} if told else {}
    return units


def change(one: UnitPlan, units: dict[str, Unit], moved_on: date, by: User | None) -> None:
    """What of a unit of the ledger is otherwise now."""
    unit = units[one.code]
    if one.renames:
        rename_unit(unit, one.name, on=timezone.localdate(), by=by)
    if one.other_kind:
        Unit.objects.filter(pk=unit.pk).update(kind=one.kind)
        feed.note_unit(unit, "changed")
    if one.moves and one.parent:
        services.move_unit(unit, under=units[one.parent], since=moved_on, by=by)


def describe(plans: list[UnitPlan], units: dict[str, Unit]) -> None:
    """Where the units are, what they are called besides, and whom to ask."""
    placed = [one for one in plans if one.place]
    for one in placed:
        units[one.code].latitude, units[one.code].longitude = one.place or (None, None)
    whole = [units[one.code] for one in placed]
    Unit.objects.bulk_update(whole, ["latitude", "longitude"], batch_size=services.BATCH)
    for one in plans:
        if one.names_cleared:
            names = OtherName.objects.filter(unit=units[one.code])
            names.filter(kind__in=one.names_cleared).delete()
    added = [
        OtherName(unit=units[one.code], kind=kind, name=name)
        for one in plans
        for kind, name in one.names_added
    ]
    OtherName.objects.bulk_create(added, batch_size=services.BATCH)
    write_heads([(units[one.code], one.head) for one in plans if one.head])


def write_heads(told: list[tuple[Unit, dict[str, str]]]) -> None:
    """The contact, phone and address of units; what a letterhead says besides stays."""
    known = {one.unit_id: one for one in Letterhead.objects.filter(unit__in=[u for u, _h in told])}
    heads = [known.get(unit.pk) or Letterhead(unit=unit) for unit, _head in told]
    for head, (_unit, said) in zip(heads, told, strict=True):
        for name, text in said.items():
            setattr(head, name, text)
    new = [head for head in heads if head.pk is None]
    old = [head for head in heads if head.pk is not None]
    Letterhead.objects.bulk_create(new, batch_size=services.BATCH)
    fields = ["contact", "phone", "address"]
    Letterhead.objects.bulk_update(old, fields, batch_size=services.BATCH)


# --- People ----------------------------------------------------------------------------------


@transaction.atomic
def load_people(tables: list[Table], *, by: User | None, some: Some) -> None:
    services.hold_the_tree()
    plan, directory = Plan(), Directory(Units(by))
    rows = PeopleRows(tables, directory, by, some)
    rows.judge(plan)
    people = taken_in(plan.people, by)
    change_people(plan.people, people)
    units = {unit.code: unit for unit in directory.ledger.all}
    posts = [
        accounts.Post(people[id(one)], units[r.unit], r.role, r.title, r.starts_on, r.ends_on)
        for one in plan.people
        for r in one.roles
    ]
    losing = [people[id(one)] for one in plan.people if one.pk and one.roles]
    if posts:
        accounts.give(posts, losing=losing, by=by)
    ending = [pk for one in plan.people for pk in one.ends]
    if ending:
        accounts.end(ending, by=by)


def taken_in(plans: list[PersonPlan], by: User | None) -> dict[int, User]:
    """Everybody of the plans by the plan's own identity, new ones taken in."""
    known = User.objects.in_bulk([one.pk for one in plans if one.pk])
    people = {id(one): known[one.pk] for one in plans if one.pk}
    new = [one for one in plans if one.new]
    made = accounts.take_in([one.new for one in new if one.new], by=by)
    return people | {id(one): person for one, person in zip(new, made, strict=True)}


def change_people(plans: list[PersonPlan], people: dict[int, User]) -> None:
    changed = [people[id(one)] for one in plans if one.fields]
    for one in plans:
        for name, text in one.fields.items():
            setattr(people[id(one)], name, text)
    fields = ["name", "staff_number", "phone", "email"]
    User.objects.bulk_update(changed, fields, batch_size=services.BATCH)
