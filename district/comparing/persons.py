"""Which rows are one person, and which person of the ledger that is."""

from dataclasses import dataclass, field
from typing import Any

from district.comparing.directory import Entry
from district.comparing.ledger import People
from district.reading.rows import Row
from imports.rows.fields import folded
from imports.rows.values import Unclear
from organizations.models import User


@dataclass
class Person:
    """The rows of one person, the unit of each beside it."""

    rows: list[Row] = field(default_factory=list)
    units: list[Entry] = field(default_factory=list)
    here: User | None = None

    def add(self, row: Row, unit: Entry) -> None:
        self.rows.append(row)
        self.units.append(unit)

    def says(self, code: str) -> Any:
        """What the first row says that says anything."""
        return next((said for row in self.rows if (said := row.says(code)) is not None), None)

    @property
    def good(self) -> list[tuple[Row, Entry]]:
        return [one for one in zip(self.rows, self.units, strict=True) if one[0].is_good]

    def fault(self, of: str, code: str, **told: Any) -> None:
        """Of the person as a whole: said at each of their rows."""
        for row in self.rows:
            row.fault(of, code, **told)


class Persons:
    """The people of a workbook: by their staff numbers, else by their phones, else by their names
    at a unit."""

    def __init__(self, rows: list[tuple[Row, Entry]]) -> None:
        self.all: list[Person] = []
        self.by_number: dict[str, Person] = {}
        self.by_phone: dict[str, Person] = {}
        self.by_name: dict[tuple[str, str], list[Person]] = {}
        numbered = [one for one in rows if one[0].says("staff_number")]
        others = [one for one in rows if not one[0].says("staff_number")]
        for row, unit in numbered:
            self.join(row, unit, self.of_number(row))
        for row, unit in [one for one in others if one[0].says("phone")]:
            self.join(row, unit, self.of_phone(row))
        for row, unit in [one for one in others if not one[0].says("phone")]:
            self.join(row, unit, self.of_name(row, unit))
        order = {id(row): place for place, (row, _unit) in enumerate(rows)}
        self.all.sort(key=lambda one: min(order[id(row)] for row in one.rows))

    def of_number(self, row: Row) -> Person | None:
        known = self.by_number.get(row.says("staff_number"))
        if known and differs(known.says("name"), row.says("name")):
            told = {"row": known.rows[0].line.row, "name": known.says("name")}
            row.fault("name", "two_names", **told)
        return known

    def of_phone(self, row: Row) -> Person | None:
        known = self.by_phone.get(row.says("phone"))
        return known if known and not differs(known.says("name"), row.says("name")) else None

    def of_name(self, row: Row, unit: Entry) -> Person | None:
        known = self.by_name.get((folded(row.says("name") or ""), unit.code), [])
        if len(known) > 1:
            row.fault("name", "ambiguous_in_file", n=len(known), name=row.says("name"))
        return known[0] if known else None

    def join(self, row: Row, unit: Entry, known: Person | None) -> None:
        """A row that contradicts those before it is faulty; it is nobody else for that."""
        person = known or Person()
        if known is None:
            self.all.append(person)
        for code, fault in (("phone", "two_phones"), ("email", "two_emails")):
            before = person.says(code)
            if before and differs(before, row.says(code)):
                row.fault(code, fault, row=person.rows[0].line.row, text=before)
        person.add(row, unit)
        self.remember(row, unit, person)

    def remember(self, row: Row, unit: Entry, person: Person) -> None:
        if number := row.says("staff_number"):
            self.by_number.setdefault(number, person)
        if phone := row.says("phone"):
            first = self.by_phone.setdefault(phone, person)
            if first is not person:
                row.fault("phone", "phone_twice", row=first.rows[0].line.row)
        here = self.by_name.setdefault((folded(row.says("name") or ""), unit.code), [])
        here += [] if person in here else [person]


def differs(one: str | None, other: str | None) -> bool:
    """Of two that are told."""
    return bool(one and other and folded(one) != folded(other))


class Matching:
    """Finds people of the ledger; what a number or a phone says goes before what a name says.
    `others` are those other rows were found to be."""

    def __init__(self, ledger: People, others: set[int]) -> None:
        self.ledger = ledger
        self.surely = set(others)
        self.by_name: dict[int, Person] = {}

    def match(self, people: list[Person]) -> None:
        for person in people:
            self.tried(person, self.by_number)
        for person in people:
            if person.here is None:
                self.tried(person, self.called)

    def tried(self, person: Person, find: Any) -> None:
        try:
            person.here = find(person)
        except Unclear as why:
            person.fault("phone" if "phone" in why.code else "name", why.code, **why.told)

    def by_number(self, person: Person) -> User | None:
        number, phone = person.says("staff_number"), person.says("phone")
        found = self.ledger.by_staff_number.get(number) or self.of_phone(person, phone)
        found = found or self.of_account(person, number) or self.of_account(person, phone)
        if found:
            self.surely.add(found.pk)
        return found

    def of_phone(self, person: Person, phone: str | None) -> User | None:
        """Raises Unclear where the ledger knows somebody else by it."""
        known = self.ledger.by_phone.get(phone, []) if phone else []
        fitting = [one for one in known if fits(one, person)]
        if len(fitting) > 1:
            raise Unclear("ambiguous_person", n=len(fitting), name=person.says("name"))
        if known and not fitting:
            raise Unclear("phone_of_another", name=known[0].name, account=known[0].username)
        return fitting[0] if fitting else None

    def of_account(self, person: Person, account: str | None) -> User | None:
        """Before there were staff numbers people were given them for accounts."""
        known = self.ledger.by_account.get(account) if account else None
        return known if known and fits(known, person) else None

    def called(self, person: Person) -> User | None:
        name = person.says("name") or ""
        units = {unit.unit.pk if unit.unit else None for unit in person.units} - {None}
        found = {one.pk: one for unit in units for one in self.ledger.at(name, unit)}
        fitting = [one for one in found.values() if one.pk not in self.surely and fits(one, person)]
        if len(fitting) > 1:
            raise Unclear("ambiguous_person", n=len(fitting), name=name)
        if not fitting:
            return None
        first = self.by_name.setdefault(fitting[0].pk, person)
        if first is not person:
            raise Unclear("ambiguous_in_file", n=2, name=name)
        return fitting[0]


def fits(known: User, person: Person) -> bool:
    """Called the same, and of no other staff number."""
    number, name = person.says("staff_number"), person.says("name")
    same_number = not (number and known.staff_number and known.staff_number != number)
    return same_number and not differs(known.name, name)
