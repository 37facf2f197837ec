"""What the bundled typeface can print. A character it lacks is printed as 〓, the printers' custom,
and the paper says which it was: never a silent square."""

from bisect import bisect_right
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from papers.notes import JOINED_BY
from papers.printing.formatting import printable

COVERAGE = Path(__file__).parent / "fonts" / "coverage.txt"
STAND_IN = "〓"
BREAKS = "\n\r\t"
MOST_NAMED = 20


def ranges() -> list[tuple[int, int]]:
    """First and last code point of each run of characters there is a glyph for, in order."""
    lines = COVERAGE.read_text(encoding="ascii").split()
    parted = (line.split("-") for line in lines)
    return [(int(first, 16), int(last, 16)) for first, last in parted]


RANGES = ranges()
FIRSTS = [first for first, _last in RANGES]


def is_covered(letter: str) -> bool:
    place = bisect_right(FIRSTS, ord(letter)) - 1
    return letter in BREAKS or (place >= 0 and ord(letter) <= RANGES[place][1])


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
