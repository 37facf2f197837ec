"""From a file to its tables, whatever kind of file it is."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from imports.reading import workbook
from imports.reading.left_out import Left
from imports.reading.tables import Table, tables_in
from imports.reading.workbook import MOST_ROWS, Sheet, too_large
from imports.rows.faults import Unacceptable

MOST_BYTES = 20 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Book(NamedTuple):
    """The tables of a file, each of its own sheet, and the sheets that hold none."""

    sha256: str
    tables: list[Table]
    passed: list[Left]


def read(file) -> Book:
    """All that is in an uploaded file. Raises Unacceptable."""
    content = content_of(file)
    tables, passed = tables_in(sheets_in(content))
    rows = sum(len(table.rows) for table in tables)
    if rows > MOST_ROWS:
        raise too_large()
    if not rows:
        raise Unacceptable("empty", _("There is no row under the heads of the columns."))
    return Book(hashlib.sha256(content).hexdigest(), tables, passed)


def content_of(file) -> bytes:
    """The whole file. Raises Unacceptable."""
    if file.size > MOST_BYTES:
        raise Unacceptable("too_large", _("The file is larger than 20 MB."))
    file.seek(0)
    return file.read()


def sheets_in(content: bytes) -> Iterable[Sheet]:
    if content.startswith(ZIP):
        return workbook.sheets(content)
    if content.startswith(OLE):
        sentence = _(
            "This is an old .xls or a workbook with a password. Save it as .xlsx without one."
        )
        raise Unacceptable("not_xlsx", sentence)
    return [Sheet("", workbook.comma_rows(content))]
