"""Which files may go with a return: looked into in a process of its own, before any lock."""

import io
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foreign import client
from foreign.errors import NotTaken
from foreign.places import on_behalf_of
from hazards.photos import intake

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 10 * MOST_BYTES  # a few megabytes can hold gigabytes
PDF, ZIP = b"%PDF-", b"PK"
SENTENCES = {
    "too_large": _("The file is larger than 20 MB."),
    "not_word": _("This is no Word document (.docx)."),
    "broken": _("The file is damaged and cannot be opened. Save it again and send that."),
    "macros": _("The document holds macros or controls. Save it as .docx without them."),
    "objects": _(
        "The document holds other files or objects of other programs. Put their content into it"
        " as text or a picture."
    ),
    "remote": _(
        "The document fetches a template, a picture or another part from elsewhere when it is"
        " opened. Put that into the document itself, or take it out."
    ),
    "acts": _(
        "The PDF holds a script, starts a program or carries other files along. Print it to a new"
        " PDF and send that."
    ),
    "not_a_scan": _("A scan is a PDF or a picture (JPEG, PNG)."),
    "too_costly": _("The file takes too long to open. Save it again with less in it."),
}


class UnacceptableFile(ValueError):
    """A file that is refused: `code` is for programs, the sentence for people."""

    def __init__(self, code: str, sentence: str | Promise | None = None) -> None:
        super().__init__(sentence or SENTENCES[code])
        self.code = code


class Attachment(NamedTuple):
    """A file that may go with a return, by the name its sender gave it."""

    content: bytes
    ending: str
    name: str


def summary_in(file, by) -> Attachment:
    """A document written in Word, whole, that does nothing of its own accord. Raises
    UnacceptableFile, and foreign.errors.TooManyFiles when too many files are being read."""
    content = read(file)
    if not content.startswith(ZIP):
        raise UnacceptableFile("not_word")
    look_into("word", content, by, most_unpacked=MOST_UNPACKED)
    return Attachment(content, "docx", file.name)


def scan_in(file, by) -> Attachment:
    """A PDF as it is, a picture without what the camera wrote into it. Raises as `summary_in`."""
    content = read(file)
    if content.startswith(PDF):
        look_into("pdf", content, by)
        return Attachment(content, "pdf", file.name)
    try:
        with on_behalf_of(by.pk):
            picture = intake.ingest(io.BytesIO(content)).display
    except intake.UnacceptablePhoto as refusal:
        raise UnacceptableFile("not_a_scan") from refusal
    return Attachment(picture, "jpg", file.name)


def proof_in(file, by) -> Attachment:
    """What shows an answer: a document written in Word, a PDF, or a picture. Raises as they do."""
    is_word = read(file).startswith(ZIP)
    return summary_in(file, by) if is_word else scan_in(file, by)


def read(file) -> bytes:
    if file.size > MOST_BYTES:
        raise UnacceptableFile("too_large")
    file.seek(0)
    return file.read()


def look_into(kind: str, content: bytes, by, **options: Any) -> None:
    try:
        with on_behalf_of(by.pk):
            client.read(kind, content, **options)
    except NotTaken as refusal:
        raise UnacceptableFile(refusal.code) from refusal
