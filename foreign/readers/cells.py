"""The cells of a workbook as somebody would type them, sheet by sheet and row by row."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from foreign.errors import Refused

MOST_SHEETS = 20
BATCH = 200  # rows told at once: whoever takes them apart lets others have their turn in between

Rows = list[list[str]]
Range = tuple[tuple[int, int], tuple[int, int]]  # top left and bottom right, counted from 0


class Limits(NamedTuple):
    """The furthest cell, both counted from 1, and how many bytes of text the cells hold in all: one
    long text can stand in thousands of them."""

    last_row: int
    last_column: int
    text: int


def sheets(content: bytes, limits: Limits) -> Iterator[Any]:
    """Of each visible sheet its name, then its rows from the first one on, so that the place among
    them is Excel's number."""
    try:
        yield from told(CalamineWorkbook.from_filelike(io.BytesIO(content)), limits)
    except CalamineError as error:
        raise Refused("broken") from error


def told(book: CalamineWorkbook, limits: Limits) -> Iterator[Any]:
    text = limits.text
    for known in [one for one in book.sheets_metadata if is_shown(one)][:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(known.name)
        rows = [[said(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        text -= sum(len(cell.encode()) for row in rows for cell in row if cell)
        if text < 0:
            raise Refused("too_large")
        merged = sheet.merged_cell_ranges or []
        spread_merged(rows, merged, limits.last_row * limits.last_column)
        drop_headings(rows, merged)
        yield known.name
        for start in range(0, len(rows), BATCH):
            yield rows[start : start + BATCH]


def is_shown(sheet: Any) -> bool:
    is_table = sheet.typ == SheetTypeEnum.WorkSheet
    return is_table and sheet.visible == SheetVisibleEnum.Visible


def spread_merged(rows: Rows, merged: list[Range], left: int) -> None:
    """A cell merged over several rows speaks for each of them."""
    for (top, column), (bottom, _right) in merged:
        if top >= len(rows) or column >= len(rows[top]):
            continue
        last = min(bottom, len(rows) - 1)
        left -= last - top
        if left < 0:
            raise Refused("too_large")
        for row in range(top + 1, last + 1):
            rows[row][column] = rows[row][column] or rows[top][column]


def drop_headings(rows: Rows, merged: list[Range]) -> None:
    """What is merged across and stands alone in its row is a title, no row of the ledger."""
    for (top, column), (_bottom, right) in merged:
        is_wide = right - column > 1 and top < len(rows)
        if is_wide and sum(map(bool, rows[top])) == 1 and column < len(rows[top]):
            rows[top][column] = ""


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
