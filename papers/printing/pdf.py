"""Prints a paper as PDF: the document goes to the typesetter as JSON, its pictures as files."""

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from papers.document import Document
from papers.printing import glyphs, qr
from papers.printing.photos import shot

TYPESET = Path(__file__).with_name("typeset.py")
PAPER = Path(__file__).with_name("paper.typ")
PATIENCE = 60  # seconds; the longest paper takes two


def pdf_of(document: Document, address: str = "") -> bytes:
    """`address` is where its QR code leads. Raises subprocess.SubprocessError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return typeset(ready(document, address, folder), document.at, PAPER, folder)


def typeset(
    told: dict[str, Any], at: datetime, look: Path, folder: Path, patience: int = PATIENCE
) -> bytes:
    """`look` says how it is drawn, and `folder` holds the pictures. Raises
    subprocess.SubprocessError."""
    text = json.dumps(told, ensure_ascii=False)
    stamp = str(int(at.timestamp()))
    faces = glyphs.faces_for(text)
    command = [sys.executable, "-I", str(TYPESET), str(look), str(folder), stamp, *faces]
    said = text.encode()
    done = subprocess.run(command, input=said, capture_output=True, check=True, timeout=patience)
    return done.stdout


def ready(document: Document, address: str, folder: Path) -> dict[str, Any]:
    """The document with its pictures put into the folder, and nothing there is no glyph for."""
    lacking: dict[str, None] = {}
    told = glyphs.replaced(document.as_json(), lacking)
    told["blocks"] = [drawn(block, address, folder) for block in told["blocks"]]
    if lacking:
        told["blocks"].append({"kind": "Text", "text": glyphs.note(lacking), "is_note": True})
    return told


def drawn(block: dict[str, Any], address: str, folder: Path) -> dict[str, Any]:
    if address and (block["kind"] == "Code" or block.get("code")):
        (folder / "code.png").write_bytes(qr.png(address))
        return block | {"file": "code.png"}
    if block["kind"] == "Pictures":
        return block | {"pictures": [placed(one, folder) for one in block["pictures"]]}
    return block


def placed(picture: dict[str, Any], folder: Path) -> dict[str, Any]:
    small = shot(picture["file"])
    if small is None:
        lost = _("The picture's file is missing.")
        return {"file": None, "lost": lost, "caption": picture["caption"]}
    name = f"{len(list(folder.iterdir()))}.jpg"
    (folder / name).write_bytes(small.jpeg)
    return {"file": name, "is_wide": small.is_wide, "caption": picture["caption"]}
