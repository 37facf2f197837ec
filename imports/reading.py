"""From a file to its tables, whatever kind of file it is."""

import csv
import hashlib
import io
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from imports import workbook
from imports.faults import Unacceptable
from imports.left import Left
from imports.tables import Table, tables_in
from imports.workbook import MOST_COLUMNS, MOST_ROWS, Sheet, too_large

MOST_BYTES = 20 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FORMULAS = ("=", "+", "-", "@")


class Book(NamedTuple):
    """The tables of a file, each of its own sheet, and the sheets that hold none."""

    sha256: str
    tables: list[Table]
    passed: list[Left]


def read(file) -> Book:
    """All that is in an uploaded file. Raises Unacceptable."""
    if file.size > MOST_BYTES:
        raise Unacceptable("too_large", _("The file is larger than 20 MB."))
    file.seek(0)
    content = file.read()
    tables, passed = tables_in(sheets_in(content))
    rows = sum(len(table.rows) for table in tables)
    if rows > MOST_ROWS:
        raise too_large()
    if not rows:
        raise Unacceptable("empty", _("There is no row under the heads of the columns."))
    return Book(hashlib.sha256(content).hexdigest(), tables, passed)


def sheets_in(content: bytes) -> Iterable[Sheet]:
    if content.startswith(ZIP):
        return workbook.sheets(content)
    if content.startswith(OLE):
        sentence = _(
            "This is an old .xls or a workbook with a password. Save it as .xlsx without one."
        )
        raise Unacceptable("not_xlsx", sentence)
    return [Sheet("", comma_rows(content))]


def comma_rows(content: bytes) -> list[list[str]]:
    text = decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([bare(cell) for cell in row])
            if len(rows) > workbook.LAST_ROW or len(row) > MOST_COLUMNS:
                raise too_large()
    except csv.Error as error:
        raise Unacceptable("broken", _("The file is damaged and cannot be read.")) from error
    return rows


def decoded(content: bytes) -> str:
    """UTF-8, or what Excel writes on a Chinese Windows. A binary file is neither."""
    if b"\x00" not in content:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    sentence = _("This is neither an Excel workbook (.xlsx) nor a CSV in UTF-8 or GBK.")
    raise Unacceptable("not_a_table", sentence)


def bare(cell: str) -> str:
    """Without the apostrophe our own CSV puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
