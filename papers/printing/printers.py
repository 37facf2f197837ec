"""Prints a paper in the format somebody asks for, in the language of the office."""

from django.conf import settings
from django.utils import translation

from papers.document import Document
from papers.printing.docx import docx_of
from papers.printing.pdf import pdf_of

PRINTERS = {"docx": docx_of, "pdf": pdf_of}
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def printed(document: Document, form: str, address: str = "") -> bytes:
    """`form` is a key of PRINTERS; `address` is the page its QR code leads to."""
    with translation.override(settings.LANGUAGE_CODE):
        return PRINTERS[form](document, address)


def file_name(document: Document, form: str) -> str:
    """The number first: a folder of downloads stays in order."""
    number = document.head.number if document.head else document.foot
    return f"{number} {document.title}.{form}".replace("/", "-").strip()
