"""What loading a workbook would change: by kind, counted, with what is wrong and what is absent."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.people import NewPerson
from district.reading.faults import Fault
from district.reading.files import Line
from organizations.models import Membership

KINDS = {
    "unit_new": _("New units"),
    "unit_renamed": _("Renamed units"),
    "unit_moved": _("Moved units"),
    "unit_changed": _("Changed units"),
    "person_new": _("New people"),
    "person_changed": _("Changed people"),
    "person_moved": _("People at another unit"),
    "role_given": _("Roles given"),
    "role_changed": _("Roles with other days or another post"),
    "role_ended": _("Roles ended"),
}
OF_UNITS = tuple(kind for kind in KINDS if kind.startswith("unit"))


class Said(NamedTuple):
    """One thing that changes, in words; `before` is empty where there was nothing."""

    label: Any
    before: str
    after: str


class Change(NamedTuple):
    kind: str
    line: Line
    name: str
    where: str
    said: tuple[Said, ...] = ()


@dataclass
class UnitPlan:
    """One unit as it is to be. `pk` is None of a new one; `parent` is the code it reports to, of a
    new one or of one that moves; what is None in `texts` stays."""

    line: Line
    code: str
    name: str
    kind: str
    pk: int | None = None
    parent: str | None = None
    moves: bool = False
    renames: bool = False
    other_kind: bool = False
    place: tuple[Any, Any] | None = None  # latitude and longitude, None each where it is emptied
    head: dict[str, str] = field(default_factory=dict)  # of its letterhead
    names_added: list[tuple[str, str]] = field(default_factory=list)  # kind and name
    names_cleared: list[str] = field(default_factory=list)  # kinds


@dataclass
class RolePlan:
    """A role as it is to be held at the unit with this code."""

    line: Line
    unit: str
    role: str
    title: str
    starts_on: date | None
    ends_on: date | None
    is_new: bool


@dataclass
class PersonPlan:
    """One person as they are to be: what `lines` say together. `pk` is None of a new one, whom
    `new` describes."""

    lines: list[Line]
    name: str
    pk: int | None = None
    new: NewPerson | None = None
    fields: dict[str, str] = field(default_factory=dict)
    roles: list[RolePlan] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # keys of memberships

    @property
    def line(self) -> Line:
        return self.lines[0]

    @property
    def changes(self) -> bool:
        return bool(self.new or self.fields or self.roles or self.ends)


@dataclass
class Plan:
    """`absent` are roles at units of the workbook whose people it does not name: listed, and ended
    only where somebody says so."""

    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    units: list[UnitPlan] = field(default_factory=list)
    people: list[PersonPlan] = field(default_factory=list)
    absent: list[Membership] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    matched: set[int] = field(default_factory=set)  # the people of the ledger the rows speak of

    @property
    def counts(self) -> dict[str, int]:
        counted = dict.fromkeys(KINDS, 0)
        for change in self.changes:
            counted[change.kind] += 1
        return counted

    @property
    def faulty_rows(self) -> dict[tuple[str, int], list[Fault]]:
        """By sheet and row, in the order of the file."""
        found: dict[tuple[str, int], list[Fault]] = {}
        for fault in self.faults:
            found.setdefault((fault.sheet, fault.row), []).append(fault)
        return found

    @property
    def is_nothing(self) -> bool:
        return not self.changes

    def of(self, *kinds: str) -> list[Change]:
        return [change for change in self.changes if change.kind in kinds]
