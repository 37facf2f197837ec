"""Tables of text: comma, semicolon or tabulator between the cells, in UTF-8 or GBK."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from foreign.errors import Refused

FORMULAS = ("=", "+", "-", "@")
BATCH = 200  # rows told at once


def read(content: bytes, last_row: int, last_column: int) -> Iterator[list[list[str]]]:
    """Its rows in batches. Refused as `not_a_table`, `broken` or `too_large`."""
    rows = bounded(decoded(content), last_row, last_column)
    while batch := list(islice(rows, BATCH)):
        yield batch


def bounded(text: str, last_row: int, last_column: int) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1
        ):
            if number > last_row or len(row) > last_column:
                raise Refused("too_large")
            yield [bare(cell) for cell in row]
    except csv.Error as error:
        raise Refused("broken") from error


def decoded(content: bytes) -> str:
    """UTF-8, or what Excel writes on a Chinese Windows. A binary file is neither."""
    if b"\x00" not in content:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Refused("not_a_table")


def bare(cell: str) -> str:
    """Without the apostrophe our own CSV puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
