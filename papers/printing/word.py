"""Word papers as offices write them: A4, 宋体 titles, 仿宋 text, page numbers."""

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from papers.printing.formatting import Line
from papers.printing.stamp import sealed

SONG, FANGSONG, LATIN = "宋体", "仿宋", "Times New Roman"
THUMBNAIL = RELATIONSHIP_TYPE.THUMBNAIL
A4 = (21.0, 29.7)
MARGIN, MARGIN_OF_LANDSCAPE = 1.8, 1.65
WIDTH = 17.4  # cm between the margins of an upright sheet
TITLE, BODY, SMALL = 22, 10.5, 9
HYPHEN_OF_A_DAY = re.compile(r"(?<=\d{4})-(?=\d\d-\d\d)|(?<=\d{4}-\d\d)-(?=\d\d)", re.ASCII)


def blank(*, title: str, author: str, at: datetime, is_landscape: bool = False) -> WordDocument:
    """An empty A4 sheet that says whose it is and of which moment."""
    document = Document()
    told = document.core_properties
    told.title, told.author, told.last_modified_by = title, author, author
    told.comments, told.language = "", "zh-CN"
    told.created = told.modified = at.astimezone(UTC).replace(tzinfo=None)
    forget_the_template(document)
    lay_out(document, is_landscape)
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY)
    face(normal.element.get_or_add_rPr(), FANGSONG)
    normal.paragraph_format.space_after = Pt(0)
    return document


def forget_the_template(document: WordDocument) -> None:
    """The library's own blank sheet has a preview of itself and is in English."""
    links = document.part.package.rels
    for key in [key for key, link in links.items() if link.reltype == THUMBNAIL]:
        del links[key]
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def lay_out(document: WordDocument, is_landscape: bool) -> None:
    section = document.sections[0]
    short, long = Cm(A4[0]), Cm(A4[1])
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_landscape else (short, long)
    section.left_margin = section.right_margin = Cm(MARGIN_OF_LANDSCAPE if is_landscape else MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)
    section.header_distance = section.footer_distance = Cm(0.9)


def face(properties, chinese: str) -> None:
    """The typeface of Chinese text is named apart from that of Latin letters and digits; without
    it Word, WPS and LibreOffice each take their own."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    fonts = OxmlElement("w:rFonts")
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{script}"), name)
    properties.insert(0, fonts)


def gap(place: WordDocument | _Cell) -> None:
    """A little room before a table, on the page where that begins."""
    paragraph = place.add_paragraph()
    make_low(paragraph)
    paragraph.paragraph_format.keep_with_next = True


def make_low(paragraph: Paragraph) -> None:
    told = paragraph.paragraph_format
    told.line_spacing_rule, told.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)


def fix(table: Table, widths: list[float]) -> None:
    """Every program keeps these widths, whatever stands in the cells."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for place, width in zip(row.cells, widths, strict=True):
            place.width = Cm(width)


def mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def no_padding(table: Table) -> None:
    """The text of its cells begins and ends where the table does."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def write(paragraph: Paragraph, text: str, *, size: float = BODY, font: str = FANGSONG) -> Run:
    """A day in figures is not parted at its hyphens, however narrow the column. 2021年6月3日 may
    be: LibreOffice does not read the list of characters that end no line, which Word would keep
    to, and a joiner inside would hide the day from whoever searches for it."""
    first, *others = HYPHEN_OF_A_DAY.split(text)
    run = paragraph.add_run(first)
    for rest in others:
        run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(rest)
    run.font.size = Pt(size)
    face(run._r.get_or_add_rPr(), font)
    return run


def heading(document: WordDocument, text: str, *, size: float = TITLE) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.space_after = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    write(paragraph, text, size=size, font=SONG).bold = True


def write_line(paragraph: Paragraph, line: Line, *, size: float = BODY) -> None:
    """What was filled in is underlined, as on a form."""
    for piece in line:
        if piece.text:
            write(paragraph, piece.text, size=size).underline = piece.is_filled or None


def number_pages(document: WordDocument, number: str) -> None:
    """The return's number and the page at the foot of every page: sheets come apart."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    write(paragraph, f"{number}    ", size=SMALL)
    field(paragraph, "PAGE")
    write(paragraph, " / ", size=SMALL)
    field(paragraph, "NUMPAGES")


def field(paragraph: Paragraph, code: str) -> None:
    """A figure that the program works out when it lays the pages out."""
    holder = OxmlElement("w:fldSimple")
    holder.set(qn("w:instr"), code)
    paragraph._p.append(holder)
    run = write(paragraph, "1", size=SMALL)
    holder.append(run._r)


def paragraphs(document: WordDocument, texts: Iterable[str], *, size: float) -> None:
    for text in texts:
        write(document.add_paragraph(), text, size=size)


def saved(document: WordDocument, at: datetime) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return sealed(out.getvalue(), at)
