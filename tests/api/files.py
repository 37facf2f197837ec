"""Files to attach to a return."""

import io

from docx import Document


def named(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    file.size = len(content)  # type: ignore[attr-defined]
    return file


def word_document(text: str = "活动总结", name: str = "总结.docx") -> io.BytesIO:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(out)
    return named(out.getvalue(), name)


def pdf(name: str = "扫描.pdf") -> io.BytesIO:
    return named(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF", name)
