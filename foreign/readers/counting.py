"""Where the cells of a worksheet stand and how much they say, before anything is built of them.

A sheet is one block of cells to its reader, so a single cell in the last corner, a few bytes in the
file, would cost it gigabytes. So would one long text that thousands of cells refer to.
"""

from array import array

from foreign.errors import Refused
from foreign.readers.xml_parts import Attributes, local, walk

HOLDS_SOMETHING = {"v", "is", "f"}
LONGEST_PLACE = 12  # characters: XFD1048576 has ten


def counted(part: bytes, last_row: int, last_column: int) -> int:
    """How many cells refer to a shared text. Refused as `too_large` where a cell that holds
    something lies beyond the last one; an empty cell is only a format."""
    counter = Counter(last_row, last_column)
    walk([part], counter.on_start)
    return counter.sharing


class Counter:
    def __init__(self, last_row: int, last_column: int) -> None:
        self.last_row, self.last_column = last_row, last_column
        self.row = self.column = self.sharing = 0

    def on_start(self, name: str, attributes: Attributes) -> None:
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "c":
            self.move(attributes.get("r"))
            self.sharing += attributes.get("t") == "s"
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


class Texts:
    """The bytes of each text the cells of a workbook share, by its place among them."""

    def __init__(self, part: bytes) -> None:
        self.lengths, self.length = array("L"), 0
        walk([part], None, self.on_end, self.on_text)

    def on_end(self, name: str) -> None:
        if local(name) == "si":
            self.lengths.append(self.length)
            self.length = 0

    def on_text(self, text: str) -> None:
        self.length += len(text.encode())

    def longest(self) -> int:
        return max(self.lengths, default=0)

    def used_in(self, part: bytes) -> int:
        """The bytes of text the cells of a worksheet refer to."""
        cells = Sharing(self.lengths)
        walk([part], cells.on_start, cells.on_end, cells.on_text)
        return cells.total


class Sharing:
    """Adds up the shared texts of a worksheet, cell by cell."""

    def __init__(self, lengths: array) -> None:
        self.lengths, self.total = lengths, 0
        self.is_shared = self.is_value = False
        self.place = ""

    def on_start(self, name: str, attributes: Attributes) -> None:
        kind = local(name)
        if kind == "c":
            self.is_shared = attributes.get("t") == "s"
        self.is_value = kind == "v" and self.is_shared

    def on_end(self, name: str) -> None:
        if self.is_value:
            place = number(self.place.strip())
            self.total += self.lengths[place] if place < len(self.lengths) else 0
        self.is_value, self.place = False, ""

    def on_text(self, text: str) -> None:
        if self.is_value and len(self.place) < LONGEST_PLACE:
            self.place += text
