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


def test_a_figure_opens_as_many_rows_in_the_list_and_in_its_file(cast, officer):
    cast.closed(), cast.rectified(), cast.reported(), cast.dismissed()
    figures = officer.get("statistics/").json()
    for name in ("found", "closed", "open", "dismissed", "on_time", "held_due", "repeat"):
        listed = officer.get("hazards/", {"counted": name}).json()["results"]
        assert len(listed) == figures[name], name
        lines = b"".join(officer.get("ledger.csv", {"counted": name}).streaming_content)
        assert len(lines.decode().strip().splitlines()) == figures[name] + 1, name


def test_what_is_stuck_opens_as_many_rows(cast, officer):
    cast.rectified(), cast.rectified(), cast.reported()
    figures = officer.get("statistics/").json()
    assert sum(row["total"] for row in figures["stuck"]) == figures["open_in_scope"] == 3
    for row in figures["stuck"]:
        asked = {"step": row["step"], "desk": row["desk"], "waited": "0-3"}
        assert len(officer.get("hazards/", asked).json()["results"]) == row["days"]["0-3"]


def test_every_name_comes_with_its_sentence(cast, officer):
    figures = officer.get("statistics/", {"by": "month"}).json()
    assert {"found", "held_rate", "sent_back", "stuck", "days_to_close"} <= set(
        figures["definitions"]
    )
    assert all(figures["definitions"].values())


def test_days_to_close_add_up_to_what_is_closed(cast, officer):
    cast.closed(), cast.closed(), cast.reported()
    told = officer.get("statistics/").json()["days_to_close"]
    assert told == {
        "median": 0,
        "p90": 0,
        "bands": {"0-3": 2, "4-7": 0, "8-14": 0, "15-30": 0, "31+": 0},
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("counted", "lost"),
        ("as_of", "ever"),
        ("tree_of", "9999-12-31"),
        ("own", "perhaps"),
        ("happened", "fire"),
        ("happened_to", "0001-01-01"),
        ("step", "x"),
        ("desk", "\x00"),
        ("waited", "long"),
    ],
)
def test_a_filter_of_figures_that_means_nothing_is_refused(officer, name, value):
    answer = officer.get("hazards/", {name: value})
    assert answer.status_code == 400
    assert {attr for _code, attr in codes(answer)} == {name}
