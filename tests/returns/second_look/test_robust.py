"""The rule of outliers: what it gives by hand, and what must not change its verdict."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns.second_look.robust import FEWEST, MAD, MEAN, THRESHOLD, distance

WHOLE = st.integers(0, 999_999_999).map(Decimal)
AMOUNTS = st.decimals(0, 9_999_999, places=2)
FIGURES = st.one_of(WHOLE, AMOUNTS)
SERIES = st.lists(FIGURES, min_size=FEWEST, max_size=12)


def far(figure, *others):
    return distance(Decimal(figure), [Decimal(one) for one in others])


def test_it_is_what_the_rule_gives_by_hand():
    told = far(28600, 2710, 2945, 2830, 2800)  # the median is 2815, the distances 105 130 15 15
    assert (told.median, told.spread, told.measure, told.n) == (2815, 60, MAD, 4)
    assert told.score == Fraction("0.6745") * (28600 - 2815) / 60
    assert told.is_far


def test_where_half_are_the_same_it_is_the_mean_distance():
    told = far(60, 5, 5, 5, 9)  # the distances are 0 0 0 4
    assert (told.median, told.spread, told.measure) == (5, 1, MEAN)
    assert told.score == 55 / Fraction("1.253314") and told.is_far
    assert not far(9, 5, 5, 5, 9).is_far


def test_exactly_at_the_threshold_it_is_far_and_just_below_it_is_not():
    # The median is 0, the MAD 1349: the score of 7000 is 3.5.
    others = (-1349, -1349, 1349, 1349)
    assert far(7000, *others).score == THRESHOLD and far(7000, *others).is_far
    assert far(-7000, *others).is_far
    assert not far("6999.9", *others).is_far


@pytest.mark.parametrize("n", range(FEWEST))
def test_of_too_few_there_is_no_measure(n):
    assert far(1000, *range(n)) is None


@given(FIGURES, FIGURES, st.integers(FEWEST, 9))
def test_where_all_say_the_same_there_is_no_measure_whatever_the_figure(figure, same, n):
    assert distance(figure, [same] * n) is None


@given(FIGURES, SERIES)
def test_what_stands_in_the_middle_is_never_far(figure, others):
    told = distance(figure, others)
    if told:
        middle = distance(Decimal(told.median.numerator) / told.median.denominator, others)
        assert middle.score == 0 and not middle.is_far


@given(FIGURES, SERIES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(figure, others, chance):
    shuffled = chance.sample(others, len(others))
    assert distance(figure, shuffled) == distance(figure, others)


@given(FIGURES, SERIES, st.sampled_from([Decimal("0.01"), Decimal(3), Decimal(10_000)]))
def test_the_unit_of_count_does_not_matter(figure, others, times):
    told, again = (
        distance(figure, others),
        distance(figure * times, [one * times for one in others]),
    )
    assert (told and told.score) == (again and again.score)


@given(FIGURES, SERIES, WHOLE)
def test_where_they_begin_to_count_does_not_matter(figure, others, more):
    told, again = distance(figure, others), distance(figure + more, [one + more for one in others])
    assert (told and told.score) == (again and again.score)


@given(FIGURES, SERIES, FIGURES)
def test_one_wild_figure_among_the_others_moves_the_middle_no_further_than_its_neighbour(
    figure, others, wild
):
    calm, bent = distance(figure, others), distance(figure, [*others, wild])
    if calm and bent:
        ordered = sorted(others)
        assert ordered[(len(others) - 1) // 2 - 1] <= bent.median <= ordered[len(others) // 2 + 1]
