"""What counts as written, the same behind every door: pages, API, imports and the law.

A character counts when somebody who reads it sees a letter, a digit, a sign or a picture. That is
said by its general category (Unicode, chapter 4.5), and by short lists of what the categories do
not tell: letters and signs that are drawn as nothing, and code points nobody has given a meaning.
"""

import unicodedata

# Categories L, P and S, but drawn as nothing: Hangul fillers, the empty braille pattern, the
# musical null notehead, and the place holder of an object that is not there.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159\ufffc")
# Characters that turn the order in which others are read (the property Bidi_Control).
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WITHOUT_TURNING = dict.fromkeys(map(ord, TURNING))
# What is no character for good, and what is set aside for signs that are not seen.
NEVER_DRAWN = ((0x2065, 0x2065), (0xFDD0, 0xFDEF), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF))
NUL = "\0"


def is_written(text: str) -> bool:
    """Whether `text` says anything at all. Spaces, controls, invisible signs and marks that need a
    letter under them do not."""
    return any(map(is_seen, text))


def is_seen(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cn":
        return not is_without_meaning(ord(character))
    # Private use stands in old files for rare characters of names.
    return (category[0] in "LNPS" or category == "Co") and character not in BLANK_LETTERS


def is_without_meaning(code: int) -> bool:
    """Of code points this Python knows nothing of: those that never will be drawn. The others may
    be ideographs of a later edition of Unicode."""
    return code & 0xFFFE == 0xFFFE or any(first <= code <= last for first, last in NEVER_DRAWN)


def as_entered(text: str) -> str:
    """What of a text is taken in: without spaces around it and without characters that turn what
    others read; nothing where it says nothing. A NUL stays, so that its refusal can name it."""
    kept = text.translate(WITHOUT_TURNING).strip()
    return kept if NUL in kept or is_written(kept) else ""
