"""The summary of an activity: written on the page and set in Word here, or a file as it came."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from papers.notes import day
from papers.printing import word
from papers.printing.formatting import printable
from returns.table.sheet import Sheet

TEXT = 16  # pt, 三号: what offices write letters in
LINE = 28
HEADING = 20


def summary_docx(sheet: Sheet) -> bytes:
    """The summary written on the page, signed by the unit."""
    with translation.override(settings.LANGUAGE_CODE):
        title, unit = title_of(sheet), sheet.document["header"]["unit"]
        document = word.blank(title=title, author=unit, at=sheet.as_of)
        word.heading(document, title, size=HEADING)
        for text in printable(sheet.document["summary"]).splitlines():
            if text.strip():
                write(document, text.strip())
        document.add_paragraph()
        for paragraph in document.paragraphs[-2:]:
            paragraph.paragraph_format.keep_with_next = True  # the seal is not alone on a page
        sign(document, unit).keep_with_next = True
        sign(document, signed_on(sheet))
        word.number_pages(document, sheet.document["number"])
        return word.saved(document, sheet.as_of)


def title_of(sheet: Sheet) -> str:
    """An activity's name says already that it is one."""
    told = {"title": sheet.document["campaign"]["title"]}
    if told["title"].endswith(_("activity")):
        return _("%(title)s: summary") % told
    return _("%(title)s: summary of the activity") % told


def write(document, text: str) -> None:
    paragraph = document.add_paragraph()
    told = paragraph.paragraph_format
    told.first_line_indent, told.line_spacing = Pt(2 * TEXT), Pt(LINE)
    paragraph.alignment = ALIGN.JUSTIFY
    word.write(paragraph, text, size=TEXT)


def sign(document, text: str) -> ParagraphFormat:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.RIGHT
    told = paragraph.paragraph_format
    told.line_spacing, told.right_indent = Pt(LINE), Pt(2 * TEXT)
    word.write(paragraph, text, size=TEXT)
    return told


def signed_on(sheet: Sheet) -> str:
    filled_on = sheet.document["header"]["filled_on"]
    return day(date.fromisoformat(filled_on)) if filled_on else ""
