"""From the sheets of a file to its tables: where the heads stand, the rows under them, and by name
whatever else there is, so that nothing is left out without a word."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from imports.reading.heads import NOTES, SUMS
from imports.reading.left_out import Left
from imports.reading.workbook import Sheet
from imports.rows.faults import Unacceptable
from imports.rows.fields import field_named
from texts.writing import TURNING, as_entered

HEADS_WITHIN = 30  # rows; titles, notes and whoever filled it in stand above
LONGEST_HEAD = 60
LONGEST_CELL = 2000
FEWEST_HEADS = 2  # known ones, for a sheet to be a table
TELLING = {"place", "description"}  # one of these has every table of hazards
UNPRINTABLE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff{TURNING}]"
)
TOTAL = re.compile(f"({SUMS})(.*)", re.IGNORECASE)
NOTE = re.compile(NOTES, re.IGNORECASE)
NUMERAL = re.compile(r"\W?\d{1,6}\W?")
COLONS, BRACKETS = "\uff1a:", "\uff08( "


class Table(NamedTuple):
    """`rows` by the numbers Excel gives them, each as long as `heads`; `left` is what of the sheet
    is no row."""

    sheet: str
    head_row: int
    heads: list[str]
    rows: list[tuple[int, list[str]]]
    left: list[Left]


def tables_in(sheets: Iterable[Sheet]) -> tuple[list[Table], list[Left]]:
    """The tables in the order of their sheets, and the sheets that are none. A table of hazards
    has some known heads; where no sheet has, the one whose heads say most is the table.
    Raises Unacceptable where there is nothing at all."""
    found = [(sheet, *head_row(sheet.rows)) for sheet in sheets if any(map(any, sheet.rows))]
    if not found:
        raise Unacceptable("empty", _("There is nothing in this file."))
    chosen = [one for one in found if is_table(*one)] or [max(found, key=lambda one: one[2])]
    others = [one[0] for one in found if one not in chosen]
    return [table_of(sheet, at) for sheet, at, _score in chosen], list(map(whole, others))


def is_table(sheet: Sheet, at: int, score: int) -> bool:
    known = {field_named(cell) for cell in sheet.rows[at] if cell}
    return score >= FEWEST_HEADS and bool(known & TELLING)


def head_row(rows: list[list[str]]) -> tuple[int, int]:
    """Where the heads stand, and how many of them are known. Of two rows under each other that say
    as much the lower: the upper one only groups. Without a known word the fullest row it is."""
    top = rows[:HEADS_WITHIN]
    scores = [len({field_named(cell) for cell in row if cell} - {None}) for row in top]
    at = scores.index(max(scores))
    if scores[at] < FEWEST_HEADS:
        filled_cells = [sum(map(bool, map(cleaned, row))) for row in top]
        return filled_cells.index(max(filled_cells)), scores[at]
    while at + 1 < len(scores) and scores[at + 1] == scores[at]:
        at += 1
    return at, scores[at]


def named(row: list[str]) -> list[str]:
    """A name for each column, no two alike, up to the last one that has a head."""
    heads: list[str] = []
    for place, cell in enumerate(row, start=1):
        name = "".join(UNPRINTABLE.sub("", cell).split())[:LONGEST_HEAD]
        name = name or _("Column %(n)s") % {"n": place}
        same = sum(head == name or head.startswith(f"{name} (") for head in heads)
        heads.append(f"{name} ({same + 1})" if same else name)
    last = max((place for place, cell in enumerate(row, start=1) if cleaned(cell)), default=0)
    return heads[:last]


def table_of(sheet: Sheet, at: int) -> Table:
    heads = named(sheet.rows[at])
    printed = fitted(sheet.rows[at], len(heads))
    rows: list[tuple[int, list[str]]] = []
    left: dict[str, list[tuple[int, str]]] = {}
    for number, row in enumerate(sheet.rows, start=1):
        cells = fitted(row, len(heads))
        for kind in kinds_of(number - 1 - at, row, cells, printed):
            left.setdefault(kind, []).append((number, joined(row)))
        if number - 1 > at and any(cells) and reason(cells, printed) is None:
            rows.append((number, cells))
    told = [Left.of(kind, lines) for kind, lines in left.items()]
    return Table(UNPRINTABLE.sub("", sheet.name), at + 1, heads, rows, told)


def kinds_of(below: int, row: list[str], cells: list[str], heads: list[str]) -> Iterator[str]:
    """What of a row so many rows below the heads is left out: the whole of it, or the cells right
    of the last head."""
    if below < 0 and any(map(cleaned, row)):
        yield "above"
    if below > 0 and any(cells) and (why := reason(cells, heads)):
        yield why
    if below > 0 and any(map(str.strip, row[len(heads) :])):
        yield "beyond"


def reason(cells: list[str], heads: list[str]) -> str | None:
    """Why a row under the heads is none of the ledger's."""
    if cells == heads:
        return "heads_again"
    said = [cell for cell in cells if cell]
    if is_total(said):
        return "total"
    if len(said) > 1:
        return None
    if NUMERAL.fullmatch(said[0]):
        return "only_a_number"
    return "note" if cells[0] and NOTE.match(said[0].lstrip(BRACKETS)) else None


def is_total(said: list[str]) -> bool:
    """A place may be called 「合计室」: with other words behind it, it is one in a full row."""
    found = TOTAL.fullmatch("".join(said[0].split()))
    return found is not None and (not found[2].strip(COLONS) or len(said) <= FEWEST_HEADS)


def whole(sheet: Sheet) -> Left:
    """A sheet that is no table: its name, and how many rows it has."""
    lines = [(number, joined(row)) for number, row in enumerate(sheet.rows, 1) if joined(row)]
    return Left.of("sheet", lines, UNPRINTABLE.sub("", sheet.name))


def joined(row: list[str]) -> str:
    return " ".join(filter(None, map(cleaned, row)))


def fitted(row: list[str], width: int) -> list[str]:
    cells = [cleaned(cell) for cell in row[:width]]
    return cells + [""] * (width - len(cells))


def cleaned(cell: str) -> str:
    """Without what no text holds, and no longer than what a fault says of it needs; nothing where
    the cell says nothing."""
    return as_entered(UNPRINTABLE.sub("", cell).replace("\r\n", "\n"))[: LONGEST_CELL + 1]
