"""Reading back what was printed."""

import io
from collections.abc import Iterator

from docx import Document as Word
from docx.table import Table
from pypdf import PdfReader

from papers.printing import printers

FORMS = ("docx", "pdf")


def flat(text: str) -> str:
    """Without what a typesetter puts in to break lines."""
    return "".join(text.split()).replace("\u200b", "")


def words_of(document, form: str, address: str = "") -> str:
    return text_of(printers.printed(document, form, address), form)


def text_of(content: bytes, form: str) -> str:
    """All text on the pages, without any space."""
    if form == "pdf":
        return flat("".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages))
    word = Word(io.BytesIO(content))
    foot = [p.text for p in word.sections[0].footer.paragraphs]
    return flat("".join([*words_in(word), *foot]))


def words_in(place) -> Iterator[str]:
    """Of a document or a cell: a cell may hold tables of its own."""
    for part in place.iter_inner_content():
        if isinstance(part, Table):
            for cell in (cell for row in part.rows for cell in row.cells):
                yield from words_in(cell)
        else:
            yield part.text


def pictures_in(document, form: str, address: str = "") -> int:
    """Those shown; two that look the same are kept as one file."""
    content = printers.printed(document, form, address)
    if form == "pdf":
        return sum(len(page.images) for page in PdfReader(io.BytesIO(content)).pages)
    return len(Word(io.BytesIO(content)).inline_shapes)
