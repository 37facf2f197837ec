"""The sheet that is printed and cut: eight slips a page.

A sheet is made when it is asked for and handed out at once. It is kept nowhere: the codes on it are
known to nobody who does not hold the paper, and a lost sheet is made anew, with other codes.
"""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.activation.issuing import Issued
from papers.printing import glyphs
from papers.printing.pdf import PATIENCE, typeset
from papers.slips.slip import Link, Slip, slips_of

LOOK = Path(__file__).with_name("sheet.typ")


def sheet(issued: list[Issued], link: Link, title: str, patience: int = PATIENCE) -> bytes:
    """The PDF, in the language of the office; `title` says whose slips they are. It takes about ten
    seconds a thousand. Raises subprocess.SubprocessError, at the latest after `patience` seconds.
    """
    with translation.override(settings.LANGUAGE_CODE), tempfile.TemporaryDirectory() as name:
        said = told(slips_of(issued, link), title)
        return typeset(said, timezone.now(), LOOK, Path(name), patience)


def told(slips: list[Slip], title: str) -> dict[str, Any]:
    """What there is no glyph for is 〓, as on every paper; a name is never left out for it."""
    lacking: dict[str, None] = {}
    texts = glyphs.replaced([texts_of(one) for one in slips], lacking)
    words = {
        "title": glyphs.replaced(title, {}),
        "of": _("Hazard Ledger"),
        "kind": _("Activation slip"),
        "code": _("Activation code"),
        "valid": _("Valid until"),
        "ways": _("Log in with"),
        "between": _("or"),
    }
    slips_told = [{**text, "qr": one.qr} for text, one in zip(texts, slips, strict=True)]
    return {**words, "slips": slips_told}


def texts_of(one: Slip) -> dict[str, Any]:
    return {
        "name": one.name,
        "unit": one.unit,
        "ways": [list(way) for way in one.ways],
        "code": one.code,
        "valid": one.valid,
        "how": [
            _("1. Scan the picture with a phone, or type the activation code at this address:"),
            one.address,
            _("2. Choose a password of your own. Nobody else knows it, and the slip is used up."),
        ],
    }
