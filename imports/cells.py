"""Reads the cells of a workbook, as a program of its own: `python -m imports.cells` takes the
workbook from its standard input and answers with the sheets as JSON.

The reader is native code, and a file can be made that ends its process (a string table that claims
ten thousand million entries). So it ends this one, which may take only so much, and not the
service. It imports nothing of Django, so that it costs little.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

MOST_MEMORY = 2 * 1024**3  # bytes of address space
MOST_SECONDS = 60  # of the processor
MOST_SHEETS = 20


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(list(sheets(sys.stdin.buffer.read())), sys.stdout)


def sheets(content: bytes) -> Iterator[tuple[str, list[list[str]], list[Any]]]:
    """Name, rows and merged ranges of each visible sheet. Rows are told from the first one of the
    sheet on, so that the place in the list is Excel's number."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    shown = [sheet for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    for told in shown[:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(told.name)
        rows = [[said(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        yield told.name, rows, sheet.merged_cell_ranges or []


def said(value: Any) -> str:
    """What a cell says, as somebody would type it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value) if isinstance(value, date | time | timedelta | int) else ""


if __name__ == "__main__":
    main()
