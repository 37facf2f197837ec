"""Finds units as people type them: by the code, a part of the name, or the first letters of its
syllables (「sfxx」 is 示范小学). What it was called before or is called for short finds it too."""

import re
import unicodedata
from functools import lru_cache

from django.db.models import QuerySet
from pypinyin import Style, pinyin

from organizations.units import OtherName, Unit, lineage

LONGEST = 100  # characters of what is typed


@lru_cache(maxsize=20_000)
def initials(character: str) -> str:
    """The letters its readings begin with: 长 is 「c」 or 「z」. What is not Chinese stands for
    itself."""
    readings = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)[0]
    return "".join(sorted({reading[:1].casefold() for reading in readings}))


def begins_somewhere(letters: str, name: str) -> bool:
    """Do the syllables of `name` begin with these letters, one after the other?"""
    heads = [initials(character) for character in name]
    starts = range(len(heads) - len(letters) + 1)
    return any(
        all(letter in heads[start + i] for i, letter in enumerate(letters)) for start in starts
    )


def fits(word: str, code: str, name: str) -> bool:
    if word in code.casefold() or word in folded(name):
        return True
    return bool(re.fullmatch(r"[a-z]+", word)) and begins_somewhere(word, name)


def folded(text: str) -> str:
    """Width and case say nothing."""
    return unicodedata.normalize("NFKC", text).casefold()


def all_fit(typed: str, code: str, name: str) -> bool:
    return all(fits(word, code, name) for word in folded(typed[:LONGEST]).split())


def other_names_of(units: QuerySet[Unit]) -> dict[int, str]:
    """By the key of the unit, each on a line of its own: no word reaches from one into the next."""
    lines: dict[int, str] = {}
    named = OtherName.objects.filter(unit__in=units.order_by())
    for unit, name in named.order_by("pk").values_list("unit", "name"):
        lines[unit] = f"{lines.get(unit, '')}\n{name}"
    return lines


def found_among(units: QuerySet[Unit], typed: str) -> QuerySet[Unit]:
    """Those of `units` that every word of `typed` fits; all of them where nothing was typed."""
    told = units.order_by().values_list("pk", "code", "name")
    others = other_names_of(units)
    found = [pk for pk, code, name in told if all_fit(typed, code, name + others.get(pk, ""))]
    return units.filter(pk__in=found)


def found_and_below(units: QuerySet[Unit], typed: str) -> list[int]:
    """The keys of those of `units` that were found, and of all others of them below these."""
    told = list(units.order_by().values_list("pk", "path", "code", "name"))
    others = other_names_of(units)
    found = {
        path for pk, path, code, name in told if all_fit(typed, code, name + others.get(pk, ""))
    }
    return [pk for pk, path, _code, _name in told if found.intersection(lineage(path))]
