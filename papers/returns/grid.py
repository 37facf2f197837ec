"""A form as a grid of cells, merged as the notice prints it; Word and Excel both draw it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from papers.printing.formatting import Line, Piece, plain, sentences, shown
from returns.forms.shape import TABLE, TEXT, YES_NO, Form, Indicator, Row, Section
from returns.table import aggregation
from returns.table.sheet import Sheet

HEAD, TITLE, ASKED, ANSWERED, FIGURE, TOTAL = (
    "head",
    "title",
    "asked",
    "answered",
    "figure",
    "total",
)
PORTRAIT, LANDSCAPE = 17.4, 26.4  # cm between the margins of an A4 sheet
SENTENCES = (1.9, 2.8, 5.6, 7.1)
NAME = 4.2


@dataclass(frozen=True)
class Cell:
    """At `row` and `column` of the grid, as many `rows` and `columns` large. `number` is the
    figure of a cell that holds nothing else."""

    row: int
    column: int
    lines: list[Line]
    kind: str
    rows: int = 1
    columns: int = 1
    number: int | Decimal | None = None


@dataclass(frozen=True)
class Grid:
    """`heads` rows stand again on each page; `widths` are in cm."""

    widths: list[float]
    heads: int
    rows: int
    cells: list[Cell]
    is_landscape: bool = False


def grid_of(sheet: Sheet) -> Grid:
    return of_sentences(sheet) if sheet.form.layout == TABLE else of_columns(sheet)


# --- Rows of sentences ---


def of_sentences(sheet: Sheet) -> Grid:
    """Section and activity, what is asked, and the sentence that answers it."""
    first, asked, answered = sheet.form.heads
    cells = [
        Cell(0, 0, plain(first), HEAD, columns=2),
        Cell(0, 2, plain(asked), HEAD),
        Cell(0, 3, plain(answered), HEAD),
    ]
    top = 1
    for section in sheet.form.sections:
        cells += section_cells(sheet, section, top)
        top += height(section.rows)
    return Grid(list(SENTENCES), heads=1, rows=top, cells=cells)


def height(rows: Iterable[Row]) -> int:
    """Each requirement has a line of the grid to itself."""
    return sum(len(row.requirements) for row in rows)


def section_cells(sheet: Sheet, section: Section, top: int) -> Iterator[Cell]:
    """The title beside the activities; over both columns beside rows that have none."""
    for has_activity, run in groupby(section.rows, key=lambda row: bool(row.activity)):
        rows = list(run)
        columns = 1 if has_activity else 2
        yield Cell(top, 0, plain(section.title), TITLE, height(rows), columns)
        for row in rows:
            yield from row_cells(sheet, row, top)
            top += len(row.requirements)


def row_cells(sheet: Sheet, row: Row, top: int) -> Iterator[Cell]:
    rows = len(row.requirements)
    if row.activity:
        yield Cell(top, 1, plain(row.activity), TITLE, rows)
    for place, requirement in enumerate(row.requirements):
        yield Cell(top + place, 2, plain(requirement), ASKED)
    yield Cell(top, 3, sentences(sheet.form, sheet.values, row.prompt), ANSWERED, rows)


# --- A line of columns for each unit ---

HEADS = 3


def of_columns(sheet: Sheet) -> Grid:
    """Headings of two levels and the numbers of the columns, then a line for each unit."""
    form, codes = sheet.form, codes_of(sheet.form)
    lines = list(units(sheet))
    cells = [*headings(form), *numbers(len(codes))]
    for place, (name, values, kind) in enumerate(lines):
        row = HEADS + place
        cells.append(Cell(row, 0, [[Piece(name)]], TOTAL if kind == TOTAL else TITLE))
        cells += [
            figure(form.by_code[code], values[code], row, column, kind)
            for column, code in enumerate(codes, start=1)
        ]
    widths = [NAME, *[(LANDSCAPE - NAME) / len(codes)] * len(codes)]
    return Grid(widths, HEADS, HEADS + len(lines), cells, is_landscape=True)


def codes_of(form: Form) -> list[str]:
    return [code for section in form.sections for code in section.columns]


def headings(form: Form) -> Iterator[Cell]:
    yield Cell(0, 0, plain(_("Unit")), HEAD, rows=HEADS)
    left = 1
    for section in form.sections:
        yield Cell(0, left, plain(section.title), HEAD, columns=len(section.columns))
        for code in section.columns:
            yield Cell(1, left, plain(heading(form.by_code[code])), HEAD)
            left += 1


def heading(indicator: Indicator) -> str:
    """The unit of count has a line to itself."""
    return indicator.label + (f"\n（{indicator.counted_in}）" if indicator.counted_in else "")


def numbers(columns: int) -> Iterator[Cell]:
    for number in range(1, columns + 1):
        yield Cell(2, number, [[Piece(str(number))]], HEAD)


def units(sheet: Sheet) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The unit alone; of a sum its own share, that of each unit below, and the total."""
    name = sheet.document["header"]["unit"]
    if not sheet.is_sum:
        yield name, sheet.values, FIGURE
        return
    yield _("%(unit)s itself") % {"unit": name}, sheet.own, FIGURE
    for child, parts in zip(sheet.document["children"], sheet.children_parts, strict=True):
        yield child["unit"]["name"], aggregation.values(sheet.form, parts, sheet.rules), FIGURE
    yield _("Total"), sheet.values, TOTAL


def figure(indicator: Indicator, value: Any, row: int, column: int, kind: str) -> Cell:
    is_number = value is not None and indicator.type not in (TEXT, YES_NO)
    number = Decimal(value) if is_number else None
    return Cell(row, column, [[Piece(shown(indicator, value))]], kind, number=number)
