"""The rows of people against the ledger: who each is, and what of them would change."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from accounts.people import NewPerson
from district.comparing.directory import PLACE, Directory, Entry
from district.comparing.ledger import OF_A_PERSON, Asked, People
from district.comparing.persons import Matching, Person, Persons
from district.comparing.plan import Change, PersonPlan, Plan, Said
from district.comparing.roles import Roles, field
from district.reading.cells import CLEAR
from district.reading.files import Table
from district.reading.rows import Row, rows_of
from imports.rows.fields import folded
from imports.rows.values import Unclear
from organizations.models import Membership, Role, User

LONGEST_ACCOUNT = 40


class Some(NamedTuple):
    """Of a whole comparison: the people found for these rows, and those found for other rows."""

    keys: set[int]
    others: set[int]


WHOLE = Some(set(), set())


class PeopleRows:
    """Judges all rows of the sheets of people, or of these `some`, of a whole that was compared
    before."""

    def __init__(
        self, tables: list[Table], directory: Directory, by: User | None, some: Some = WHOLE
    ) -> None:
        self.directory, self.by, self.today = directory, by, timezone.localdate()
        self.rows = rows_of(tables)
        self.ledger = People(self._asked(some.keys), by)
        self.matching = Matching(self.ledger, some.others)
        self.codes = {unit.pk: unit.code for unit in directory.ledger.all}
        self.names: dict[str, str] = {}  # of units, by their codes
        self.accounts: set[str] | None = None
        self.units: set[int] = set()  # the keys of those the rows name
        self.named: set[tuple[int, str, str]] = set()  # person, code of the unit, role

    def judge(self, plan: Plan) -> None:
        self._refuse_lost_zeros()
        placed = [(row, unit) for row in self.rows if (unit := self._unit(row))]
        people = Persons(placed).all
        self.names = {entry.code: entry.name for entry in self.directory.by_code.values()}
        self.matching.match(people)
        plan.matched = {one.here.pk for one in people if one.here}
        for person in people:
            self._judge(person, plan)
        plan.faults += [fault for row in self.rows for fault in row.faults]

    def _asked(self, keys: set[int]) -> Asked:
        said = {
            code: {row.says(code) for row in self.rows} - {None}
            for code in ("staff_number", "phone", "name")
        }
        return Asked(said["staff_number"], said["phone"], said["name"], keys)

    def _refuse_lost_zeros(self) -> None:
        """Excel takes the zeros a number begins with where its column is not formatted as text."""
        told = [(row, row.says("staff_number")) for row in self.rows]
        known = {number for _row, number in told if number} | set(self.ledger.by_staff_number)
        lengths = {len(number) for number in known if number.isdecimal() and number[0] == "0"}
        for row, number in told if lengths else ():
            if number and number.isdecimal() and len(number) < min(lengths):
                row.fault("staff_number", "zeros_lost", text=number)

    def _unit(self, row: Row) -> Entry | None:
        text = row.says("unit_code") or row.says("unit")
        of = "unit_code" if row.says("unit_code") else "unit"
        if not text:
            row.fault("unit", "missing")
            return None
        try:
            found = self.directory.found(text, PLACE)
        except Unclear as why:
            row.fault(of, why.code, **why.told)
            return None
        self.units |= {found.unit.pk} if found.unit else set()
        return found

    # --- One person --------------------------------------------------------------------------

    def _judge(self, person: Person, plan: Plan) -> None:
        here = person.here
        self._refuse(person)
        one = PersonPlan([], here.name if here else person.says("name") or "")
        one.pk = here.pk if here else None
        held = self.ledger.roles[here.pk] if here else []
        roles = Roles(person, held, self.codes, self.today, self.by)
        roles.plan(one)
        if here:
            self.named |= {(here.pk, *key) for key in roles.first_of}
            self._refuse_own(person, one, roles)
        if not person.good:
            return
        one.lines = [row.line for row, _unit in person.good]
        self._settle(person, one)
        if one.changes:
            plan.people.append(one)
            plan.changes += self._words(person, one, roles)

    def _refuse_own(self, person: Person, one: PersonPlan, roles: Roles) -> None:
        """Nobody makes themselves more."""
        if person.here != self.by or not (one.roles or one.ends):
            return
        telling = {role.line.at for role in one.roles}
        for row in person.rows:
            if row.line.at in telling or one.ends:
                row.fault("roles", "own_roles")
        one.roles, one.ends, roles.ending = [], [], {}

    def _refuse(self, person: Person) -> None:
        here = person.here
        if not person.says("name") and here is None:
            person.fault("name", "missing")
        number = person.says("staff_number")
        if number in self.ledger.numbers_taken:
            person.fault("staff_number", "number_taken", text=number)
        if here is None:
            return
        if not here.is_active:
            person.fault("name", "deactivated", account=here.username)
        if here.is_superuser and self.by is not None and not self.by.is_superuser:
            person.fault("name", "not_yours", account=here.username)
        self._refuse_taken_phone(person, here)

    def _refuse_taken_phone(self, person: Person, here: User) -> None:
        phone = person.says("phone")
        if not phone or phone == here.phone:
            return
        for other in self.ledger.by_phone.get(phone, ()):
            if other.pk != here.pk:
                told = {"name": other.name, "account": other.username}
                person.fault("phone", "phone_of_another", **told)

    def _settle(self, person: Person, one: PersonPlan) -> None:
        """What is said of a person by the good ones of their rows."""
        good = Person([row for row, _unit in person.good])
        said = {name: text for name in OF_A_PERSON if (text := good.says(name)) is not None}
        if person.here is None:
            told = {"staff_number": None, "phone": "", "email": "", **said}
            one.new = NewPerson(self._account(told), **told)
            return
        cleared = (name for name in ("phone", "email") if self._empties(good, name))
        said |= {name: "" for name in cleared if name not in said}
        now = {name: getattr(person.here, name) or "" for name in OF_A_PERSON}
        one.fields = {
            name: text for name, text in said.items() if folded(text) != folded(now[name])
        }

    def _empties(self, person: Person, name: str) -> bool:
        return any(row.given.get(name) is CLEAR for row in person.rows)

    def _account(self, said: dict[str, Any]) -> str:
        """The staff number, else the phone, else the name in letters and a number."""
        if self.accounts is None:
            names = User.objects.order_by().values_list("username", flat=True)
            self.accounts = {name.casefold() for name in names}
        letters = "".join(lazy_pinyin(said["name"], errors="ignore")) or "person"
        letters = "".join(filter(str.isalnum, letters))[:LONGEST_ACCOUNT] or "person"
        offered = [one for one in (said["staff_number"], said["phone"]) if one]
        offered += (
            [f"{letters}{n}" for n in range(1, len(self.accounts) + 2)] if not offered else []
        )
        free = (one for one in offered if one.casefold() not in self.accounts)
        account = next(free, "") or self._numbered(letters)
        self.accounts.add(account.casefold())
        return account

    def _numbered(self, letters: str) -> str:
        assert self.accounts is not None
        n = 1
        while f"{letters}{n}".casefold() in self.accounts:
            n += 1
        return f"{letters}{n}"

    def _words(self, person: Person, one: PersonPlan, roles: Roles) -> Iterable[Change]:
        if one.new:
            where = _(", ").join(dict.fromkeys(unit.name for _row, unit in person.good))
            given = _(", ").join(str(Role(role.role).label) for role in one.roles)
            new = (Said("", "", given), Said(_("Account"), "", one.new.username))
            yield Change("person_new", one.line, one.name, where, new)
            return
        assert person.here is not None
        if one.fields:
            said = tuple(
                Said(field(name), getattr(person.here, name) or "", text or _("emptied"))
                for name, text in one.fields.items()
            )
            yield Change("person_changed", one.line, one.name, "", said)
        yield from roles.words(one, self.names)

    # --- Those the workbook does not name ------------------------------------------------------

    def absent(self, units: set[int]) -> list[Membership]:
        """Roles held today at these units of people no row names; administrators of the bureau and
        whoever asks are never among them."""
        unread = {folded(name) for row in self.rows if row.faults and (name := row.says("name"))}
        held = Membership.objects.held(self.today).filter(user__is_active=True)
        held = held.select_related("user", "unit").order_by("unit__code", "user__username", "role")
        return [
            one
            for one in held
            if one.unit_id in units
            and (one.user_id, one.unit.code, one.role) not in self.named
            and folded(one.user.name) not in unread
            and not self._is_kept(one)
        ]

    def _is_kept(self, one: Membership) -> bool:
        administers = one.role == Role.ADMINISTRATOR and one.unit.is_authority
        return administers or one.user.is_superuser or one.user == self.by
