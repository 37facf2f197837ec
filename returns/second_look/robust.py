"""How far a figure lies from others, by a measure that one strange figure among them cannot bend.

The rule is the modified z-score (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993):
0.6745 × (figure − median) ÷ MAD, where the MAD is the median of the distances from the median.
Where half of the others are the same the MAD is 0; then it is (figure − median) ÷ (1.253314 × the
mean of the distances). Where all of them are the same there is nothing to measure by, and no score.
All of it is exact for the figures of a form (15 digits), so that neither the unit of count nor the
order changes a verdict.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

FEWEST = 4  # figures to compare with; of fewer, a median says little
THRESHOLD = Fraction("3.5")
MAD, MEAN = "median_absolute_deviation", "mean_absolute_deviation"
FACTOR = {MAD: Fraction("0.6745"), MEAN: 1 / Fraction("1.253314")}
MEASURES = tuple(FACTOR)


class Distance(NamedTuple):
    """`score` is without a unit, negative below the median; `median` and `spread` are in the unit
    of the figures; `measure` says which spread it is; `n` is of how many."""

    score: Fraction
    median: Fraction
    spread: Fraction
    measure: str
    n: int

    @property
    def is_far(self) -> bool:
        return abs(self.score) >= THRESHOLD


def distance(figure: Decimal, others: Iterable[Decimal]) -> Distance | None:
    """None where there are too few others, or all of them say the same."""
    told = sorted(others)
    if len(told) < FEWEST or told[0] == told[-1]:
        return None
    middle = median(told)
    away = sorted(abs(one - middle) for one in told)
    measure, spread = MAD, Fraction(median(away))
    if not spread:
        measure, spread = MEAN, Fraction(sum(away)) / len(away)
    score = Fraction(figure - middle) * FACTOR[measure] / spread
    return Distance(score, Fraction(middle), spread, measure, len(told))


def median(ordered: Sequence[Decimal]) -> Decimal:
    """The middle one of figures in order; of an even number, half way between the two."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
