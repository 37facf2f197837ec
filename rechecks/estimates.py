"""How many of all closures do not hold, judged by those that were looked at again (ADR 0018).

A share with its 95 % interval. Samples are small and failures few, so the interval is the exact
binomial one of Clopper and Pearson at the effective sample size, after Korn and Graubard (1998);
an interval from a standard error would say 0 % ± 0 % where nothing failed.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

CONFIDENCE = 0.95
HALVINGS = 60  # of [0, 1]: as close as a float gets
TINY = 1e-300


class Looked(NamedTuple):
    """A sampled hazard that was re-checked: its unit, its probability to be drawn, the verdict."""

    stratum: str
    probability: float
    failed: bool


class Estimate(NamedTuple):
    """`rate`, `low` and `high` are shares in [0, 1]; None where nothing was re-checked yet."""

    frame: int
    drawn: int
    checked: int
    failed: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    effective: float | None = None

    @property
    def is_counted(self) -> bool:
        """All there are were looked at: the rate is a count and needs no interval."""
        return self.checked == self.frame > 0


def estimate(looked: Sequence[Looked], *, drawn: int, frame: int) -> Estimate:
    """Of `frame` closures `drawn` were sampled and `looked` at again so far."""
    failed = sum(one.failed for one in looked)
    counted = Estimate(frame, drawn, len(looked), failed)
    if not looked:
        return counted
    rate = share(looked)
    if counted.is_counted:
        return counted._replace(rate=rate, low=rate, high=rate, effective=float(frame))
    n = effective_size(looked, rate)
    low, high = clopper_pearson(rate * n, n)
    return counted._replace(rate=rate, low=low, high=high, effective=n)


def share(looked: Iterable[Looked]) -> float:
    """Each stands for the 1/probability closures it was drawn among (Hájek's estimator)."""
    weights = [(1 / one.probability, one.failed) for one in looked]
    return math.fsum(w for w, failed in weights if failed) / math.fsum(w for w, _ in weights)


def effective_size(looked: Sequence[Looked], rate: float) -> float:
    """How many looks of a plain random sample these are worth: Kish's (Σw)²/Σw² for unequal
    weights, or fewer where the variance by strata says so. Never more than that: with a handful of
    looks a variance below the plain one is luck."""
    weights = [1 / one.probability for one in looked]
    kish = math.fsum(weights) ** 2 / math.fsum(w * w for w in weights)
    variance = stratified_variance(looked, rate)
    return min(kish, rate * (1 - rate) / variance) if variance > 0 else kish


def stratified_variance(looked: Sequence[Looked], rate: float) -> float:
    """Of the weighted share, by linearisation; drawn with replacement within each stratum. A
    stratum with a single look is set against the mean of all, which is 0."""
    whole = math.fsum(1 / one.probability for one in looked)
    strata = defaultdict(list)
    for one in looked:
        strata[one.stratum].append((one.failed - rate) / one.probability / whole)
    return math.fsum(spread(deviations) for deviations in strata.values())


def spread(deviations: list[float]) -> float:
    n = len(deviations)
    if n == 1:
        return deviations[0] ** 2
    mean = math.fsum(deviations) / n
    return n / (n - 1) * math.fsum((deviation - mean) ** 2 for deviation in deviations)


def clopper_pearson(failed: float, n: float) -> tuple[float, float]:
    """The exact interval for `failed` of `n`; neither has to be whole."""
    tail = (1 - CONFIDENCE) / 2
    held = max(n - failed, 0.0)
    low = quantile(tail, failed, held + 1) if failed > 0 else 0.0
    high = quantile(1 - tail, failed + 1, held) if held > 0 else 1.0
    return low, high


def quantile(p: float, a: float, b: float) -> float:
    """Where the beta distribution's share reaches `p`, by halving."""
    return where(lambda x: share_below(x, a, b) >= p)


def where(is_reached: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _halving in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_reached(middle) else (middle, high)
    return high


def share_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if not 0 < x < 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # there the fraction converges slowly; the mirror does not
        return 1 - share_below(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front += a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / (a * continued_fraction(x, a, b))


def continued_fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + …)) of I_x(a, b) (DLMF 8.17.22), from the front by Lentz's method."""
    value = front = 1.0
    back = 0.0
    for step in range(1, 1000):
        term = coefficient(step, x, a, b)
        back = 1 / (nonzero(1 + term * back))
        front = nonzero(1 + term / front)
        value *= front * back
        if abs(front * back - 1) < 1e-15:
            break
    return value


def coefficient(step: int, x: float, a: float, b: float) -> float:
    m = step // 2
    if step % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def nonzero(value: float) -> float:
    return value if value else TINY
