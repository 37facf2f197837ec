"""The ledger as a table for Excel, one row a hazard, written in memory that does not grow with it.

A cell somebody wrote never becomes a formula: not in a workbook, and not in a CSV that Excel opens.
"""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hazards.models import Hazard
from organizations.unit_life.names import renamed_since
from papers.ledger.columns import COLUMNS, FIELDS, Said, heads, line

AT_ONCE = 2000
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel reads a CSV in the machine's own code page
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def rows(hazards: QuerySet[Hazard], day: date | None = None) -> Iterator[list[Said]]:
    """One line a hazard, a few thousand at a time, without the weight of whole records. Of a ledger
    as of a past `day` the units have the names of that day."""
    marked: Any = hazards  # the plugin does not know its adjectives
    names = renamed_since(day)
    for row in marked.with_marks().values(*FIELDS).iterator(chunk_size=AT_ONCE):
        row["unit__name"] = names.get(row["unit__code"], row["unit__name"])
        yield line(row)


def write_xlsx(
    hazards: QuerySet[Hazard], file: IO[bytes], day: date | None = None
) -> Iterator[int]:
    """Writes the workbook into `file`, which is whole once the iteration ends; yields how many
    rows are behind it, now and then, so that somebody can watch."""
    with Workbook(file, {"constant_memory": True, **SAFE}) as book:
        sheet = book.add_worksheet(_("Ledger"))
        of_days = book.add_format({"num_format": "yyyy-mm-dd"})
        lay_out(book, sheet)
        for number, told in enumerate(rows(hazards, day), start=1):
            for place, value in enumerate(told):
                write(sheet, number, place, value, of_days)
            if number % AT_ONCE == 0:
                yield number


def lay_out(book: Workbook, sheet: Worksheet) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
    sheet.freeze_panes(1, 1)
    for place, head in enumerate(heads()):
        sheet.write_string(0, place, head, bold)


def write(sheet: Worksheet, row: int, place: int, value: Said, day) -> None:
    """Numbers as numbers and days as days, so that they can be sorted and added up."""
    if isinstance(value, str):
        sheet.write_string(row, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif value is not None:
        sheet.write_number(row, place, value)


def csv_lines(hazards: QuerySet[Hazard], day: date | None = None) -> Iterator[str]:
    """The same as CSV, line by line, for an answer that is sent while it is made."""
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(heads())
    for told in rows(hazards, day):
        yield writer.writerow([harmless(value) for value in told])


class Echo:
    """Hands a written line on instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def harmless(value: Said) -> str:
    """A text that begins like a formula gets an apostrophe, which Excel does not show."""
    if value is None:
        return ""
    if isinstance(value, Decimal | int | date):
        return str(value)
    return f"'{value}" if value.startswith(FORMULAS) else value
