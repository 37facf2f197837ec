"""How high the rows of a worksheet must be for all their text to show: Excel does not work that
out for merged cells."""

import math
import unicodedata

from papers.printing import word
from papers.returns.grid import ASKED, Cell, Grid

LONGEST = 32_000  # characters a cell may hold, with some to spare
HIGHEST = 400  # pt; Excel stops at 409
WIDE = ("W", "F", "A")
POINTS = 28.35  # in a centimetre
# Programs break lines a little earlier than the sum of the letters: no line begins with a full
# stop, and typefaces differ.
USED = 0.93
PADDING = 0.3  # cm, left and right together
LEADING = 1.45
ABOVE_AND_BELOW = 6


def heights_of(grid: Grid) -> list[list[float]]:
    """For each row of the grid the heights of the worksheet's rows it takes."""
    needed = [0.0] * grid.rows
    # Cells of one row first: a tall one adds only what its rows do not have yet.
    for cell in sorted(grid.cells, key=lambda cell: cell.rows):
        rows = range(cell.row, cell.row + cell.rows)
        lacking = height_of(cell, grid) - sum(needed[row] for row in rows)
        for row in rows:
            needed[row] += max(lacking, 0) / cell.rows
    return [parts(height) for height in needed]


def parts(height: float) -> list[float]:
    count = max(1, math.ceil(height / HIGHEST))
    return [round(height / count, 1)] * count


def height_of(cell: Cell, grid: Grid) -> float:
    width = sum(grid.widths[cell.column : cell.column + cell.columns])
    size = word.SMALL if cell.kind == ASKED else word.BODY
    texts = ["".join(piece.text for piece in line) for line in cell.lines]
    lines = sum(lines_of(text, width, size) for text in texts)
    return lines * size * LEADING + ABOVE_AND_BELOW


def lines_of(text: str, width: float, size: float) -> int:
    """Lines a text takes in a column of `width` cm, printed at `size` pt."""
    room = (width - PADDING) * POINTS * USED
    return max(1, math.ceil(sum(map(ems, text)) * size / room))


def ems(letter: str) -> float:
    return 1 if unicodedata.east_asian_width(letter) in WIDE else 0.55
