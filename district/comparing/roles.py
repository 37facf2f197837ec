"""The roles one person's rows speak of, against those they hold."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.staff.policy import names_administrators_of
from district.comparing.directory import Entry
from district.comparing.persons import Person
from district.comparing.plan import Change, PersonPlan, RolePlan, Said
from district.reading.cells import CLEAR, roles_named, roles_told
from district.reading.fields import BY_CODE, PEOPLE
from district.reading.files import Line
from district.reading.rows import Row
from imports.rows.fields import plain
from imports.rows.values import short
from organizations.models import Membership, Role, User
from organizations.units import AUTHORITIES

AT_THE_BUREAU = (Role.AUDITOR, Role.ADMINISTRATOR)
Key = tuple[str, str]  # the code of a unit, and a role


class Roles:
    """`held` are the roles of the ledger, by unit and role; `today` decides which of them are
    over."""

    def __init__(
        self,
        person: Person,
        held: list[Membership],
        codes: dict[int, str],
        today: date,
        by: User | None,
    ) -> None:
        self.person, self.today, self.codes, self.by = person, today, codes, by
        known = [one for one in held if one.unit_id in codes]
        self.held = {(codes[one.unit_id], one.role): one for one in known}
        self.first_of: dict[Key, Line] = {}
        self.ending: dict[int, Row] = {}

    def plan(self, one: PersonPlan) -> None:
        """Takes over what each good row says; a row that cannot be is faulty then."""
        spoken = [(row, unit, self.said(row)) for row, unit in self.person.good]
        for row, unit, roles in spoken:
            self.take_said(row, unit, roles, one)
        for row, unit, roles in spoken:
            if not roles and row.given.get("roles") is not CLEAR:
                self.take_unsaid(row, unit, one)
        good = {row.line.at for row, _unit in self.person.good}
        one.roles = [role for role in one.roles if role.line.at in good]
        named = {held.pk for key, held in self.held.items() if key in self.first_of}
        self.ending = {pk: row for pk, row in self.ending.items() if pk not in named}
        one.ends = list(self.ending)

    def said(self, row: Row) -> list[str]:
        """The roles told, or what the post says."""
        role = roles_named().get(plain(row.says("title") or ""))
        return row.says("roles") or ([role] if role and "roles" not in row.given else [])

    def take_said(self, row: Row, unit: Entry, roles: list[str], one: PersonPlan) -> None:
        if row.given.get("roles") is CLEAR and self.person.here is None:
            row.fault("roles", "no_role", choices=roles_told())
        elif row.given.get("roles") is CLEAR:
            at = (held for (code, _r), held in self.held.items() if code == unit.code)
            ends = [held for held in at if not held.is_over]
            self.ending |= {held.pk: row for held in ends}
            for held in ends:
                self.refuse_own_level(row, unit, held.role)
        for role in roles:
            found = self.judged(row, unit, role)
            one.roles += [found] if found else []

    def take_unsaid(self, row: Row, unit: Entry, one: PersonPlan) -> None:
        """A row without roles is about those the person has at this unit, besides those other rows
        speak of."""
        known = [
            role
            for (code, role), held in self.held.items()
            if code == unit.code and not held.is_over and (code, role) not in self.first_of
        ]
        title = row.says("title") or ""
        if not known and title:
            row.fault("roles", "title_is_no_role", text=short(title), choices=roles_told())
        elif not known and self.person.here is None and not one.roles:
            row.fault("roles", "no_role", choices=roles_told())
        self.take_said(row, unit, known, one)

    def judged(self, row: Row, unit: Entry, role: str) -> RolePlan | None:
        """None where nothing changes, or where it cannot be."""
        first = self.first_of.setdefault((unit.code, role), row.line)
        if first.at != row.line.at:
            row.fault("roles", "role_twice", row=first.row)
        if role in AT_THE_BUREAU and unit.kind not in AUTHORITIES:
            row.fault("roles", "only_at_the_bureau", role=label(role))
        held = self.held.get((unit.code, role))
        if role == Role.TIP_HANDLER and (held is None or held.is_over):
            row.fault("roles", "named_one_by_one")
        one = self.as_told(row, unit, role, held)
        if one.starts_on and one.ends_on and one.starts_on > one.ends_on:
            told = {"first": one.starts_on.isoformat(), "last": one.ends_on.isoformat()}
            row.fault("ends_on", "ends_before_it_begins", **told)
        now = (held.title, held.starts_on, held.ends_on) if held else None
        same = now == (one.title, one.starts_on, one.ends_on)
        if not same:
            self.refuse_own_level(row, unit, role)
        return None if same or not row.is_good else one

    def refuse_own_level(self, row: Row, unit: Entry, role: str) -> None:
        """An administrator is named, and let go, by one of the level above (`accounts.staff`)."""
        if role != Role.ADMINISTRATOR or self.by is None or unit.unit is None:
            return
        if not names_administrators_of(self.by, unit.unit):
            row.fault("roles", "named_above")

    def as_told(self, row: Row, unit: Entry, role: str, held: Membership | None) -> RolePlan:
        """What is not said stays; a role that is over is held again from today on."""
        is_over = held is not None and held.is_over
        again = is_over and "ends_on" not in row.given
        title = taken(row, "title", held.title if held else "") or ""
        first = taken(row, "starts_on", self.today if again else held and held.starts_on)
        last = taken(row, "ends_on", None if again else held and held.ends_on)
        return RolePlan(row.line, unit.code, role, title, first, last, held is None or again)

    # --- In words ----------------------------------------------------------------------------

    def words(self, one: PersonPlan, names: dict[str, str]) -> Iterator[Change]:
        for role in one.roles:
            before = self.held.get((role.unit, role.role))
            kind, said = self.word(role, before)
            gone = self.left(role) if kind == "role_given" else None
            if gone is not None:
                kind = "person_moved"
                said = (Said(label(role.role), names[self.codes[gone.unit_id]], names[role.unit]),)
            yield Change(kind, role.line, one.name, names[role.unit], said)
        by_key = {held.pk: held for held in self.held.values()}
        for pk, row in self.ending.items():
            held = by_key[pk]
            where = names[self.codes[held.unit_id]]
            said = (Said(label(held.role), _("held"), _("ended")),)
            yield Change("role_ended", row.line, one.name, where, said)

    def word(self, role: RolePlan, before: Membership | None) -> tuple[str, tuple[Said, ...]]:
        days = told(role.title, role.starts_on, role.ends_on)
        if role.is_new or before is None:
            return "role_given", (Said(label(role.role), "", days),)
        ends = role.ends_on is not None and role.ends_on < self.today
        was = told(before.title, before.starts_on, before.ends_on)
        kind = "role_ended" if ends and not before.is_over else "role_changed"
        return kind, (Said(label(role.role), was or "—", days or "—"),)

    def left(self, role: RolePlan) -> Membership | None:
        """The same role at another unit that the workbook does not name any more."""
        others = (
            held
            for key, held in self.held.items()
            if key[1] == role.role and key not in self.first_of and not held.is_over
        )
        return next(others, None)


def taken(row: Row, code: str, now: Any) -> Any:
    """What the row says of it: None where it is emptied."""
    return row.says(code) if code in row.given else now


def told(title: str, first: date | None, last: date | None) -> str:
    days = f"{first or '…'} – {last or '…'}" if first or last else ""
    return " ".join(filter(None, [title, days]))


def label(role: str) -> str:
    return str(Role(role).label)


def field(code: str) -> str:
    return str(BY_CODE[PEOPLE][code].label)
