"""The papers of one hazard for Word: closing certificate 「销号单」, case file 「一患一档」.

Both end with the digest of the last line of history, which hangs on all lines before it: whoever
holds the paper can tell whether the ledger still says the same.
"""

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Pt
from docx.table import _Cell
from PIL import Image

from hazards.models import Hazard, HistoryEntry, Photo
from reports.papers import word
from reports.papers.hazard_facts import WHOLE, Fact, facts
from reports.papers.notes import day
from reports.papers.pieces import printable
from workflow.errors import NotPossible
from workflow.states import Stage

WIDTH = 17.4  # cm between the margins
NAMES, PICTURE = 3.6, 7.6  # cm
SIDE = 1000  # pixels: enough for a picture of eight centimetres on paper
HISTORY = (4.2, 2.6, 3.4, 7.2)  # cm


def closing_certificate(hazard: Hazard) -> bytes:
    """One page to be signed. Raises NotPossible for a hazard that is not closed."""
    if not hazard.is_closed:
        raise NotPossible(_("Only a closed hazard has a closing certificate."), hazard=hazard)
    entries = list(hazard.history.select_related("by"))
    document, at = begun(hazard, _("Closing certificate"), entries)
    table_of(document, facts(hazard))
    pictures(document, both(hazard))
    signatures(document)
    return ended(document, hazard, entries, at)


def case_file(hazard: Hazard) -> bytes:
    """Everything there is: facts, all photos, the whole history with its digests."""
    entries = list(hazard.history.select_related("by"))
    document, at = begun(hazard, _("Case file"), entries)
    table_of(document, facts(hazard, WHOLE))
    section(document, _("Photos"))
    pictures(document, in_order(hazard.photos.all()))
    section(document, _("History"))
    history(document, entries)
    return ended(document, hazard, entries, at)


def begun(hazard: Hazard, title: str, entries: list[HistoryEntry]) -> tuple[Document, datetime]:
    """Dated as the last thing that happened: the same record gives the same bytes."""
    at = entries[-1].at
    document = word.blank(title=title, author=hazard.unit.name, at=at)
    word.heading(document, title)
    return document, at


def ended(document: Document, hazard: Hazard, entries: list[HistoryEntry], at: datetime) -> bytes:
    told = {"n": len(entries), "digest": entries[-1].digest}
    sentence = _("%(n)s lines of history; digest of the last one: %(digest)s") % told
    word.gap(document)
    word.paragraphs(document, [sentence], size=word.SMALL)
    word.number_pages(document, hazard.number)
    return word.saved(document, at)


def section(document: Document, title: str) -> None:
    paragraph = document.add_paragraph()
    told = paragraph.paragraph_format
    told.space_before, told.space_after, told.keep_with_next = Pt(10), Pt(4), True
    word.write(paragraph, title, size=14, font=word.SONG).bold = True


def table_of(document: Document, rows: list[Fact]) -> None:
    table = document.add_table(len(rows), 2)
    table.style = "Table Grid"
    word.fix(table, [NAMES, WIDTH - NAMES])
    for row, (name, value) in zip(table.rows, rows, strict=True):
        write(row.cells[0], name)
        write(row.cells[1], value)


def write(cell: _Cell, text: str, size: float = word.BODY) -> None:
    for number, line in enumerate(text.splitlines() or [""]):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        word.write(paragraph, line, size=size)


def both(hazard: Hazard) -> list[Photo]:
    """The hazard as it was first shown, and the repair that closed it."""
    photos = in_order(hazard.photos.all())
    before = [photo for photo in photos if photo.stage == Stage.BEFORE]
    after = [p for p in photos if p.stage == Stage.AFTER and p.attempt == hazard.attempts]
    return [*before[:1], *after[:1]]


def in_order(photos: Iterable[Photo]) -> list[Photo]:
    stages = list(Stage)
    return sorted(photos, key=lambda p: (p.attempt, stages.index(Stage(p.stage)), p.position))


def pictures(document: Document, photos: list[Photo]) -> None:
    """Two in a row, each with what it shows; a file that is gone is said to be."""
    if not photos:
        return
    word.gap(document)
    table = document.add_table((len(photos) + 1) // 2, 2)
    for row in table.rows:
        word.mark(row, "w:cantSplit")
    for place, photo in enumerate(photos):
        cell = table.rows[place // 2].cells[place % 2]
        cell.paragraphs[0].alignment = ALIGN.CENTER
        show(cell, photo)
        told = {"stage": Stage(photo.stage).label, "n": photo.attempt}
        caption = cell.add_paragraph()
        caption.alignment = ALIGN.CENTER
        word.write(caption, _("%(stage)s (attempt %(n)s)") % told, size=word.SMALL)


def show(cell: _Cell, photo: Photo) -> None:
    try:
        with default_storage.open(photo.file_name("display")) as file, Image.open(file) as image:
            image.thumbnail((SIDE, SIDE))
            small = io.BytesIO()
            image.save(small, "JPEG", quality=82)
    except FileNotFoundError:
        word.write(cell.paragraphs[0], _("The picture's file is missing."), size=word.SMALL)
        return
    wide = image.width >= image.height
    size = {"width": Cm(PICTURE)} if wide else {"height": Cm(PICTURE)}
    cell.paragraphs[0].add_run().add_picture(small, **size)


def history(document: Document, entries: list[HistoryEntry]) -> None:
    table = document.add_table(1 + len(entries), len(HISTORY))
    table.style = "Table Grid"
    word.fix(table, list(HISTORY))
    heads = (_("When"), _("Act"), _("By"), _("Note and digest"))
    told = [heads, *(line(entry) for entry in entries)]
    for row, texts in zip(table.rows, told, strict=True):
        word.mark(row, "w:cantSplit")
        for cell, text in zip(row.cells, texts, strict=True):
            write(cell, text, word.SMALL)


def line(entry: HistoryEntry) -> tuple[str, str, str, str]:
    at = timezone.localtime(entry.at)
    note = printable(f"{entry.note}\n{entry.digest[:16]}".strip())
    return f"{day(at.date())} {at:%H:%M}", entry.label, str(entry.by), note


def signatures(document: Document) -> None:
    """One line for all, so that the certificate stays on one page."""
    names = (_("Responsible person (signature)"), _("Reviewer (signature)"), _("Unit (seal)"))
    word.gap(document)
    table = document.add_table(1, len(names))
    word.fix(table, [WIDTH / len(names)] * len(names))
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].paragraph_format.space_before = Pt(10)
        cell.paragraphs[0].paragraph_format.space_after = Pt(24)
        word.write(cell.paragraphs[0], f"{name}：")


PAPERS: dict[str, tuple[Callable[[Hazard], bytes], Any]] = {
    "closing-certificate": (closing_certificate, gettext_lazy("Closing certificate")),
    "case-file": (case_file, gettext_lazy("Case file")),
}


def paper(hazard: Hazard, name: str) -> tuple[bytes, str]:
    """The paper of that name, and what its file is called. Raises KeyError, NotPossible."""
    write_it, title = PAPERS[name]
    with translation.override(settings.LANGUAGE_CODE):
        return write_it(hazard), f"{hazard.number} {title}.docx"
