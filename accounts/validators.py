"""Refuses passwords that people here choose first, and so do those who guess.

The words of `guessable_passwords.txt` are ours: what follows from them by digits, years,
birthdays, capitals and signs is found by rule instead of by a longer list.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = Path(__file__).parent / "guessable_passwords.txt"
# Signs written for letters, as in p@ssw0rd.
SIGNS = str.maketrans({"@": "a", "$": "s", "!": "i", "0": "o", "1": "l", "3": "e", "5": "s"})
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p")
ZIGZAGS = (
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1b2c3d4e5f6g7h8i9",
    "1a2b3c4d5e6f7g8h9i",
)
# Digits people put behind a word: runs, years, birthdays, phones, and those that sound like words.
DIGITS = re.compile(
    r"""(?:0?1?2?3?4?5?6?7?8?9?0?|(?P<same>\d)(?P=same)*|9876543210?|987654|654321|321
    |(?:19|20)\d\d|(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])
    |1[3-9]\d{9}|1314|520|521|5201314|1314520|7758521|7758258|168|518|888|666|110|119|114)*""",
    re.VERBOSE,
)
LONGEST_REPEATED = 4  # characters of a piece that makes up the whole password
STEP = 3  # neighbouring keys that make a run


class LengthValidator(MinimumLengthValidator):
    """Django's own, with a sentence that is there in every language of the service."""

    def get_error_message(self) -> str:
        return _("A password has at least %(n)s characters.") % {"n": self.min_length}


class GuessablePasswordValidator:
    """A rule of AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError (`password_guessable`) with a sentence that says why."""
        reason = reason_against(password)
        if reason:
            raise ValidationError(reason, code="password_guessable")

    def get_help_text(self) -> str:
        return _(
            "Not a name, a birthday, a phone number or a row of keys, also with digits behind."
        )


def reason_against(password: str) -> str:
    """Why others would guess `password`; nothing where they would not."""
    plain = unicodedata.normalize("NFKC", password).lower()
    bare = re.sub(r"[\W_]", "", plain)
    if is_repeated(bare):
        return _("This repeats a few characters. Choose something longer that does not.")
    if is_a_walk(bare):
        return _("These keys lie in a row. Choose something that is no pattern on the keyboard.")
    if any(is_familiar(form) for form in (bare, re.sub(r"[\W_]", "", plain.translate(SIGNS)))):
        return _("Many people here choose this, so it is guessed first. Choose something else.")
    return ""


def is_repeated(text: str) -> bool:
    """aaaaaaaa, 12121212, abcabcabc: a piece of four characters at most, over and over."""
    pieces = range(1, min(LONGEST_REPEATED, len(text) // 2) + 1)
    return any(text == (text[:n] * len(text))[: len(text)] for n in pieces)


def is_a_walk(text: str) -> bool:
    """qwertyui, 1qaz2wsx, zxcvbnm123: nothing but runs of neighbouring keys."""
    return bool(text) and covered_by(text, runs()) and not text.isdigit()


@cache
def runs() -> frozenset[str]:
    """Runs of at least three keys of a row, forwards and backwards, and the columns."""
    rows = [*ROWS, *(row[::-1] for row in ROWS)]
    ends = [(row, start, stop) for row in rows for start, stop in spans(len(row))]
    columns = [*COLUMNS, *(column[::-1] for column in COLUMNS)]
    beside = {left + right for left, right in pairwise(COLUMNS)}
    zigzag = {row[:n] for row in ZIGZAGS for n in range(4, len(row) + 1)}
    return frozenset({row[a:b] for row, a, b in ends} | {*columns} | beside | zigzag)


def spans(length: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(length) for b in range(a + STEP, length + 1)]


def covered_by(text: str, pieces: frozenset[str]) -> bool:
    """Is `text` pieces put together, and nothing else?"""
    longest = max(map(len, pieces))
    reached = {0}
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - longest), end)
        if any(start in reached and text[start:end] in pieces for start in starts):
            reached.add(end)
    return len(text) in reached


def is_familiar(text: str) -> bool:
    """A familiar word, or a name in pinyin, with familiar digits before or behind it."""
    letters = re.sub(r"^\d+|\d+$", "", text)
    digits = text.replace(letters, "", 1) if letters else text
    if not DIGITS.fullmatch(digits):
        return False
    return not letters or letters in words() or covered_by(letters, words()) or is_a_name(letters)


@cache
def words() -> frozenset[str]:
    return frozenset(section("words"))


def section(name: str) -> list[str]:
    """The entries under `[name]` of the list."""
    parts = re.split(r"^\[(\w+)\]$", WORDS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    texts = dict(zip(parts[1::2], parts[2::2], strict=True))
    return [word for line in texts[name].splitlines() if line[:1] != "#" for word in line.split()]


def is_a_name(letters: str) -> bool:
    """A surname and one or two syllables, or the first letters of a name."""
    if len(letters) <= 3:
        return True
    given = syllables()
    return any(
        letters.startswith(surname) and is_given_name(letters[len(surname) :], given)
        for surname in section_set("surnames")
    )


def is_given_name(letters: str, known: frozenset[str]) -> bool:
    if letters in known or len(letters) <= 2:
        return True
    return any(letters[:n] in known and letters[n:] in known for n in range(1, len(letters)))


@cache
def section_set(name: str) -> frozenset[str]:
    return frozenset(section(name))


@cache
def syllables() -> frozenset[str]:
    """What an initial and a final can make; more than there are does no harm here."""
    initials = ("", *section("initials"))
    return frozenset(initial + final for initial in initials for final in section("finals"))
