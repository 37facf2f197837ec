"""Where the cells of a worksheet stand, before anything is built of them.

A sheet is one block of cells to its reader, so a single cell in the last corner, a few bytes in the
file, would cost it gigabytes.
"""

from foreign.errors import Refused
from foreign.readers.xml_parts import Attributes, walk

HOLDS_SOMETHING = {"v", "is", "f"}
LONGEST_PLACE = 12  # characters: XFD1048576 has ten


def refuse_far_cells(part: bytes, last_row: int, last_column: int) -> None:
    """Refused as `too_large` where a cell that holds something lies beyond; an empty one is only a
    format."""
    Counter(last_row, last_column).count(part)


class Counter:
    def __init__(self, last_row: int, last_column: int) -> None:
        self.last_row, self.last_column = last_row, last_column
        self.row = self.column = 0

    def count(self, part: bytes) -> None:
        walk([part], self.on_start)

    def on_start(self, name: str, attributes: Attributes) -> None:
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "c":
            self.move(attributes.get("r"))
        elif kind in HOLDS_SOMETHING:
            if self.row > self.last_row or self.column > self.last_column:
                raise Refused("too_large")
        elif kind == "row":
            place = attributes.get("r", "")
            self.row, self.column = (number(place) if place else self.row + 1), 0

    def move(self, place: str | None) -> None:
        if not place:
            self.column += 1
            return
        letters = place.rstrip("0123456789")
        self.row, self.column = number(place[len(letters) :]), column_of(letters)


def number(digits: str) -> int:
    """What is no number lies nowhere near, and is as far as can be."""
    is_near = digits.isascii() and digits.isdigit() and len(digits) < LONGEST_PLACE
    return int(digits) if is_near else 10**LONGEST_PLACE


def column_of(letters: str) -> int:
    column = 0
    for letter in letters.upper()[:LONGEST_PLACE]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
