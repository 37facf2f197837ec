"""The text by which hazards are searched for, as migration 0014 fills it in for those before it.

Part of the migrations beside it, and as unchangeable as they are: Unicode's compatibility forms as
their plain ones, no case, no spaces, nothing that is not seen.
"""

import unicodedata

COLUMNS = ("number", "former_number", "place", "description")
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159\ufffc")
SELECTORS = frozenset(
    [0x034F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
WITHOUT_MEANING = frozenset([0x2065, *range(0xFFF0, 0xFFF9), *range(0xFDD0, 0xFDF0)])


def stays(code):
    character = chr(code)
    category = unicodedata.category(character)
    if category == "Cn":
        is_reserved = 0xE0000 <= code < 0xE1000 or code & 0xFFFE == 0xFFFE
        return not is_reserved and code not in WITHOUT_MEANING
    if category[0] == "M":
        return code not in SELECTORS
    return (category[0] in "LNPS" or category == "Co") and character not in BLANK_LETTERS


class Kept(dict):
    def __missing__(self, code):
        self[code] = code if stays(code) else None
        return self[code]


KEPT = Kept()


def folded(text):
    return unicodedata.normalize("NFKC", text).casefold().translate(KEPT)


def searchable(hazard):
    return "\n".join(folded(getattr(hazard, name)) for name in COLUMNS)
