"""All words of an answer: of a page, of JSON, and of files within files."""

import io
import re
import zipfile
from html import unescape
from urllib.parse import unquote

from pypdf import PdfReader

TAG = re.compile(r"<[^>]*>")
# What is made anew for every page.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"')


def words_in(answer) -> str:
    """Its body and its headers, without spaces, so that no line break hides a word."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(unquote(str(value)) for value in answer.headers.values())
    return flat(f"{text_of(content)} {headers}")


def text_of(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [text_of(archive.read(name)) for name in archive.namelist()]
            return "\n".join([*archive.namelist(), *parts])
    if content.startswith(b"%PDF-"):
        pages = PdfReader(io.BytesIO(content)).pages
        links = [str(dict(link.get_object())) for page in pages for link in page.annotations or ()]
        return "\n".join([*(page.extract_text() for page in pages), *links])
    said = content.decode(errors="replace")
    # Beside the words between the tags also those inside: addresses, labels, values.
    told = unescape(f"{said}\n{TAG.sub('', said)}")
    return f"{told}\n{unquote(told)}" if "%" in told else told


def flat(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


def said(answer, *known: object) -> tuple[int, str, str]:
    """Without what was `known`, the address or the key, for that is said back, and without what
    differs by chance."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text, where = body.decode(errors="replace"), answer.headers.get("Location", "")
    for one in map(str, known):
        text, where = text.replace(one, "KNOWN"), where.replace(one, "KNOWN")
    return answer.status_code, TOKEN.sub("", text), where
