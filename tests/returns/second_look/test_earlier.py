"""What a unit said before: which periods, whose, in which order, and for whose eyes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from returns.second_look.earlier import PERIODS, earlier_of
from tests.returns.second_look.periods import CODE, desk_of_month, said_before


def said(desk, place="school", by=None):
    """The figures of the periods before, and their titles."""
    told = desk.opened(place, by).second_look.earlier
    return [(one.title, one.values[CODE]) for one in told]


def test_the_last_four_periods_are_told_the_oldest_first(cast):
    said_before(cast, "school", [3, 4, 5, 6, 7])
    now = desk_of_month(cast, 6)
    told = [("2021年2月", 4), ("2021年3月", 5), ("2021年4月", 6), ("2021年5月", 7)]
    assert said(now) == told and len(told) == PERIODS


def test_only_what_was_handed_in_counts_and_what_is_corrected_is_told_as_corrected(cast):
    first, second, third, fourth = said_before(cast, "school", [1, 2, 3, 4])
    first.send_back("school")
    second.accept("school"), second.correct("school")
    third.accept("school"), third.correct("school")
    third.fill("school", **{CODE: 30}), third.submit("school")
    desk_of_month(cast, 5).fill("school", **{CODE: 50})
    assert said(desk_of_month(cast, 6)) == [("2021年3月", 30), ("2021年4月", 4)]
    assert fourth.of("school").state == "submitted"


def test_later_periods_other_units_and_other_forms_are_none_of_it(cast):
    said_before(cast, "school_2", [9])
    desk_of_month(cast, 2, "monthly").hand_in("school")
    now, later = desk_of_month(cast, 3), desk_of_month(cast, 4)
    later.hand_in("school")
    assert said(now) == []
    assert said(later, "school_2") == [("2021年1月", 9)]


def test_a_nil_return_said_0_and_another_edition_of_the_form_is_the_same_form(cast):
    first = desk_of_month(cast, 1)
    first.nil("school")
    now = desk_of_month(cast, 2)
    assert said(now) == [("2021年1月", 0)]


def test_whoever_may_not_see_an_earlier_return_is_told_nothing_of_it(cast):
    said_before(cast, "school", [3, 4])
    now = desk_of_month(cast, 5)
    assert len(said(now, by=cast["officer@central"])) == 2
    assert earlier_of([now.of("school")], cast["officer@direct"])[now.of("school").pk] == []


def test_it_is_one_query_however_many_returns_and_periods(cast):
    said_before(cast, "school", [1])
    said_before(cast, "school_2", [1])  # of another campaign
    now = desk_of_month(cast, 9)
    both = [now.of("school"), now.of("school_2")]

    def cost(returns):
        earlier_of(returns, cast.auditor)  # what is read once for each person is read
        with CaptureQueriesContext(connection) as made:
            earlier_of(returns, cast.auditor)
        return len(made)

    few = cost(both[:1])
    for month in range(2, 8):
        desk = desk_of_month(cast, month)
        desk.hand_in("school"), desk.hand_in("school_2")
    assert cost(both) == few
