"""How something is spread over days: from {days: how many} to bands, the median, a percentile.

Whatever the histogram was made from, the answer is the same: rows of the ledger, or a tally.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Histogram = Mapping[int, int]  # {days: how many took as long}

# Whole days; the last band has no end.
BANDS: dict[str, tuple[int, int | None]] = {
    "0-3": (0, 3),
    "4-7": (4, 7),
    "8-14": (8, 14),
    "15-30": (15, 30),
    "31+": (31, None),
}
NINETY = 90  # per cent


def told(histogram: Histogram) -> dict[str, Any]:
    """`{"median": days, "p90": days, "bands": {band: how many}}`; of nothing both are None."""
    return {
        "median": median(histogram),
        "p90": percentile(histogram, NINETY),
        "bands": bands(histogram),
    }


def bands(histogram: Histogram) -> dict[str, int]:
    """What lies in each band; nothing falls between two, so they add up to the whole."""
    counted = dict.fromkeys(BANDS, 0)
    for days, n in histogram.items():
        counted[band_of(days)] += n
    return counted


def band_of(days: int) -> str:
    """A hazard written down a day after it was closed elsewhere took no time: the first band."""
    return next(name for name, (_least, most) in BANDS.items() if most is None or days <= most)


def median(histogram: Histogram) -> float | None:
    """The middle one, or the mean of the two in the middle."""
    total = sum(histogram.values())
    if not total:
        return None
    return (nth(histogram, (total - 1) // 2) + nth(histogram, total // 2)) / 2


def percentile(histogram: Histogram, percent: int) -> int | None:
    """The fewest days within which at least `percent` of a hundred were done (nearest rank)."""
    total = sum(histogram.values())
    if not total:
        return None
    rank = -(-total * percent // 100)
    return nth(histogram, max(rank, 1) - 1)


def nth(histogram: Histogram, index: int) -> int:
    """The days of the one at `index`, counted from 0, when they stand in order."""
    for days, end in running(histogram):
        if index < end:
            return days
    raise IndexError(index)


def running(histogram: Histogram) -> Iterator[tuple[int, int]]:
    """Each number of days in order, with how many took that long or less."""
    end = 0
    for days, n in sorted(histogram.items()):
        end += n
        yield days, end
