"""The tables of a file as one: the columns of all its sheets, and each row under them."""

from collections.abc import Iterable, Iterator
from typing import Any

from imports.reading.files import Book
from imports.reading.tables import Table
from imports.rows.checking import Written
from imports.rows.fields import field_named


def told_of(book: Book) -> dict[str, Any]:
    """Which tables were read, and what of the file is in none of them."""
    first = book.tables[0]
    sheets = [
        {
            "name": table.sheet[:120],
            "head_row": table.head_row,
            "left": [left.as_json() for left in table.left],
        }
        for table in book.tables
    ]
    told = {"sheet": first.sheet[:120], "head_row": first.head_row}
    return {**told, "sheets": sheets, "passed": [left.as_json() for left in book.passed]}


def columns_of(tables: Iterable[Table]) -> tuple[list[str], list[list[int]]]:
    """The columns of the whole file, and for each table where its own stand among them. A head of
    another wording for a field an earlier sheet has is that sheet's column."""
    columns: list[str] = []
    places = []
    for table in tables:
        meaning = {field_named(head): head for head in columns if head not in table.heads}
        meaning.pop(None, None)
        named = [
            head if head in columns else meaning.pop(field_named(head), head)
            for head in table.heads
        ]
        columns += [head for head in named if head not in columns]
        places.append([columns.index(head) for head in named])
    return columns, places


def written(tables: Iterable[Table], places: list[list[int]], width: int) -> Iterator[Written]:
    """The rows of all tables, laid out under the columns of the whole file."""
    for sheet, (table, theirs) in enumerate(zip(tables, places, strict=True)):
        for number, cells in table.rows:
            laid_out = [""] * width
            for place, cell in zip(theirs, cells, strict=True):
                laid_out[place] = cell
            yield sheet, number, laid_out
