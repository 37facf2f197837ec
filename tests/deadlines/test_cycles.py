"""Which days count, and in which windows what comes due is done."""

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from deadlines.calendar import Calendar, Counted, Span
from deadlines.cycles import Cycle, Window, Windows
from tests.base.strength import tried_on

SPRING = Span(date(2021, 2, 22), date(2021, 7, 9))
AUTUMN = Span(date(2021, 9, 1), date(2022, 1, 20))
SCHOOL_YEAR = Calendar(
    terms=(SPRING, AUTUMN), flood_seasons=(Span(date(2021, 6, 1), date(2021, 9, 30)),)
)


def window(cycle: Cycle, day: date, counted: Counted = Counted.SCHOOL, calendar=SCHOOL_YEAR):
    return Windows(calendar).around(cycle, counted, day)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2021, 6, 11), True),
        (date(2021, 6, 14), False),  # 端午节, a Monday
        (date(2021, 5, 8), True),  # a Saturday worked in exchange
        (date(2021, 6, 19), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 7), False),
    ],
)
def test_holidays_and_days_worked_in_exchange_are_known(day, is_worked):
    assert Calendar().is_workday(day) is is_worked


def test_of_a_year_without_a_notice_only_weekends_are_off():
    assert Calendar().is_workday(date(2027, 10, 1))  # a Friday: nothing is guessed
    assert not Calendar().is_workday(date(2027, 10, 2))


def test_what_was_entered_for_a_day_comes_before_everything_else():
    day = date(2021, 6, 16)
    assert not Calendar(changed={day: False}).is_workday(day)
    assert Calendar(changed={date(2021, 6, 14): True}).is_workday(date(2021, 6, 14))


def test_between_two_terms_nobody_is_taught_and_beyond_them_everybody():
    assert not SCHOOL_YEAR.is_school_day(date(2021, 8, 3))
    assert SCHOOL_YEAR.is_workday(date(2021, 8, 3))
    assert SCHOOL_YEAR.is_school_day(date(2022, 3, 1))  # nobody has entered that term yet
    assert Calendar().is_school_day(date(2021, 8, 3))


def test_a_window_has_the_days_of_its_period_that_count():
    assert window(Cycle.DAILY, date(2021, 6, 11)) == Window(date(2021, 6, 11), date(2021, 6, 11))
    assert window(Cycle.DAILY, date(2021, 6, 12)) is None
    # Monday the 14th is a holiday.
    assert window(Cycle.WEEKLY, date(2021, 6, 16)) == Window(date(2021, 6, 15), date(2021, 6, 18))
    assert window(Cycle.MONTHLY, date(2021, 7, 5)) == Window(date(2021, 7, 1), date(2021, 7, 9))
    assert window(Cycle.MONTHLY, date(2021, 8, 5)) is None
    every = window(Cycle.MONTHLY, date(2021, 8, 5), Counted.ALL)
    assert every == Window(date(2021, 8, 1), date(2021, 8, 31))


def test_longer_cycles_and_what_is_done_ahead():
    assert window(Cycle.TWO_MONTHLY, date(2021, 6, 3)) == Window(
        date(2021, 5, 6), date(2021, 6, 30)
    )
    assert window(Cycle.TERMLY, date(2021, 9, 9)) == Window(date(2021, 9, 1), date(2022, 1, 20))
    assert window(Cycle.TERMLY, date(2021, 8, 9)) is None
    ahead = window(Cycle.BEFORE_TERM, date(2021, 8, 27), Counted.ALL)
    assert ahead == Window(date(2021, 8, 25), date(2021, 8, 31))
    holiday = window(Cycle.BEFORE_HOLIDAY, date(2021, 9, 30), Counted.WORKING)
    assert holiday == Window(date(2021, 9, 24), date(2021, 9, 30))
    flood = window(Cycle.BEFORE_FLOOD_SEASON, date(2021, 5, 20), Counted.ALL)
    assert flood == Window(date(2021, 5, 18), date(2021, 5, 31))


def test_it_may_be_made_up_for_until_the_next_window_begins():
    windows = Windows(SCHOOL_YEAR)
    friday = windows.opening(Cycle.DAILY, Counted.SCHOOL, date(2021, 6, 18))
    assert friday and windows.late_until(Cycle.DAILY, Counted.SCHOOL, friday) == date(2021, 6, 20)
    july = windows.opening(Cycle.MONTHLY, Counted.SCHOOL, date(2021, 7, 1))
    assert july and windows.late_until(Cycle.MONTHLY, Counted.SCHOOL, july) == date(2021, 8, 31)


def test_where_no_next_window_is_known_a_month_is_left():
    windows = Windows(Calendar(terms=(SPRING,)))
    ahead = windows.around(Cycle.BEFORE_TERM, Counted.ALL, date(2021, 2, 20))
    assert ahead and windows.late_until(Cycle.BEFORE_TERM, Counted.ALL, ahead) == date(2021, 3, 23)


spans = st.builds(
    lambda first, n: Span(first, first + timedelta(days=n)),
    st.dates(date(2020, 1, 1), date(2028, 1, 1)),
    st.integers(5, 200),
)
calendars = st.builds(
    lambda terms, changed: Calendar(terms=tuple(terms), changed=changed),
    st.lists(spans, max_size=4),
    st.dictionaries(st.dates(date(2021, 1, 1), date(2021, 12, 31)), st.booleans(), max_size=30),
)


@tried_on(200)
@given(calendars, st.sampled_from(list(Cycle)), st.sampled_from(list(Counted)))
def test_windows_of_a_cycle_lie_one_after_the_other_on_days_that_count(calendar, cycle, counted):
    windows, last = Windows(calendar), date.min
    for n in range(400):
        day = date(2021, 1, 1) + timedelta(days=n)
        found = windows.opening(cycle, counted, day)
        if found is None or cycle == Cycle.TERMLY or cycle == Cycle.BEFORE_TERM:
            continue  # terms are entered without overlaps, which these are not
        assert last < found.opens_on <= found.last_on
        assert calendar.counts(found.opens_on, counted) and calendar.counts(found.last_on, counted)
        assert windows.late_until(cycle, counted, found) >= found.last_on
        last = found.last_on
