"""A poster: what it says, the code, and the address to type; whole on A4, or six to a page."""

import tempfile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from papers.printing import glyphs, qr
from papers.printing.pdf import PATIENCE, typeset

LOOK = Path(__file__).with_name("poster.typ")
SIX = 6
LAYOUTS = [("a4", gettext_lazy("One on A4")), ("six", gettext_lazy("Six to a page, to be cut"))]


class Poster(NamedTuple):
    """`address` is the page of the unit; `place` is where the poster is put up, or "": the page
    that is scanned proposes it."""

    unit: str
    place: str
    address: str

    @property
    def scanned(self) -> str:
        return f"{self.address}?{urlencode({'p': self.place})}" if self.place else self.address


def poster_pdf(one: Poster, layout: str, patience: int = PATIENCE) -> bytes:
    """In the language of the office. Raises subprocess.SubprocessError."""
    with translation.override(settings.LANGUAGE_CODE), tempfile.TemporaryDirectory() as name:
        return typeset(told(one, layout), timezone.now(), LOOK, Path(name), patience)


def told(one: Poster, layout: str) -> dict[str, Any]:
    """What there is no glyph for is 〓, as on every paper."""
    words = {
        "of": _("Hazard Ledger"),
        "title": _("See something unsafe? Tell us"),
        "unit": one.unit,
        "place": one.place,
        "how": _("Scan with WeChat or a phone’s camera"),
        "promise": _("No log-in, no name needed. The school does not learn who told it."),
        "look": _("With the receipt code you see the answer."),
        "by_hand": _("Or type this address:"),
        "danger": _("In danger now: 119 or 110 first. By phone: 12350."),
    }
    said = glyphs.replaced(words, {})
    picture = qr.svg(one.scanned)
    return {**said, "address": one.address, "qr": picture, "n": SIX if layout == "six" else 1}
