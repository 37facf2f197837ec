"""A hazard that was handed over counts for the unit that had it at the moment asked about."""

from datetime import date, time

import pytest

from hazards import services
from tests.figures.lives import Lives, june, moment


@pytest.fixture
def lives(cast):
    return Lives(cast)


def handed_over(cast, hazard, on: date, to: str, by=None):
    told = {"unit": cast.units[to], "reason": "归对方", "at": moment(on, time(9))}
    transfer = services.offer_transfer(hazard, by=by or cast.auditor, **told)
    there = {"responsible": cast[f"responsible@{to}"], "at": moment(on, time(10))}
    services.accept_transfer(transfer, by=cast[f"officer@{to}"], **there)
    hazard.refresh_from_db()
    return hazard


def found(lives, cast, place, **told):
    return lives.asked(unit=cast.units[place], **told)["found"]


@pytest.fixture
def moved(lives, cast):
    """Found at the school on the 1st, the direct unit's from the 10th, school_b's from the 20th;
    beside it one that never moved."""
    lives.assigned(june(1), june(30))
    hazard = lives.assigned(june(1), june(30))
    handed_over(cast, hazard, june(10), "direct")
    return handed_over(cast, hazard, june(20), "school_b")


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (9, {"school": 2, "direct": 0, "school_b": 0, "central": 2, "central_b": 0}),
        (10, {"school": 1, "direct": 1, "school_b": 0, "central": 1, "central_b": 0}),
        (19, {"school": 1, "direct": 1, "school_b": 0, "central": 1, "central_b": 0}),
        (20, {"school": 1, "direct": 0, "school_b": 1, "central": 1, "central_b": 1}),
        (None, {"school": 1, "direct": 0, "school_b": 1, "central": 1, "central_b": 1}),
    ],
)
def test_it_counts_once_for_who_had_it(moved, lives, cast, day, counts):
    as_of = {"as_of": june(day)} if day else {}
    assert {place: found(lives, cast, place, **as_of) for place in counts} == counts
    assert found(lives, cast, "bureau", **as_of) == 2
    rows = lives.asked(unit=cast.units["bureau"], by="unit", **as_of)["rows"]
    told = {row["code"]: row["found"] for row in rows}
    assert (told["JZ001"], told["JZ031"], told["JZ002"]) == tuple(
        counts[place] for place in ("central", "direct", "central_b")
    )


def test_the_clock_follows_and_an_overdue_one_is_overdue_where_it_is(moved, lives, cast):
    late = {"as_of": date(2021, 7, 2)}
    assert lives.asked(unit=cast.units["school_b"], **late)["overdue"] == 1
    assert lives.asked(unit=cast.units["school"], **late)["overdue"] == 1
    cast.rectified(moved, by=cast["responsible@school_b"], at=moment(june(25)))
    cast.closed(moved, by=cast["officer@school_b"], at=moment(june(26)))
    there = lives.asked(unit=cast.units["school_b"])
    assert (there["closed"], there["closures"], there["on_time_rate"]["numerator"]) == (1, 1, 1)


def test_parts_add_up_whatever_day_is_asked_about(moved, lives, cast):
    for day in (5, 10, 15, 20, 25):
        rows = lives.asked(unit=cast.units["bureau"], by="unit", as_of=june(day))["rows"]
        assert sum(row["found"] for row in rows) == 2, day
