"""Reading an Excel workbook somebody sent, without letting it take more than it may.

The parts are unpacked once, counted, and packed anew for the reader: it sees the bytes that were
counted and no others. A sheet is one block of cells to it, so a single cell in the last corner of
the sheet, a few bytes in the file, would cost it gigabytes.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from imports.faults import Unacceptable

MOST_UNPACKED = 64 * 1024 * 1024
MOST_TEXT = 64 * 1024 * 1024  # bytes; one long text can stand in thousands of cells
MOST_ROWS, MOST_COLUMNS = 20_000, 60
PATIENCE = 90  # seconds
LAST_ROW = MOST_ROWS + 100  # titles and blank rows beside the rows themselves
PARTS = (".xml", ".rels")
TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")
SHARED = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>\s*(\d{1,7})\s*<")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class Sheet(NamedTuple):
    """Rows from the first one of the sheet on, so that the place in the list is Excel's number."""

    name: str
    rows: list[list[str]]


def sheets(content: bytes) -> Iterator[Sheet]:
    """The visible sheets that hold anything, in their order. Raises Unacceptable."""
    try:
        packed = repacked(content)
    except BROKEN as error:
        if isinstance(error, Unacceptable):
            raise
        raise broken() from error
    for name, rows, merged in told_of(packed):
        spread_merged(rows, merged)
        drop_headings(rows, merged)
        yield Sheet(name, rows)


def told_of(packed: bytes) -> list[tuple[str, list[list[str]], list[Any]]]:
    """What the reader, a process of its own, says of each sheet."""
    try:
        reader = subprocess.run(
            [sys.executable, "-m", "imports.cells"],
            cwd=settings.BASE_DIR,
            input=packed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise broken() from error
    return json.loads(reader.stdout)


def broken() -> Unacceptable:
    return Unacceptable("broken", _("The workbook is damaged and cannot be read."))


def repacked(content: bytes) -> bytes:
    parts = unpacked(content)
    if "xl/workbook.xml" not in parts:
        raise Unacceptable("not_a_workbook", _("This is no Excel workbook (.xlsx)."))
    refuse_far_cells(parts)
    refuse_much_text(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts that hold cells and what they refer to; pictures stay where they are."""
    parts, left = {}, MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if part.filename.endswith(PARTS):
                with archive.open(part) as file:
                    parts[part.filename] = file.read(left + 1)
                left -= len(parts[part.filename])
                if left < 0:
                    raise too_large()
    return parts


def refuse_far_cells(parts: dict[str, bytes]) -> None:
    for part in parts.values():
        row = column = 0
        for found in TAG.finditer(part):
            kind, attributes = found.groups()
            place = PLACE.search(attributes)
            if kind == b"row":
                row, column = (int(place[2]) if place else row + 1), 0
                continue
            row, column = place_of(place) if place else (row, column + 1)
            if (row > LAST_ROW or column > MOST_COLUMNS) and not attributes.endswith(b"/"):
                raise too_large()


def place_of(place: re.Match[bytes]) -> tuple[int, int]:
    """The row and column of a cell such as BC12, both counted from 1."""
    column = 0
    for letter in place[1].upper()[:4]:
        column = column * 26 + letter - ord("A") + 1
    return int(place[2][:9]), column


def refuse_much_text(parts: dict[str, bytes]) -> None:
    lengths = [len(text[0]) for part in parts.values() for text in SHARED.finditer(part)]
    total = 0
    for part in parts.values():
        for value in VALUE.finditer(part):
            place = int(value[1])
            total += lengths[place] if place < len(lengths) else 0
    if total > MOST_TEXT:
        raise too_large()


def too_large() -> Unacceptable:
    told = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
    sentence = _(
        "There is too much in this file: at most %(rows)s rows and %(columns)s columns at once."
    )
    return Unacceptable("too_large", sentence % told)


def spread_merged(rows: list[list[str]], merged: list[Any]) -> None:
    """A cell merged over several rows speaks for each of them."""
    left = MOST_ROWS * MOST_COLUMNS
    for (top, column), (bottom, _right) in merged:
        if top >= len(rows) or column >= len(rows[top]):
            continue
        last = min(bottom, len(rows) - 1)
        left -= last - top
        if left < 0:
            raise too_large()
        for row in range(top + 1, last + 1):
            rows[row][column] = rows[row][column] or rows[top][column]


def drop_headings(rows: list[list[str]], merged: list[Any]) -> None:
    """What is merged across and stands alone in its row is a title, no row of the ledger."""
    for (top, column), (_bottom, right) in merged:
        is_wide = right - column > 1 and top < len(rows)
        if is_wide and sum(map(bool, rows[top])) == 1 and column < len(rows[top]):
            rows[top][column] = ""
