"""Prints a paper for Word: each block of the document by one function."""

import io
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from papers.document import (
    Block,
    Code,
    Document,
    Facts,
    Head,
    Picture,
    Pictures,
    Section,
    Signatures,
    Signed,
    Table,
    Text,
)
from papers.printing import keep_together, qr, word
from papers.printing.formatting import printable
from papers.printing.photos import shot

NAMES, PICTURE, CODE = 3.6, 7.6, 2.6  # cm
SIGNING = (3.2, 4.2, 10.0)  # cm: the code, its caption, who signs
TEXT = 12  # pt
RED = "C8102E"


def docx_of(document: Document, address: str = "") -> bytes:
    """`address` is where its QR code leads; the same document is the same bytes."""
    sheet = word.blank(title=document.title, author=document.author, at=document.at)
    if document.head:
        head(sheet, document.head)
    word.heading(sheet, printable(document.title), size=20 if document.head else word.TITLE)
    if document.addressee:
        word.write(sheet.add_paragraph(), f"{printable(document.addressee)}：", size=TEXT)
    keep_together.keep_together(
        sheet, [(block, drawn(sheet, block, address)) for block in document.blocks]
    )
    word.number_pages(sheet, document.foot)
    return word.saved(sheet, document.at)


def drawn(sheet: WordDocument, block: Block, address: str) -> list[Any]:
    """What the block has become, in order."""
    before = set(sheet.element.body)
    if isinstance(block, Code | Signed):
        caption = block.caption if isinstance(block, Code) else block.code
        lines = block.lines if isinstance(block, Signed) else []
        coded(sheet, caption if address else "", lines, address)
    else:
        WRITERS[type(block)](sheet, block)
    return [element for element in sheet.element.body if element not in before]


def head(sheet: WordDocument, told: Head) -> None:
    """The name in red, the number below it, and the red line."""
    name, number = sheet.add_paragraph(), sheet.add_paragraph()
    name.alignment = number.alignment = ALIGN.CENTER
    run = word.write(name, printable(told.name), size=26, font=word.SONG)
    run.bold, run.font.color.rgb = True, RGBColor.from_string(RED)
    word.write(number, printable(told.number), size=TEXT)
    number.paragraph_format.space_before, number.paragraph_format.space_after = Pt(4), Pt(14)
    underline(number)


def underline(paragraph: Paragraph) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    look = {"val": "single", "sz": "14", "space": "6", "color": RED}
    for name, value in look.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    spacing.addprevious(borders)


def text(sheet: WordDocument, block: Text) -> None:
    for line in printable(block.text).splitlines():
        paragraph = sheet.add_paragraph()
        if block.is_note:
            word.write(paragraph, line, size=word.SMALL)
        else:
            paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT)
            paragraph.paragraph_format.line_spacing = 1.3
            word.write(paragraph, line, size=TEXT)


def section(sheet: WordDocument, block: Section) -> None:
    paragraph = sheet.add_paragraph()
    told = paragraph.paragraph_format
    told.space_before, told.space_after, told.keep_with_next = Pt(10), Pt(4), True
    word.write(paragraph, printable(block.title), size=14, font=word.SONG).bold = True


def facts(sheet: WordDocument, block: Facts) -> None:
    table = sheet.add_table(len(block.rows), 2)
    table.style = "Table Grid"
    word.fix(table, [NAMES, word.WIDTH - NAMES])
    for row, texts in zip(table.rows, block.rows, strict=True):
        fill(row, texts)


def table(sheet: WordDocument, block: Table) -> None:
    grid = sheet.add_table(1 + len(block.rows), len(block.head))
    grid.style = "Table Grid"
    whole = sum(block.widths)
    word.fix(grid, [word.WIDTH * width / whole for width in block.widths])
    word.mark(grid.rows[0], "w:tblHeader")
    for row, texts in zip(grid.rows, [block.head, *block.rows], strict=True):
        word.mark(row, "w:cantSplit")
        fill(row, texts, word.SMALL)


def fill(row: Any, texts: list[str], size: float = word.BODY) -> None:
    for cell, told in zip(row.cells, texts, strict=True):
        write(cell, printable(told), size)


def write(cell: _Cell, told: str, size: float) -> None:
    for number, line in enumerate(told.splitlines() or [""]):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        word.write(paragraph, line, size=size)


def pictures(sheet: WordDocument, block: Pictures) -> None:
    if not block.pictures:
        return
    word.gap(sheet)
    grid = sheet.add_table((len(block.pictures) + 1) // 2, 2)
    for row in grid.rows:
        word.mark(row, "w:cantSplit")
    for place, picture in enumerate(block.pictures):
        show(grid.rows[place // 2].cells[place % 2], picture)


def show(cell: _Cell, picture: Picture) -> None:
    """A file that is gone is said to be."""
    shown, caption = cell.paragraphs[0], cell.add_paragraph()
    shown.alignment = caption.alignment = ALIGN.CENTER
    small = shot(picture.file)
    if small is None:
        word.write(shown, _("The picture's file is missing."), size=word.SMALL)
    else:
        size = {"width" if small.is_wide else "height": Cm(PICTURE)}
        shown.add_run().add_picture(io.BytesIO(small.jpeg), **size)
    word.write(caption, printable(picture.caption), size=word.SMALL)


def signatures(sheet: WordDocument, block: Signatures) -> None:
    """One line for all, so that they stay on one page."""
    word.gap(sheet)
    grid = sheet.add_table(1, len(block.names))
    word.mark(grid.rows[0], "w:cantSplit")
    word.fix(grid, [word.WIDTH / len(block.names)] * len(block.names))
    for cell, name in zip(grid.rows[0].cells, block.names, strict=True):
        cell.paragraphs[0].paragraph_format.space_before = Pt(10)
        cell.paragraphs[0].paragraph_format.space_after = Pt(24)
        word.write(cell.paragraphs[0], f"{name}：")


def coded(sheet: WordDocument, caption: str, lines: list[str], address: str) -> None:
    """The QR code at the left where there is one, who signs at the right, on one line."""
    word.gap(sheet)
    grid = sheet.add_table(1, 3)
    word.fix(grid, list(SIGNING))
    word.mark(grid.rows[0], "w:cantSplit")
    place, beside, right = grid.rows[0].cells
    if caption:
        shown = place.paragraphs[0].add_run()
        shown.add_picture(io.BytesIO(qr.png(address)), width=Cm(CODE))
        write(beside, printable(caption), word.SMALL)
    for number, line in enumerate(lines):
        paragraph = right.paragraphs[0] if number == 0 else right.add_paragraph()
        paragraph.alignment = ALIGN.RIGHT
        paragraph.paragraph_format.right_indent = Pt(TEXT)
        paragraph.paragraph_format.space_before = Pt(4 if number else 18)
        word.write(paragraph, printable(line), size=TEXT)


WRITERS: dict[type, Callable[[WordDocument, Any], None]] = {
    Text: text,
    Section: section,
    Facts: facts,
    Table: table,
    Pictures: pictures,
    Signatures: signatures,
}
