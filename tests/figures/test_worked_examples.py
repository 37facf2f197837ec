"""The figures of the handbook's section 3, each worked out by hand."""

from datetime import date, time

import pytest

from figures.definitions import RATES
from hazards import services
from hazards.models import Category
from tests.figures.lives import fraction, june, moment

LAST_MOMENT = time(23, 59, 59, 999999)


def test_nothing_found_has_no_rates_and_never_a_hundred_per_cent(lives):
    answer = lives.asked()
    assert (answer["found"], answer["median_days_to_close"], answer["funds"]) == (0, None, "0")
    for name, rate in RATES.items():
        said = {"value": None, "numerator": 0, "denominator": 0, "definition": rate.definition}
        assert answer[name] == said


def test_a_late_closure_is_closed_but_not_on_time(lives):
    lives.closed(found=june(1), due=june(10), on=june(10))
    lives.closed(found=june(1), due=june(10), on=june(11))
    answer = lives.asked()
    assert fraction(answer["closure_rate"]) == (2, 2)
    assert fraction(answer["on_time_rate"]) == (1, 2)
    assert answer["on_time_rate"]["value"] == 0.5
    assert answer["median_days_to_close"] == 9.5


def test_an_open_hazard_is_due_the_day_after_its_deadline(lives):
    lives.assigned(found=june(1), due=june(10))
    on_the_day, after = lives.asked(as_of=june(10)), lives.asked(as_of=june(11))
    assert (fraction(on_the_day["on_time_rate"]), on_the_day["overdue"]) == ((0, 0), 0)
    assert (fraction(after["on_time_rate"]), after["overdue"]) == ((0, 1), 1)


def test_an_extension_helps_the_second_figure_only(lives, cast):
    hazard = lives.assigned(found=june(1), due=june(10))
    told = {"until": june(20), "reason": "等配件", "interim_measures": "围挡"}
    request = services.request_extension(hazard, by=cast.officer, at=moment(june(8)), **told)
    services.grant(request, by=cast.auditor, at=moment(june(9)))
    hazard.refresh_from_db()
    assert (lives.asked(as_of=june(15))["overdue"], lives.asked(as_of=june(21))["overdue"]) == (
        0,
        1,
    )
    cast.closed(cast.rectified(hazard, at=moment(june(12))), at=moment(june(15)))
    answer = lives.asked()
    assert fraction(answer["on_time_rate"]) == (0, 1)
    assert fraction(answer["after_extension_rate"]) == (1, 1)


def test_an_extension_granted_later_does_not_improve_the_past(lives, cast):
    hazard = lives.assigned(found=june(1), due=june(10))
    told = {"until": june(20), "reason": "等配件", "interim_measures": "围挡"}
    request = services.request_extension(hazard, by=cast.officer, at=moment(june(11)), **told)
    services.grant(request, by=cast.auditor, at=moment(june(12)))
    assert lives.asked(as_of=june(11))["overdue"] == 1
    assert lives.asked(as_of=june(12))["overdue"] == 0


def test_fixed_on_the_spot_never_had_a_deadline_and_is_on_time(lives, cast):
    hazard = lives.found(june(1))
    photos = [cast.photo(cast.inspector)]
    services.fix_on_spot(hazard, by=cast.inspector, photos=photos, at=moment(june(1)))
    assert fraction(lives.asked()["on_time_rate"]) == (0, 0)
    cast.closed(hazard, at=moment(june(9)))
    assert fraction(lives.asked()["on_time_rate"]) == (1, 1)


def test_a_reopened_hazard_is_open_and_both_events_count_in_their_own_periods(lives):
    hazard = lives.closed(found=june(1), due=june(10), on=june(5))
    lives.reopened(hazard, on=date(2021, 7, 2), due=date(2021, 7, 12))
    in_june = {"found_from": june(1), "found_to": date(2021, 7, 1)}
    answer = lives.asked(**in_june)
    assert (answer["closed"], answer["open"], answer["by_state"]["assigned"]) == (0, 1, 1)
    assert (answer["closures"], answer["reopened"]) == (1, 0)
    assert fraction(answer["closure_rate"]) == (0, 1)
    in_july = lives.asked(found_from=date(2021, 7, 1), found_to=date(2021, 8, 1))
    assert (in_july["found"], in_july["closures"], in_july["reopened"]) == (0, 0, 1)
    assert in_july["open_from_before"] == 1
    assert lives.asked(as_of=june(30), **in_june)["closed"] == 1


def test_a_closure_after_reopening_is_judged_by_the_original_deadline(lives, cast):
    hazard = lives.closed(found=june(1), due=june(10), on=june(5))
    hazard = lives.reopened(hazard, on=june(7), due=june(20))
    cast.closed(cast.rectified(hazard, at=moment(june(12))), at=moment(june(13)))
    answer = lives.asked()
    assert fraction(answer["on_time_rate"]) == (0, 1)
    assert fraction(answer["after_extension_rate"]) == (1, 1)
    assert (answer["closures"], answer["closed"], answer["reopened"]) == (2, 1, 1)


def test_a_closure_holds_when_it_is_not_reopened_within_thirty_days(lives, cast):
    lives.closed(found=june(1), due=june(10), on=june(1))
    early = lives.closed(found=june(1), due=june(10), on=june(1))
    late = lives.closed(found=june(1), due=june(10), on=june(1))
    lives.reopened(early, on=date(2021, 7, 1), due=date(2021, 8, 1))  # 30 days later to the hour
    lives.reopened(late, on=date(2021, 7, 2), due=date(2021, 8, 1))
    assert fraction(lives.asked(as_of=june(30))["held_rate"]) == (0, 0)
    assert fraction(lives.asked(as_of=date(2021, 7, 1))["held_rate"]) == (2, 3)
    assert fraction(lives.asked()["held_rate"]) == (2, 3)


def test_a_major_hazard_counts_as_done_only_when_closed(lives, cast):
    general = lives.rectified(found=june(1), due=june(10), on=june(2))
    major = cast.major(at=moment(june(1)))
    major = cast.assigned(major, at=moment(june(1)), due_on=june(10))
    major = cast.rectified(major, at=moment(june(2)))
    answer = lives.asked()
    assert fraction(answer["rectification_rate"]) == (1, 2)
    assert (answer["major_found"], answer["major_closed"]) == (1, 0)
    photos = [cast.photo(cast.auditor)]
    services.close(major, by=cast.auditor, photos=photos, at=moment(june(3)))
    answer = lives.asked()
    assert fraction(answer["rectification_rate"]) == (2, 2)
    assert (answer["major_closed"], answer["closed"]) == (1, 1)
    assert general.state == "rectified"


def test_what_is_dismissed_leaves_the_rates_and_stands_beside_them(lives, cast):
    hazard = lives.found(june(1))
    lives.found(june(1))
    told = {"outcome": "transferred", "transferred_to": "区住建局", "reason": "校外道路"}
    services.dismiss(hazard, by=cast.officer, at=moment(june(3)), **told)
    before, after = lives.asked(as_of=june(2)), lives.asked(as_of=june(3))
    assert (before["found"], before["dismissed"]) == (2, 0)
    assert (after["found"], after["dismissed"], after["open"]) == (1, 1, 1)
    by_outcome = {"not_a_hazard": 0, "duplicate": 0, "transferred": 1}
    assert after["dismissed_by_outcome"] == by_outcome == lives.asked()["dismissed_by_outcome"]


def test_the_past_is_answered_as_it_stood(lives, cast):
    hazard = lives.rectified(found=june(2), due=june(10), on=june(5))
    hazard = services.send_back(hazard, by=cast.officer, reason="再清", at=moment(june(6)))
    cast.closed(cast.rectified(hazard, at=moment(june(7))), at=moment(june(8)))
    by_day = {day: lives.asked(as_of=june(day)) for day in range(1, 9)}
    states = [next((s for s, n in by_day[day]["by_state"].items() if n), None) for day in by_day]
    assert states == [
        None, "assigned", "assigned", "assigned", "rectified", "assigned", "rectified", "closed"
    ]  # fmt: skip
    assert [by_day[day]["sent_back"] for day in (5, 6, 8)] == [0, 1, 1]


def test_a_closure_belongs_to_the_day_it_happened_in_shanghai(lives):
    lives.closed(found=june(1), due=june(10), on=june(10), at=LAST_MOMENT)
    lives.closed(found=june(1), due=june(10), on=june(11), at=time.min)
    answer = lives.asked(found_from=june(1), found_to=june(11))
    assert fraction(answer["on_time_rate"]) == (1, 2)
    assert answer["closures"] == 1
    assert lives.asked(found_from=june(11), found_to=june(12))["closures"] == 1
    assert lives.asked(as_of=june(10))["closed"] == 1
    assert lives.asked(as_of=moment(june(11), time.min))["closed"] == 2


def test_a_period_holds_its_first_day_and_not_the_day_it_ends_with(lives, cast):
    for day, at in ((9, LAST_MOMENT), (10, time.min), (19, LAST_MOMENT), (20, time.min)):
        cast.reported(at=moment(june(day), at))
    assert lives.asked(found_from=june(10), found_to=june(20))["found"] == 2
    assert lives.asked(found_from=june(10))["found"] == 3
    assert lives.asked(found_to=june(20))["found"] == 3


@pytest.mark.parametrize(("gap", "repeats"), [(0, 1), (90, 1), (91, 0)])
def test_a_repeat_is_found_where_another_was_closed_shortly_before(lives, gap, repeats):
    lives.closed(found=june(1), due=june(10), on=june(1), at=time(8, 30))
    again = date.fromordinal(june(1).toordinal() + gap)
    lives.found(again)
    lives.found(again, place="食堂")
    lives.found(again, category=Category.objects.get(code="electric"))
    assert lives.asked()["repeat"] == repeats


def test_funds_are_what_was_spent_in_ten_thousand_yuan_exactly(lives, cast):
    for spent in ("18600.05", "0.10"):
        hazard = lives.assigned(found=june(1), due=june(10))
        cast.rectified(hazard, at=moment(june(2)), funds_spent=spent)
    assert lives.asked()["funds"] == lives.asked(as_of=june(2))["funds"] == "1.860015"
    assert lives.asked(as_of=june(1))["funds"] == "0"


def test_what_is_open_is_sorted_by_the_days_since_it_was_found(lives):
    for day in (27, 24, 23, 20, 19, 13, 12, 1):
        lives.found(june(day))
    ages = lives.asked(as_of=june(27))["ageing"]
    assert ages == {"0-3": 2, "4-7": 2, "8-14": 2, "15+": 2}
