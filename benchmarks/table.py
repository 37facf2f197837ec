"""The one table that comes out: what was measured, beside its floor and its aim."""

import unicodedata
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

COLUMNS = ("what", "ratio", "spread", "CPU", "ours", "floor", "aim", "")
WIDTHS = (52, 7, 11, 7, 11, 11, 8, 5)


class Line(NamedTuple):
    """One result. `aim` is the most that is wanted of `measured`; without one it is a fact."""

    what: str
    ratio: str = ""
    spread: str = ""
    cpu: str = ""
    ours: str = ""
    floor: str = ""
    aim: str = ""
    verdict: str = ""


def verdict(measured: float, aim: float | None) -> str:
    if aim is None:
        return ""
    return "ok" if measured <= aim else "worse"


def compared(what: str, ours: Sequence[float], floor: Sequence[float], aim=None) -> Line:
    """Two series of milliseconds from the same rounds. The ratio is the median of the rounds'
    ratios, the spread the middle half of them: a neighbour's load hits both sides of a round."""
    ratios = sorted(one / other for one, other in zip(ours, floor, strict=True))
    quarter = len(ratios) // 4
    ratio = median(ratios)
    return Line(
        what,
        f"{ratio:.2f}×",
        f"{ratios[quarter]:.2f}–{ratios[-1 - quarter]:.2f}",
        ours=f"{median(ours):.2f} ms",
        floor=f"{median(floor):.2f} ms",
        aim=f"≤ {aim:g}×" if aim else "",
        verdict=verdict(ratio, aim),
    )


def amount(what: str, measured: float, unit: str, aim: float | None = None) -> Line:
    """A number that stands for itself, such as megabytes or seconds."""
    shown = f"{measured:.0f}" if float(measured).is_integer() or measured >= 100 else None
    return Line(
        what,
        ours=f"{shown or f'{measured:.1f}'} {unit}".strip(),
        aim="" if aim is None else f"≤ {aim:g} {unit}".strip(),
        verdict=verdict(measured, aim),
    )


def width(text: str) -> int:
    """Columns on a terminal; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def row(cells: Iterable[str]) -> str:
    padded = (cell + " " * (room - width(cell)) for cell, room in zip(cells, WIDTHS, strict=True))
    return " ".join(padded).rstrip()


def heading() -> str:
    return "\n".join([row(COLUMNS), row("─" * room for room in WIDTHS)])


def section(title: str) -> str:
    return f"\n{title}"
