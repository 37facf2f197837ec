"""Reading an Excel workbook somebody sent, without letting it take more than it may.

It is unpacked, counted and read in a process of its own (`foreign`); here is how much may come at
once, and in which words it is refused.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from foreign import client
from foreign.errors import NotTaken
from imports.rows.faults import Unacceptable

MOST_UNPACKED = 64 * 1024 * 1024
MOST_TEXT = 64 * 1024 * 1024  # bytes; one long text can stand in thousands of cells
MOST_ROWS, MOST_COLUMNS = 20_000, 60
LAST_ROW = MOST_ROWS + 100  # titles and blank rows beside the rows themselves


class Sheet(NamedTuple):
    """Rows from the first one of the sheet on, so that the place in the list is Excel's number."""

    name: str
    rows: list[list[str]]


def sheets(content: bytes) -> Iterator[Sheet]:
    """The visible sheets that hold anything, in their order. Raises Unacceptable, and
    foreign.errors.TooManyFiles when too many files are being read."""
    told = asked("workbook", content, most_unpacked=MOST_UNPACKED, most_text=MOST_TEXT)
    sheet: Sheet | None = None
    for one in told:  # a name, then its rows in batches
        if isinstance(one, list):
            assert sheet is not None
            sheet.rows.extend(one)
            continue
        if sheet is not None:
            yield sheet
        sheet = Sheet(one, [])
    if sheet is not None:
        yield sheet


def comma_rows(content: bytes) -> list[list[str]]:
    """The rows of a table of text. Raises as `sheets` does."""
    return [row for batch in asked("comma_table", content) for row in batch]


def asked(reader: str, content: bytes, **options: int) -> list[Any]:
    try:
        furthest = {"last_row": LAST_ROW, "last_column": MOST_COLUMNS}
        return client.read(reader, content, **options, **furthest)
    except NotTaken as refusal:
        raise unacceptable(reader, refusal.code) from refusal


def unacceptable(reader: str, code: str) -> Unacceptable:
    if code == "too_large":
        return too_large()
    broken = {
        "workbook": _("The workbook is damaged and cannot be read."),
        "comma_table": _("The file is damaged and cannot be read."),
    }
    sentences = {
        "broken": broken[reader],
        "too_costly": _("This file takes too long to read. Copy the table alone into a new file."),
        "not_a_workbook": _("This is no Excel workbook (.xlsx)."),
        "not_a_table": _("This is neither an Excel workbook (.xlsx) nor a CSV in UTF-8 or GBK."),
    }
    return Unacceptable(code, sentences[code])


def too_large() -> Unacceptable:
    told = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
    sentence = _(
        "There is too much in this file: at most %(rows)s rows and %(columns)s columns at once."
    )
    return Unacceptable("too_large", sentence % told)
