"""Text as cues are looked for in it, with the way back to what was written."""

import unicodedata
from dataclasses import dataclass

# What is put between the characters of a word or number to part it, and between words and numbers
# by nobody who writes Chinese. 。，、；： stay: across them nothing is one word.
PARTING = frozenset("-–—―‐‑‒−ー_~*|/\\.·•∙⋅・･‧'’‘`\"“”^=+()[]{}<>#")


@dataclass(frozen=True)
class Folded:
    """`at` says of each character which one of `written` it comes from."""

    written: str
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in what was written [start, end) stands, `end` after the start."""
        return self.at[start], self.at[end - 1] + 1


def folded(written: str) -> Folded:
    """In half width and small letters, without spaces, signs nobody sees, marks on letters and what
    parts the characters of a word."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(written):
        for one in unicodedata.normalize("NFKC", character).casefold():
            if is_read(one):
                characters.append(one)
                places.append(place)
    return Folded(written, "".join(characters), tuple(places))


def is_read(character: str) -> bool:
    """Whether it counts when words are compared. Of the categories of Unicode: neither separators,
    controls and formats, nor marks."""
    return character not in PARTING and unicodedata.category(character)[0] not in "ZCM"
