"""What the bundled typefaces can print. The second one is for what the first lacks: the rare
characters of names and places. What both lack is printed as 〓, the printers' custom, and the paper
says which it was: never a silent square."""

from bisect import bisect_right
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from papers.notes import JOINED_BY
from papers.printing.formatting import printable

HERE = Path(__file__).parent
STAND_IN = "〓"
BREAKS = "\n\r\t"
MOST_NAMED = 20


class Face(NamedTuple):
    """A bundled typeface: its folder here, and the first and last code point of each run of
    characters it has a glyph for, in order."""

    folder: str
    firsts: list[int]
    lasts: list[int]

    def has(self, letter: str) -> bool:
        place = bisect_right(self.firsts, ord(letter)) - 1
        return letter in BREAKS or (place >= 0 and ord(letter) <= self.lasts[place])


def face(folder: str) -> Face:
    lines = (HERE / folder / "coverage.txt").read_text(encoding="ascii").split()
    runs = [[int(code, 16) for code in line.split("-")] for line in lines]
    return Face(folder, [first for first, _last in runs], [last for _first, last in runs])


FIRST, SECOND = face("fonts"), face("second_face")


def is_covered(letter: str) -> bool:
    return FIRST.has(letter) or SECOND.has(letter)


def faces_for(text: str) -> list[str]:
    """The folders of the faces that a text needs. The second is large and seldom needed."""
    needs_second = not all(map(FIRST.has, set(text)))
    return [FIRST.folder, *([SECOND.folder] if needs_second else [])]


def replaced(told: Any, lacking: dict[str, None]) -> Any:
    """The same texts with 〓 where there is no glyph; what was lacking is put into `lacking`."""
    if isinstance(told, str):
        told = printable(told)
        lacking.update(dict.fromkeys(letter for letter in told if not is_covered(letter)))
        return "".join(letter if is_covered(letter) else STAND_IN for letter in told)
    if isinstance(told, list):
        return [replaced(one, lacking) for one in told]
    if isinstance(told, dict):
        return {name: replaced(one, lacking) for name, one in told.items()}
    return told


def note(lacking: dict[str, None]) -> str:
    """The sentence that names them, by the number everybody can look up."""
    named = [f"U+{ord(letter):04X}" for letter in lacking][:MOST_NAMED]
    told = {"n": len(lacking), "characters": JOINED_BY.join(named)}
    return _("〓 stands for %(n)s characters this typeface lacks: %(characters)s") % told
