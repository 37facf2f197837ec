"""The rows of a sheet as values, and what is wrong with their cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from district.reading.cells import CLEAR, READ, said
from district.reading.faults import Fault
from district.reading.fields import UNITS
from district.reading.files import Line, Table
from imports.rows.values import Unclear

PAIR = re.compile(r"[,，;；\s]+")
PLACE = ("latitude", "longitude")
# The column a fault is said at where there is none of its own.
INSTEAD = {
    "latitude": "position",
    "longitude": "position",
    "roles": "title",
    "unit": "unit_code",
    "kind": "name",
}
NOT_EMPTIED = {"code", "name", "kind", "unit", "unit_code"}
# There 「无」 says that there is none to be told, and changes nothing.
TOLD_APART = {"parent", "staff_number"}


@dataclass
class Row:
    """`given` holds what is said: a value, or CLEAR; what is not said is not there."""

    line: Line
    heads: dict[str, str]
    given: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, of: str, code: str, **told: Any) -> None:
        """One of a column is enough: a cell that cannot be read is not missing as well."""
        head = self.heads.get(of) or self.heads.get(INSTEAD.get(of, ""), "")
        if head and any(known.column == head for known in self.faults):
            return
        self.faults.append(Fault(self.line.sheet, self.line.row, head, code, told))

    def says(self, code: str) -> Any:
        """The value, or None where nothing is said or the cell empties the field."""
        value = self.given.get(code)
        return None if value is CLEAR else value

    @property
    def is_good(self) -> bool:
        return not self.faults


def rows_of(tables: Iterable[Table]) -> list[Row]:
    return [row_of(table, line) for table in tables for line in table.lines]


def row_of(table: Table, line: Line) -> Row:
    row = Row(line, table.heads)
    for code, text in (parted(line.given) if table.kind == UNITS else line.given).items():
        try:
            read_cell(row, table.kind, code, text)
        except Unclear as why:
            row.fault(code, why.code, **why.told)
    return row


def read_cell(row: Row, kind: str, code: str, text: str) -> None:
    told = said(text)
    if told is CLEAR and code in NOT_EMPTIED:
        raise Unclear("not_cleared")
    if told is CLEAR:
        row.given |= {} if code in TOLD_APART else {code: CLEAR}
    elif told:
        row.given[code] = READ[kind][code](told)


def parted(given: dict[str, str]) -> dict[str, str]:
    """Latitude and longitude that stand in one cell; the smaller one is the latitude in China."""
    together = given.get("position", "")
    rest = {code: text for code, text in given.items() if code != "position"}
    pair = [part for part in PAIR.split(together) if part]
    if not together:
        return rest
    if len(pair) != 2:
        return rest | {"latitude": together}
    return rest | dict(zip(PLACE, sorted(pair, key=number), strict=True))


def number(text: str) -> float:
    found = re.search(r"\d+(?:\.\d+)?", text)
    return float(found[0]) if found else 0
