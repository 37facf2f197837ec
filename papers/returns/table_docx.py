"""The table of a return as a Word document, in the layout of the notice."""

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt
from docx.table import Table, _Cell

from papers.printing import keep_together, word
from papers.returns.grid import ANSWERED, ASKED, FIGURE, HEAD, TOTAL, Cell, Grid
from papers.returns.paper import Paper, paper_of
from returns.table.sheet import Sheet

SIZES = {ASKED: 9, FIGURE: 10, TOTAL: 10}
HEADER_PARTS = (0.36, 0.19, 0.18, 0.27)  # the unit's name and its seal need the most room
ABOVE_AND_BELOW = 2  # pt, inside a cell
LEADING = {ASKED: 1.0}


def docx_of(sheet: Sheet) -> bytes:
    paper = paper_of(sheet)
    document = word.blank(
        title=paper.title,
        author=paper.author,
        at=paper.at,
        is_landscape=paper.grid.is_landscape,
    )
    word.heading(document, paper.title)
    write_header(document, paper)
    word.gap(document)  # two tables that touch would become one
    draw(document.add_table(paper.grid.rows, len(paper.grid.widths)), paper.grid)
    word.gap(document)
    word.paragraphs(document, paper.notes[:1], size=word.BODY)
    word.paragraphs(document, [*paper.notes[1:], paper.closing], size=word.SMALL)
    word.number_pages(document, paper.number)
    return word.saved(document, paper.at)


def write_header(document, paper: Paper) -> None:
    """One line of four parts; a part too long for its share goes on below itself."""
    table = document.add_table(1, len(paper.header))
    width = sum(paper.grid.widths)
    word.fix(table, [width * part for part in HEADER_PARTS])
    word.no_padding(table)
    for cell, (label, value) in zip(table.rows[0].cells, paper.header, strict=True):
        cell.vertical_alignment = VERTICAL.BOTTOM
        word.write(cell.paragraphs[0], f"{label}：{value}")
        cell.paragraphs[0].paragraph_format.space_after = Pt(3)


def draw(table: Table, grid: Grid) -> None:
    table.style = "Table Grid"
    word.fix(table, grid.widths)
    rows = list(table.rows)
    places = [row.cells for row in rows]
    for row in rows[: grid.heads]:
        word.mark(row, "w:tblHeader")
    for row in rows:
        word.mark(row, "w:cantSplit")
    kept = not_to_be_parted(grid)
    for cell in grid.cells:
        last = places[cell.row + cell.rows - 1][cell.column + cell.columns - 1]
        place = places[cell.row][cell.column].merge(last)
        write_cell(place, cell)
        for paragraph in place.paragraphs:
            paragraph.paragraph_format.keep_with_next = cell.row in kept or None
    keep_together.keep_its_ends(table._tbl)


def not_to_be_parted(grid: Grid) -> set[int]:
    """Rows that stay on one page with the next: beside them stands one and the same answer."""
    answers = [cell for cell in grid.cells if cell.kind == ANSWERED]
    return {row for cell in answers for row in range(cell.row, cell.row + cell.rows - 1)}


def write_cell(place: _Cell, cell: Cell) -> None:
    place.vertical_alignment = VERTICAL.CENTER
    for number, line in enumerate(cell.lines):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        paragraph.alignment = ALIGN.LEFT if cell.kind in (ASKED, ANSWERED) else ALIGN.CENTER
        paragraph.paragraph_format.line_spacing = LEADING.get(cell.kind, 1.1)
        word.write_line(paragraph, line, size=SIZES.get(cell.kind, word.BODY))
        if cell.kind in (HEAD, TOTAL):
            for run in paragraph.runs:
                run.bold = True
    first, last = place.paragraphs[0].paragraph_format, place.paragraphs[-1].paragraph_format
    first.space_before = last.space_after = Pt(ABOVE_AND_BELOW)
