"""The table of a return as an Excel workbook, in the layout of the notice."""

import io
from dataclasses import dataclass, field
from datetime import UTC
from functools import cached_property
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from papers.printing import word
from papers.printing.formatting import Piece
from papers.printing.stamp import sealed
from papers.returns.grid import ANSWERED, ASKED, FIGURE, HEAD, TITLE, TOTAL, Cell, Grid
from papers.returns.heights import LONGEST, heights_of, lines_of
from papers.returns.paper import Paper, paper_of
from returns.table.sheet import Sheet

A4 = 9
CHARACTERS = 5.15  # a column of one centimetre, in Excel's unit
INCH = 2.54
MARGINS = {"left": 1.5 / INCH, "right": 1.5 / INCH, "top": 1.6 / INCH, "bottom": 1.6 / INCH}
GAP = "\u3000\u3000"
MIDDLE = {"align": "center", "valign": "vcenter"}
BODY = {"font_name": word.FANGSONG, "font_size": word.BODY, "text_wrap": True, "valign": "vcenter"}
FRAMED = {**BODY, "border": 1}
CENTRED = {**FRAMED, "align": "center"}
FORMATS: dict[str, dict[str, Any]] = {
    HEAD: {**CENTRED, "bold": True},
    TITLE: CENTRED,
    ASKED: {**FRAMED, "font_size": word.SMALL},
    ANSWERED: FRAMED,
    FIGURE: CENTRED,
    TOTAL: {**CENTRED, "bold": True},
    "name": {"font_name": word.SONG, "font_size": 20, "bold": True, **MIDDLE},
    "plain": BODY,
    "small": {**BODY, "font_size": word.SMALL},
    "filled": {"font_name": word.FANGSONG, "font_size": word.BODY, "underline": 1},
    "printed": {"font_name": word.FANGSONG, "font_size": word.BODY},
}


def xlsx_of(sheet: Sheet) -> bytes:
    paper = paper_of(sheet)
    out = io.BytesIO()
    # Nothing is ever a formula or a link, whatever somebody typed.
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **safe}) as book:
        created = paper.at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": paper.title, "author": paper.author, "created": created})
        Drawing(book, book.add_worksheet(), paper).draw()
    return sealed(out.getvalue(), paper.at)


@dataclass
class Drawing:
    """One worksheet while it is drawn; `row` is the next free one."""

    book: Workbook
    page: Worksheet
    paper: Paper
    row: int = field(default=0)

    @property
    def grid(self) -> Grid:
        return self.paper.grid

    @property
    def last(self) -> int:
        return len(self.grid.widths) - 1

    @cached_property
    def formats(self) -> dict[str, Any]:
        return {name: self.book.add_format(told) for name, told in FORMATS.items()}

    def draw(self) -> None:
        self.lay_out()
        self.across(self.paper.title, "name", 38)
        told = GAP.join(f"{label}：{value}" for label, value in self.paper.header)
        self.across(told, "plain")
        self.table()
        for note in self.paper.notes[:1]:
            self.across(note, "plain")
        for note in [*self.paper.notes[1:], self.paper.closing]:
            self.across(note, "small")

    def lay_out(self) -> None:
        page, paper = self.page, self.paper
        for column, width in enumerate(self.grid.widths):
            page.set_column(column, column, width * CHARACTERS)
        page.set_paper(A4)
        page.set_margins(**MARGINS)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.hide_gridlines(2)
        page.set_footer(f"&C{paper.number.replace('&', '&&')}{GAP}&P / &N")
        if self.grid.is_landscape:
            page.set_landscape()

    def across(self, text: str, kind: str, height: float = 0) -> None:
        """A line over the whole width, as high as its text needs."""
        wanted = height or 4 + lines_of(text, sum(self.grid.widths), word.BODY) * 15.5
        self.page.set_row(self.row, wanted)
        self.page.merge_range(self.row, 0, self.row, self.last, "", self.formats[kind])
        self.page.write_string(self.row, 0, text[:LONGEST], self.formats[kind])
        self.row += 1

    def table(self) -> None:
        """A row of the grid may need several of the worksheet's: those are never higher than
        409 pt, and what lies below would not be shown."""
        begins = [self.row]
        for parts in heights_of(self.grid):
            for height in parts:
                self.page.set_row(self.row, height)
                self.row += 1
            begins.append(self.row)
        self.page.repeat_rows(begins[0], begins[self.grid.heads] - 1)
        for cell in self.grid.cells:
            self.cell(cell, begins[cell.row], begins[cell.row + cell.rows] - 1)

    def cell(self, cell: Cell, top: int, bottom: int) -> None:
        left, right, how = cell.column, cell.column + cell.columns - 1, self.formats[cell.kind]
        if (top, left) != (bottom, right):
            self.page.merge_range(top, left, bottom, right, "", how)
        if cell.number is not None:
            self.page.write_number(top, left, float(cell.number), how)
        else:
            self.words(cell, top, left, how)

    def words(self, cell: Cell, row: int, column: int, how: Any) -> None:
        """What was filled in is underlined; a cell of Excel takes so many characters and no
        more, the Word document has all of them."""
        pieces = [piece for piece in run_on(cell) if piece.text]
        text = "".join(piece.text for piece in pieces)
        if any(piece.is_filled for piece in pieces) and len(pieces) > 1 and len(text) <= LONGEST:
            named = (("filled" if piece.is_filled else "printed", piece.text) for piece in pieces)
            rich = [part for name, text in named for part in (self.formats[name], text)]
            self.page.write_rich_string(row, column, *rich, how)
        else:
            self.page.write_string(row, column, text[:LONGEST], how)


def run_on(cell: Cell) -> list[Piece]:
    """The lines of a cell one after the other, with the breaks between them."""
    told: list[Piece] = []
    for line in cell.lines:
        told += [Piece("\n"), *line] if told else line
    return told
