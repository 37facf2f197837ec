"""From a file to a table: which sheet, which row holds the heads, and the rows under it."""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from imports import workbook
from imports.faults import Unacceptable
from imports.fields import field_named
from imports.workbook import MOST_ROWS, Sheet, too_large

MOST_BYTES = 20 * 1024 * 1024
HEADS_WITHIN = 30  # rows; titles, notes and whoever filled it in stand above
LONGEST_HEAD = 60
LONGEST_CELL = 2000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


class Table(NamedTuple):
    """`rows` by the numbers Excel gives them, each as long as `heads`."""

    sha256: str
    sheet: str
    head_row: int
    heads: list[str]
    rows: list[tuple[int, list[str]]]


def read(file) -> Table:
    """The table in an uploaded file. Raises Unacceptable."""
    if file.size > MOST_BYTES:
        raise Unacceptable("too_large", _("The file is larger than 20 MB."))
    file.seek(0)
    content = file.read()
    sheet, at = best(sheets_in(content))
    heads = named(sheet.rows[at])
    rows = list(filled(sheet.rows, at, len(heads)))
    if len(rows) > MOST_ROWS:
        raise too_large()
    if not rows:
        raise Unacceptable("empty", _("There is no row under the heads of the columns."))
    name = UNPRINTABLE.sub("", sheet.name)
    return Table(hashlib.sha256(content).hexdigest(), name, at + 1, heads, rows)


def sheets_in(content: bytes) -> Iterable[Sheet]:
    if content.startswith(ZIP):
        return workbook.sheets(content)
    if content.startswith(OLE):
        sentence = _(
            "This is an old .xls or a workbook with a password. Save it as .xlsx without one."
        )
        raise Unacceptable("not_xlsx", sentence)
    return [Sheet("", workbook.comma_rows(content))]


def best(found: Iterable[Sheet]) -> tuple[Sheet, int]:
    """The sheet whose heads say most, and the row they stand in; of equals the first sheet."""
    candidates = [(sheet, *head_row(sheet.rows)) for sheet in found if any(map(any, sheet.rows))]
    if not candidates:
        raise Unacceptable("empty", _("There is nothing in this file."))
    sheet, at, _score = max(candidates, key=lambda candidate: candidate[2])
    return sheet, at


def head_row(rows: list[list[str]]) -> tuple[int, int]:
    """Where the heads stand, and how many of them are known. Of two rows under each other that say
    as much the lower: the upper one only groups. Without a known word the fullest row it is."""
    top = rows[:HEADS_WITHIN]
    scores = [len({field_named(cell) for cell in row if cell} - {None}) for row in top]
    at = scores.index(max(scores))
    if scores[at] < 2:
        filled_cells = [sum(map(bool, map(str.strip, row))) for row in top]
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
    last = max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    return heads[:last]


def filled(rows: list[list[str]], at: int, width: int) -> Iterable[tuple[int, list[str]]]:
    """The rows under the heads, without blank ones and the heads printed again on a later page."""
    heads = [cleaned(cell) for cell in rows[at][:width]]
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = [cleaned(cell) for cell in row[:width]]
        cells += [""] * (width - len(cells))
        if cells != heads and any(cells):
            yield number, cells


def cleaned(cell: str) -> str:
    """Without what no text holds, and no longer than what a fault says of it needs."""
    return UNPRINTABLE.sub("", cell).replace("\r\n", "\n").strip()[: LONGEST_CELL + 1]
