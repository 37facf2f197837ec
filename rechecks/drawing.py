"""The draw itself: frame, size and seed in, the sampled hazards out. No database, no chance but
the seed: the same three give the same draw on any machine and any Python (ADR 0018).

Systematic sampling with probability proportional to weight. All numbers are whole or fractions of
whole numbers, and chance is SHA-256 of the seed, so nothing depends on rounding or on a generator.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heapreplace
from typing import NamedTuple

WHOLE = 2**64  # lots are whole numbers below this


class Row(NamedTuple):
    """One hazard of the frame: its id, the code of its unit, and its weight (1 or more)."""

    hazard: str
    stratum: str
    weight: int


class Drawn(NamedTuple):
    """A row that came up, and the probability with which it had to be expected to."""

    row: Row
    probability: Fraction


def lot(seed: str, *what: str) -> int:
    """A whole number in [0, 2**64) that only the seed and the name decide."""
    text = ":".join((seed, *what))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def draw(frame: Iterable[Row], size: int, seed: str) -> list[Drawn]:
    """`size` rows, or all where there are fewer; by unit, and within a unit as the lots fell.

    With a place for every unit, each gets at least one and the rest by the weight it holds. With
    fewer places than units one walk leads through all of them in an order the seed decides, so
    that a unit comes up as often as its weight says and no unit lends its places to another.
    """
    strata = by_stratum(frame)
    size = min(size, sum(map(len, strata.values())))
    if size < len(strata):
        units = sorted(strata, key=lambda unit: (lot(seed, "unit", unit), unit))
        walk = [row for unit in units for row in shuffled(strata[unit], seed)]
        drawn = systematic(walk, size, lot(seed, "start"))
    else:
        places = allocate(size, {unit: (len(rows), load(rows)) for unit, rows in strata.items()})
        drawn = [
            one
            for unit, rows in strata.items()
            for one in systematic(shuffled(rows, seed), places[unit], lot(seed, "start", unit))
        ]
    return sorted(drawn, key=lambda one: one.row.stratum)


def by_stratum(frame: Iterable[Row]) -> dict[str, list[Row]]:
    strata = defaultdict(list)
    for row in frame:
        strata[row.stratum].append(row)
    return dict(sorted(strata.items()))


def shuffled(rows: Iterable[Row], seed: str) -> list[Row]:
    return sorted(rows, key=lambda row: (lot(seed, row.hazard), row.hazard))


def load(rows: Iterable[Row]) -> int:
    return sum(row.weight for row in rows)


def allocate(size: int, strata: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """The places of each stratum, of its (rows, weight): one each, then the next place always to
    the stratum whose weight has the fewest places so far (Webster's method), never more than it
    has rows. Unlike largest remainders, a larger sample never takes a place away from a unit.
    Needs as many places as strata, and as many rows as places."""
    places = dict.fromkeys(strata, 1)
    claims = [(claim(weight, 1), name) for name, (rows, weight) in strata.items() if rows > 1]
    heapify(claims)
    for _place in range(size - len(strata)):
        name = claims[0][1]
        places[name] += 1
        rows, weight = strata[name]
        is_full = places[name] == rows
        heapreplace(claims, (Fraction(1) if is_full else claim(weight, places[name]), name))
    return places


def claim(weight: int, places: int) -> Fraction:
    """The smaller the sooner; never above 0, so that what is full stands behind."""
    return Fraction(-weight, 2 * places + 1)


def systematic(rows: Sequence[Row], size: int, start: int) -> list[Drawn]:
    """Each row with probability size·weight/load exactly, 1 for those that would have more.

    The rows lie end to end, each as long as its weight; `start` puts the first of `size` evenly
    spaced marks, and a row under a mark is drawn. A fixed start would not give these probabilities.
    """
    drawn, rest, size = for_certain(rows, size)
    whole, edge, marks = load(rest), 0, 0
    for row in rest:
        edge += row.weight
        if marks < size and (start + marks * WHOLE) * whole < edge * size * WHOLE:
            drawn.append(Drawn(row, Fraction(size * row.weight, whole)))
            marks += 1
    return drawn


def for_certain(rows: Sequence[Row], size: int) -> tuple[list[Drawn], list[Row], int]:
    """Rows as long as the space between two marks come up for certain; without them the rest has
    other marks, so each is looked for anew."""
    certain, whole = set(), load(rows)
    for row in sorted(rows, key=lambda row: -row.weight):
        if size == 0 or row.weight * size < whole:
            break
        certain.add(row.hazard)
        size, whole = size - 1, whole - row.weight
    drawn = [Drawn(row, Fraction(1)) for row in rows if row.hazard in certain]
    return drawn, [row for row in rows if row.hazard not in certain], size


def written(frame: Iterable[Row]) -> bytes:
    """The frame as it is kept and digested: one line a hazard, in the order of their ids."""
    return "".join("\t".join(map(str, row)) + "\n" for row in sorted(frame)).encode()


def read(text: bytes) -> list[Row]:
    lines = (line.split("\t") for line in text.decode().splitlines())
    return [Row(hazard, stratum, int(weight)) for hazard, stratum, weight in lines]


def digest_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
