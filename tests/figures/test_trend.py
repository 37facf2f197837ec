"""How many were open when a month ended, told backwards, is what the history tells of that day."""

from datetime import date, timedelta

import pytest

from figures.statistics import figures
from tests.figures.lives import june
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


def test_without_a_month_there_is_nothing_to_tell(cast):
    assert figures(cast.auditor, by="month")["rows"] == []
