"""The figures over the API: asked well they answer, asked badly they say so."""

import pytest

from tests.api.conftest import codes


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


def test_a_rate_comes_with_its_parts_and_is_null_over_nothing(cast, officer):
    nothing = officer.get("statistics/").json()
    assert nothing["closure_rate"]["value"] is None
    cast.closed()
    cast.reported()
    figures = officer.get("statistics/", {"unit": cast.school.pk}).json()
    rate = figures["closure_rate"]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (0.5, 1, 2)
    assert rate["definition"]


@pytest.mark.parametrize("by", ["unit", "category", "month", "severity", "source"])
def test_rows_add_up(cast, officer, by):
    cast.reported()
    cast.reported(is_violation=True)
    figures = officer.get("statistics/", {"by": by}).json()
    assert sum(row["found"] for row in figures["rows"]) == figures["found"] == 2


@pytest.mark.parametrize(
    "as_of", ["2021-06-28", "2021-06-28T12:00:00+08:00", "2021-06-28T04:00:00Z", "2021-06-28T12:00"]
)
def test_a_moment_is_a_day_or_a_time(officer, as_of):
    figures = officer.get("statistics/", {"as_of": as_of}).json()
    assert figures["as_of"].startswith("2021-06-28T")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit", "x"),
        ("unit", "9" * 40),
        ("found_from", "June"),
        ("found_from", "0001-01-01"),
        ("found_to", "9999-12-31"),
        ("found_to", "2021-02-30"),
        ("as_of", "now"),
        ("as_of", "0001-01-01T00:00:00Z"),
        ("as_of", "9999-12-31T23:59:59-08:00"),
        ("as_of", "9999-12-31"),
        ("by", "shame"),
        ("by", "\x00"),
    ],
)
def test_a_question_that_means_nothing_is_refused(officer, name, value):
    answer = officer.get("statistics/", {name: value})
    assert answer.status_code == 400
    assert {attr for _code, attr in codes(answer)} == {name}


def test_a_unit_out_of_reach_is_answered_like_none(cast, officer):
    unseen = officer.get("statistics/", {"unit": cast.units["school_b"].pk})
    unknown = officer.get("statistics/", {"unit": 10**6})
    assert unseen.status_code == 400 and unseen.json() == unknown.json()


def test_nobody_asks_without_a_login(db, caller):
    assert caller().get("statistics/").status_code == 401
