"""From an uploaded workbook to its rows of units and of people, each with where it stands."""

import hashlib
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from district.reading.fields import PEOPLE, UNITS, named, places_in
from district.reading.heads import SHEETS_OF_PEOPLE, SHEETS_OF_UNITS
from imports.reading.files import content_of, sheets_in
from imports.reading.tables import HEADS_WITHIN, cleaned, reason
from imports.reading.workbook import MOST_ROWS, Sheet, too_large
from imports.rows.faults import Unacceptable
from imports.rows.fields import folded

FEWEST_HEADS = 2  # known ones, for a sheet to be read


class Line(NamedTuple):
    """A row: the number Excel gives it, and its cells by the fields of their columns."""

    sheet: str
    row: int
    given: dict[str, str]

    @property
    def at(self) -> tuple[str, int]:
        return self.sheet, self.row


class Table(NamedTuple):
    """One sheet. `heads` are its columns by their fields, as they are written."""

    kind: str
    sheet: str
    heads: dict[str, str]
    lines: list[Line]

    def as_json(self) -> dict[str, Any]:
        rows = [[line.row, line.given] for line in self.lines]
        return {"kind": self.kind, "sheet": self.sheet, "heads": self.heads, "rows": rows}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Table":
        lines = [Line(told["sheet"], row, given) for row, given in told["rows"]]
        return cls(told["kind"], told["sheet"], told["heads"], lines)


class Book(NamedTuple):
    sha256: str
    tables: list[Table]
    passed: list[str]  # the names of sheets that are neither

    def of(self, kind: str) -> list[Table]:
        return [table for table in self.tables if table.kind == kind]


def read(file) -> Book:
    """Every sheet of units or of people of an uploaded file. Raises Unacceptable, and
    foreign.errors.TooManyFiles."""
    content = content_of(file)
    sheets = [sheet for sheet in sheets_in(content) if any(map(any, sheet.rows))]
    found = {sheet.name: table_of(sheet) for sheet in sheets}
    tables = [table for table in found.values() if table is not None]
    if not tables:
        sentence = _(
            "No sheet of this file is one of units (name, kind, reports to) or of people "
            "(name, unit, roles)."
        )
        raise Unacceptable("no_table", sentence)
    if sum(len(table.lines) for table in tables) > MOST_ROWS:
        raise too_large()
    passed = [name for name, table in found.items() if table is None]
    return Book(hashlib.sha256(content).hexdigest(), tables, passed)


def table_of(sheet: Sheet) -> Table | None:
    """None where there are no heads of units or people."""
    rows = [[cleaned(cell) for cell in row] for row in sheet.rows]
    kind, at = best(sheet.name, rows[:HEADS_WITHIN])
    places = places_in(kind, rows[at])
    if len(places) < FEWEST_HEADS or "name" not in places and "code" not in places:
        return None
    name = cleaned(sheet.name)[:60]
    heads = {code: "".join(rows[at][place].split())[:60] for code, place in places.items()}
    lines = [
        Line(name, number, {code: row[place] for code, place in places.items() if row[place]})
        for number, row in enumerate(fitted(rows), start=1)
        if number > at + 1 and is_line(row, rows[at])
    ]
    return Table(kind, name, heads, [line for line in lines if line.given])


def best(name: str, top: list[list[str]]) -> tuple[str, int]:
    """Units or people, and in which row the heads stand: the sheet's own name says which, where it
    does. Of two rows that say as much the lower one: the upper one only groups."""
    scores = {
        (len({named(kind, cell) for cell in row if cell} - {None}), at, kind)
        for kind in kinds_of(name)
        for at, row in enumerate(top)
    }
    most = max(score for score, _at, _kind in scores)
    rows = sorted((at, kind) for score, at, kind in scores if score == most)
    first, kind = rows[0]
    together = [at for at, other in rows if other == kind]
    return kind, first + 1 if first + 1 in together and most else first


def kinds_of(name: str) -> tuple[str, ...]:
    said = folded(name)
    if any(word in said for word in SHEETS_OF_PEOPLE):
        return (PEOPLE,)
    return (UNITS,) if any(word in said for word in SHEETS_OF_UNITS) else (PEOPLE, UNITS)


def fitted(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def is_line(row: list[str], heads: list[str]) -> bool:
    return any(row) and reason(row, heads + [""] * (len(row) - len(heads))) is None
