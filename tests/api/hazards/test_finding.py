"""The ledger asked by unit as people type it, and by who reported."""

import pytest

from tests.api.conftest import codes


@pytest.fixture
def two_schools(cast):
    theirs = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    return cast.reported(), theirs


@pytest.mark.parametrize(
    ("typed", "places"),
    [("sfxx", [0]), ("jz014", [1]), ("dezx", [1]), ("中心学校", [0, 1]), ("没有", [])],
)
def test_units_are_found_by_initials_name_or_code(cast, caller, two_schools, typed, places):
    found = caller(cast.auditor).ids(unit_search=typed)
    assert set(found) == {str(two_schools[place].pk) for place in places}


def test_a_unit_out_of_reach_is_not_found(cast, caller, two_schools):
    assert caller(cast["officer@central"]).ids(unit_search="ycxx") == []


def test_what_the_caller_reported_has_two_sides(cast, caller):
    mine, other = cast.reported(), cast.reported(cast.officer)
    inspector = caller(cast.inspector)
    assert inspector.ids(reported_by_me="true") == [str(mine.pk)]
    assert inspector.ids(reported_by_me="false") == [str(other.pk)]
    assert caller(cast.viewer).ids(reported_by_me="true") == []


@pytest.mark.parametrize(("name", "value"), [("reported_by_me", "me"), ("unit_search", "x" * 101)])
def test_what_means_nothing_is_refused(cast, caller, name, value):
    answer = caller(cast.officer).get("hazards/", {name: value})
    assert answer.status_code == 400
    assert {attr for _code, attr in codes(answer)} == {name}


@pytest.mark.parametrize("asked", [{"reported_by_me": "true"}, {"unit_search": "sfxx"}])
def test_thirty_rows_cost_as_many_statements_as_three(
    cast, caller, django_assert_max_num_queries, asked
):
    inspector = caller(cast.inspector)
    inspector.ids(**asked)
    counts = []
    for more in (3, 27):
        for _ in range(more):
            cast.reported()
        with django_assert_max_num_queries(20) as made:
            assert inspector.ids(**asked)
        counts.append(len(made))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("sfxx", ["JZ012"]), ("xx", ["JZ001", "JZ012", "JZ013"]), ("ycxx", []), ("", 3), ("jz01", 2)],
)
def test_units_are_listed_as_they_are_looked_for(cast, caller, typed, expected):
    page = caller(cast["officer@central"]).get("units/", {"search": typed}).json()
    shown = [unit["code"] for unit in page["results"]]
    assert shown == expected or len(shown) == expected


def test_a_unit_is_not_looked_for_by_a_whole_book(cast, caller):
    answer = caller(cast.officer).get("units/", {"search": "x" * 101})
    assert answer.status_code == 400
