"""What waits for which step, on whose desk, and since when."""

from datetime import date

import pytest

from figures import bottlenecks
from figures.durations import BANDS
from figures.history.past_moment import laid_out
from figures.scope import FigureQuery, ask
from figures.statistics import figures
from hazards import services
from hazards.models import Hazard
from tests.figures.lives import june, moment
from tests.figures.test_drilldown import rows
from tests.figures.years import a_full_year

SEPTEMBER = date(2021, 9, 1)


def lying(lives, as_of=None, who=None) -> dict[tuple[str, str], dict[str, int]]:
    """What is not zero: {(step, desk): {band: n}}."""
    query = ask(who or lives.cast.auditor, as_of=as_of)
    return {
        (row["step"], row["desk"]): {band: n for band, n in row["days"].items() if n}
        for row in counted(query)
        if row["total"]
    }


def counted(query: FigureQuery) -> list[dict]:
    with laid_out(query):
        return bottlenecks.counts(query)


def test_nothing_open_is_stuck_nowhere(lives):
    lives.closed(found=june(1), due=june(10), on=june(11))
    assert lying(lives) == {}


@pytest.mark.parametrize(
    ("day", "band"),
    [(1, "0-3"), (4, "0-3"), (5, "4-7"), (8, "4-7"), (9, "8-14"), (15, "8-14"), (16, "15-30"),
     (30, "15-30")],
)  # fmt: skip
def test_days_are_counted_from_the_day_it_came_into_its_state(lives, day, band):
    lives.found(june(1))
    assert lying(lives, june(day)) == {("assign", "school"): {band: 1}}


def test_after_a_month_it_is_31_days_or_more(lives):
    lives.found(june(1))
    assert lying(lives, date(2021, 7, 1)) == {("assign", "school"): {"15-30": 1}}
    assert lying(lives, date(2021, 7, 2)) == {("assign", "school"): {"31+": 1}}


def test_each_step_begins_to_wait_anew(lives, cast):
    hazard = lives.rectified(found=june(1), due=june(20), on=june(10))
    assert lying(lives, june(9)) == {("repair", "school"): {"8-14": 1}}
    assert lying(lives, june(12)) == {("review", "school"): {"0-3": 1}}
    services.send_back(hazard, by=cast.officer, reason="没修好", at=moment(june(13)))
    assert lying(lives, june(14)) == {("repair", "school"): {"0-3": 1}}


def test_another_person_or_more_time_does_not_begin_it_anew(lives, cast):
    hazard = lives.assigned(found=june(1), due=june(20))
    told = {"measures": "换一种修法", "reason": "原法不行", "at": moment(june(9))}
    services.reassign(hazard, by=cast.officer, **told)
    assert lying(lives, june(10)) == {("repair", "school"): {"8-14": 1}}


def test_a_major_one_is_on_the_bureaus_desk_but_for_its_repair(lives, cast):
    hazard = cast.major(at=moment(june(1)))
    assert set(lying(lives)) == {("assign", "bureau")}
    hazard = cast.assigned(hazard, by=cast.auditor, at=moment(june(2)))
    assert set(lying(lives)) == {("repair", "school")}
    cast.rectified(hazard, at=moment(june(3)))
    assert set(lying(lives)) == {("review", "bureau")}


def test_what_the_bureau_found_waits_for_its_review_there(lives, cast):
    bureau = cast["inspector@bureau"]
    lives.found(june(1), by=bureau)
    assert set(lying(lives)) == {("assign", "school")}
    lives.rectified(june(1), june(20), june(3), by=bureau)
    assert set(lying(lives)) == {("assign", "school"), ("review", "bureau")}


def test_a_central_schools_own_is_on_its_own_desk(lives, cast):
    lives.found(june(1), by=cast["inspector@central"], unit=cast.units["central"])
    lives.found(june(1), by=cast["inspector@direct"], unit=cast.units["direct"])
    assert set(lying(lives)) == {("assign", "central"), ("assign", "school")}


@pytest.mark.on_both
@pytest.mark.exhaustive
@pytest.mark.parametrize("as_of", [None, june(15), SEPTEMBER])
@pytest.mark.parametrize("who", ["auditor@bureau", "officer@central", "officer@school"])
def test_every_number_has_as_many_rows(cast, who, as_of):
    a_full_year(cast)
    told = counted(ask(cast[who], as_of=as_of))
    assert sum(row["total"] for row in told) == figures(cast[who], as_of=as_of)["open"] > 0
    for row in told:
        where = {"step": row["step"], "desk": row["desk"], "as_of": as_of}
        assert rows(cast[who], **where) == row["total"], where
        for band in BANDS:
            assert rows(cast[who], **where, waited=band) == row["days"][band], (where, band)


def test_the_longest_come_first_and_say_how_long(lives, cast):
    for day in range(1, 14):
        lives.found(june(day))
    query = ask(cast.auditor, as_of=june(20))
    with laid_out(query):
        seen = bottlenecks.longest(query)
    assert [row.days for row in seen] == [19, 18, 17, 16, 15, 14, 13, 12, 11, 10]
    assert not bottlenecks.longest(ask(cast["officer@school_b"]))


def test_many_cost_as_many_queries_as_few(lives, cast, django_assert_num_queries):
    def look():
        query = ask(cast.auditor)
        (
            bottlenecks.counts(query),
            [row.hazard.unit.name for row in bottlenecks.longest(query)],
        )

    lives.found(june(1))
    look()
    with django_assert_num_queries(3):
        look()
    for day in range(1, 28):
        lives.assigned(june(day), june(30))
    with django_assert_num_queries(3):
        look()
    assert Hazard.objects.count() == 28
