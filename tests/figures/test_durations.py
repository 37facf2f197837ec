"""Medians, percentiles and bands over {days: how many}, each worked out by hand."""

import pytest

from figures import durations

NOTHING = {"0-3": 0, "4-7": 0, "8-14": 0, "15-30": 0, "31+": 0}


def test_of_nothing_there_is_no_middle():
    assert durations.told({}) == {"median": None, "p90": None, "bands": NOTHING}


@pytest.mark.parametrize(
    ("histogram", "median"),
    [
        ({5: 1}, 5),
        ({1: 1, 9: 1}, 5),
        ({1: 1, 2: 1, 100: 1}, 2),
        ({9: 2, 1: 3}, 1),  # 1 1 1 9 9, told in any order
        ({1: 2, 4: 2}, 2.5),
        ({0: 10}, 0),
    ],
)
def test_the_median_is_the_middle_or_the_mean_of_the_two_there(histogram, median):
    assert durations.median(histogram) == median


@pytest.mark.parametrize(
    ("histogram", "p90"),
    [
        ({5: 1}, 5),
        ({1: 9, 50: 1}, 1),  # nine of ten took a day: that is ninety in a hundred
        ({1: 8, 50: 2}, 50),
        ({1: 17, 2: 1, 7: 2}, 2),  # of twenty, the eighteenth
        ({1: 10, 30: 1}, 1),  # of eleven, the tenth
        ({days: 1 for days in range(1, 101)}, 90),
    ],
)
def test_nine_in_ten_took_no_longer_than_the_90th_percentile(histogram, p90):
    assert durations.percentile(histogram, 90) == p90


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "0-3"), (3, "0-3"), (4, "4-7"), (7, "4-7"), (8, "8-14"), (14, "8-14"), (15, "15-30"),
     (30, "15-30"), (31, "31+"), (4000, "31+"), (-1, "0-3")],
)  # fmt: skip
def test_each_number_of_days_lies_in_one_band(days, band):
    assert durations.bands({days: 2}) == NOTHING | {band: 2}


def test_the_bands_add_up_to_the_whole():
    histogram = {days: days + 1 for days in range(40)}
    assert sum(durations.bands(histogram).values()) == sum(histogram.values())
