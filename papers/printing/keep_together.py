"""What of a Word paper stays on one page: no seal, signature or last row goes to a page alone.

What ends a paper (notes, seal, contact, receipt, code) becomes one row that is not split, held by
what stands before it. It has to be a row of the same table: LibreOffice lets a table that goes on
from an earlier page, and one of a single row, part from what follows.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell

from papers.document import Block, Code, Signatures, Signed, Text
from papers.printing import word

Drawn = tuple[Block, list[BaseOxmlElement]]  # a block, and what was drawn of it
OPEN_SIDES = ("left", "bottom", "right")


def keep_together(sheet: WordDocument, parts: Sequence[Drawn]) -> None:
    drawn = [(block, one) for block, elements in parts for one in elements]
    for _block, one in drawn:
        keep_its_ends(one)
    groups = [[one for _, one in group] for _, group in groupby(drawn, lambda told: ends(told[0]))]
    kinds = [is_ending for is_ending, _ in groupby(ends(block) for block, _ in drawn)]
    for (before, ending), (_kind, is_ending) in zip(pairwise(groups), pairwise(kinds), strict=True):
        if is_ending:
            hold(sheet, before[-1], ending)


def ends(block: Block) -> bool:
    """Means nothing without what stands before it."""
    is_note = isinstance(block, Text) and block.is_note
    return is_note or isinstance(block, Signatures | Signed | Code)


def keep_its_ends(drawn: BaseOxmlElement) -> None:
    """The heads of a table with its first row, and its last two rows with each other."""
    rows = drawn.findall(qn("w:tr"))
    for place in {0, len(rows) - 2} if len(rows) > 1 else ():
        keep(rows[place])


def keep(drawn: BaseOxmlElement) -> None:
    """With the next paragraph or row: a paragraph, or all those of a row."""
    for paragraph in drawn.iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def hold(sheet: WordDocument, before: BaseOxmlElement, ending: list[BaseOxmlElement]) -> None:
    rows = before.findall(qn("w:tr"))
    keep(rows[-1] if rows else before)
    cell = row_below(Table(before, sheet)) if rows else row_after(sheet, before)
    word.make_low(cell.paragraphs[0])
    for one in ending:
        cell._tc.append(one)
    if ending[-1].tag != qn("w:p"):  # a cell ends with a paragraph
        word.gap(cell)


def row_below(table: Table) -> _Cell:
    """As wide as the table, without its lines."""
    row = table.add_row()
    word.mark(row, "w:cantSplit")
    cell = row.cells[0].merge(row.cells[-1])
    borders = OxmlElement("w:tcBorders")
    for side in OPEN_SIDES:
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "nil")
        borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)
    return no_margins(cell)


def row_after(sheet: WordDocument, paragraph: BaseOxmlElement) -> _Cell:
    table = sheet.add_table(1, 1)
    paragraph.addnext(table._tbl)
    word.fix(table, [word.WIDTH])
    word.mark(table.rows[0], "w:cantSplit")
    return no_margins(table.rows[0].cells[0])


def no_margins(cell: _Cell) -> _Cell:
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    cell._tc.get_or_add_tcPr().append(margins)
    return cell
