"""The failure rate and its interval, against published figures and an example by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rechecks.estimates import Looked, clopper_pearson, estimate, share_below

# Clopper–Pearson, 95 %, as the tables and R's binom.test give it.
PUBLISHED = [
    (0, 10, 0.0, 0.3085),
    (1, 10, 0.0025, 0.4450),
    (2, 10, 0.0252, 0.5561),
    (5, 10, 0.1871, 0.8129),
    (10, 10, 0.6915, 1.0),
    (0, 20, 0.0, 0.1684),
    (1, 20, 0.0013, 0.2487),
    (5, 20, 0.0866, 0.4910),
    (0, 100, 0.0, 0.0362),
    (10, 100, 0.0490, 0.1762),
]


@pytest.mark.parametrize(("failed", "n", "low", "high"), PUBLISHED)
def test_the_exact_interval_is_the_published_one(failed, n, low, high):
    assert clopper_pearson(failed, n) == pytest.approx((low, high), abs=5e-5)


def looked(*told):
    return [Looked(stratum, probability, failed) for stratum, probability, failed in told]


def test_nothing_looked_at_says_nothing():
    said = estimate([], drawn=20, frame=400)
    assert (said.rate, said.low, said.high) == (None, None, None)
    assert (said.drawn, said.checked, said.failed) == (20, 0, 0)


def test_no_failure_is_not_zero_plus_or_minus_zero():
    said = estimate(looked(*[("U", 0.05, False)] * 20), drawn=20, frame=400)
    assert (said.rate, said.low) == (0, 0)
    assert said.high == pytest.approx(0.1684, abs=5e-5)


def test_all_failed_is_not_certain_either():
    said = estimate(looked(*[("U", 0.1, True)] * 10), drawn=10, frame=100)
    assert said.rate == said.high == 1
    assert said.low == pytest.approx(0.6915, abs=5e-5)


def test_a_worked_example_by_hand():
    """Two of probability 1/2 (weight 2), two of 1/4 (weight 4), one of the latter failed:
    rate = 4 / (2+2+4+4) = 1/3. Kish: 12² / (4+4+16+16) = 3.6. By strata: A has no spread left
    once its own mean is taken; in B the deviations are 4·(2/3)/12 = 2/9 and 4·(−1/3)/12 = −1/9,
    mean 1/18, variance 2/1·2·(1/6)² = 1/9, and (1/3·2/3)/(1/9) = 2. The smaller one holds: 2."""
    said = estimate(
        looked(("A", 0.5, False), ("A", 0.5, False), ("B", 0.25, True), ("B", 0.25, False)),
        drawn=4,
        frame=12,
    )
    assert said.rate == pytest.approx(1 / 3)
    assert said.effective == pytest.approx(2)
    assert (said.low, said.high) == pytest.approx(clopper_pearson(2 / 3, 2))


def test_with_equal_chances_it_is_the_plain_share_and_interval():
    said = estimate(looked(*[("U", 0.2, n < 2) for n in range(20)]), drawn=20, frame=100)
    assert said.rate == pytest.approx(0.1)
    assert said.effective == pytest.approx(19)  # the variance is divided by n − 1
    assert said.low < 0.1 < said.high


def test_a_unit_with_a_single_look_is_set_against_the_mean_of_all():
    """Four units, one look each of probability 1/4, one failed: rate 1/4, variance
    (3/16)² + 3·(1/16)² = 12/256, and (3/16)/(12/256) = 4."""
    said = estimate(looked(*[(f"U{n}", 0.25, n == 0) for n in range(4)]), drawn=4, frame=16)
    assert said.effective == pytest.approx(4)


def test_a_count_of_all_needs_no_interval():
    said = estimate(looked(("U", 1.0, True), ("U", 1.0, False)), drawn=2, frame=2)
    assert said.is_counted
    assert said.rate == said.low == said.high == 0.5


def test_what_is_outstanding_is_said_and_not_counted_as_held():
    done = looked(*[("U", 0.05, n == 0) for n in range(7)])
    said = estimate(done, drawn=20, frame=400)
    assert (said.checked, said.drawn) == (7, 20)
    assert said.rate == pytest.approx(1 / 7)


one_look = st.tuples(st.sampled_from("ABC"), st.floats(0.01, 1.0, allow_nan=False), st.booleans())


@given(st.lists(one_look, min_size=1, max_size=40))
def test_the_interval_holds_the_rate_and_stays_within_nothing_and_all(told):
    said = estimate(looked(*told), drawn=len(told), frame=10_000)
    assert 0 <= said.low <= said.rate + 1e-9
    assert said.rate - 1e-9 <= said.high <= 1
    assert 0 < said.effective <= len(told) + 1e-9


@given(st.floats(0.01, 0.99), st.floats(0.2, 60), st.floats(0.2, 60))
def test_the_beta_function_and_its_mirror_make_one(x, a, b):
    assert share_below(x, a, b) + share_below(1 - x, b, a) == pytest.approx(1, abs=1e-9)
