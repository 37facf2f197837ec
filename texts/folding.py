"""How texts are compared when somebody looks for words: width, case and spaces make no difference.

Ａ, A and a are one letter, 「３号楼」 is 「3号楼」, and 「GB 50016」 is 「GB50016」.
"""

import unicodedata

from texts.writing import is_seen, is_written


class Kept(dict[int, int | None]):
    """A table for `str.translate` that grows as characters are met: whatever is seen stays, and so
    do the marks above and below letters; spaces and invisible signs go."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        is_mark = unicodedata.category(character) in ("Mn", "Mc", "Me")
        stays = is_seen(character) or (is_mark and not is_selector(code))
        self[code] = code if stays else None
        return self[code]


KEPT = Kept()
# The grapheme joiner, and what chooses a variant: of Mongolian, of anything, of ideographs.
SELECTORS = ((0x034F, 0x034F), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


def is_selector(code: int) -> bool:
    """A mark that only chooses between two drawings of one character, or is not drawn at all."""
    return any(first <= code <= last for first, last in SELECTORS)


def folded(text: str) -> str:
    """The text as it is compared: compatibility forms as their plain ones (NFKC), no case, no
    spaces. Empty where nothing is left."""
    return unicodedata.normalize("NFKC", text).casefold().translate(KEPT)


def folded_words(text: str) -> list[str]:
    """The words of a search, each folded and named once, in their order."""
    return list(dict.fromkeys(filter(is_written, map(folded, text.split()))))
