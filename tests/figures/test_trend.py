"""How many were open when a month ended, told backwards, is what the history tells of that day."""

from datetime import date, timedelta

import pytest

from figures.statistics import figures
from tests.figures.lives import june
from tests.figures.tree.test_changed_hands import handed_over
from tests.figures.years import WHOLE, a_full_year


@pytest.mark.parametrize("as_of", [None, date(2021, 7, 5)])
@pytest.mark.parametrize("who", ["auditor@bureau", "officer@central", "officer@school_b"])
def test_open_at_the_end_is_open_as_of_the_last_day(cast, who, as_of):
    a_full_year(cast)
    months = figures(cast[who], **WHOLE, as_of=as_of, by="month")["rows"]
    assert len(months) == 12
    for row in months:
        first = date.fromisoformat(f"{row['key']}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        then = min(last, as_of or last)
        assert row["open_at_end"] == figures(cast[who], as_of=then)["open"], row["key"]


def test_what_is_dismissed_later_was_open_until_then(lives, cast):
    cast.dismissed(lives.found(june(1)))
    (row,) = lives.asked(found_from=june(1), found_to=june(30), by="month")["rows"]
    assert row["open_at_end"] == 1


def test_what_has_changed_hands_was_open_where_it_was(lives, cast):
    """Two of the school's: one the direct unit's from 10 July, one school_b's by way of it."""
    first, other = (lives.assigned(june(day), date(2021, 9, 1)) for day in (1, 2))
    handed_over(cast, first, date(2021, 7, 10), "direct")
    handed_over(cast, other, date(2021, 7, 20), "direct")
    handed_over(cast, other, date(2021, 8, 5), "school_b")
    told = {"found_from": june(1), "found_to": date(2021, 9, 1), "by": "month"}
    months = {
        place: [row["open_at_end"] for row in lives.asked(unit=cast.units[place], **told)["rows"]]
        for place in ("school", "direct", "school_b", "central", "bureau")
    }
    assert months == {
        "school": [2, 0, 0],
        "direct": [0, 2, 1],
        "school_b": [0, 0, 1],
        "central": [2, 0, 0],
        "bureau": [2, 2, 2],
    }


def test_without_a_month_there_is_nothing_to_tell(cast):
    assert figures(cast.auditor, by="month")["rows"] == []
