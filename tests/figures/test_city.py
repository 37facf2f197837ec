"""Figures at a city: of all its districts, by district, at the cost of a bureau's page."""

import pytest
from django.core.management import call_command
from django.test import Client

from figures import bottlenecks, statistics
from figures.scope import ask
from hazards.tally.compaction import fold
from tests.trees import Neighbours, city_over
from tests.web.test_statements import asked_by, repeated

PAGES = ("/", "/hazards/", "/statistics/", "/statistics/?by=unit", "/returns/", "/units/")


@pytest.fixture
def city(cast):
    """Closed and open ones in both districts and at the city's own unit."""
    city_over(cast)
    cast.closed()
    cast.rectified()
    for n, place in enumerate(("school_c", "school_c", "city_direct", "school_b")):
        officer = cast.people.get(f"officer@{place}")
        cast.reported(officer, unit=cast.units[place], place=f"第{n}处")
    cast.major(cast["officer@school_c"], unit=cast.units["school_c"], place="配电室")
    return cast


def found_by_unit(user, **told) -> dict[str, int]:
    rows = statistics.answer_to(ask(user, **told), "unit")["rows"]
    return {row["label"]: row["found"] for row in rows}


@pytest.mark.parametrize("is_folded", [False, True])
def test_a_city_counts_its_districts_and_each_district_its_own(city, is_folded):
    if is_folded:
        fold()
    whole = found_by_unit(city["auditor@city"], unit=city.units["city"])
    assert {name: n for name, n in whole.items() if n} == {
        "区教育局": 3,
        "新区教育局": 3,
        "市第一中学": 1,
    }
    mine = found_by_unit(city.auditor)
    assert sum(mine.values()) == 3
    assert statistics.answer_to(ask(city["auditor@city"]))["found"] == 7
    assert statistics.answer_to(ask(city["auditor@bureau_2"]))["found"] == 3


def test_the_tally_has_a_row_for_each_level_and_they_agree(city):
    fold()
    call_command("check_tally")


def test_what_lies_with_a_bureau_is_on_the_desk_of_one_whichever_level_it_is(city):
    lying = {
        (one["step"], one["desk"]): one["total"]
        for one in bottlenecks.counts(ask(city["auditor@city"]))
        if one["total"]
    }
    assert lying == {
        ("assign", "school"): 4,
        ("assign", "bureau"): 1,
        ("review", "school"): 1,
    }


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_a_city_asks_more_than_one_of_a_bureau(city, address):
    fold()
    role, asked = "administrator" if address == "/units/" else "auditor", {}
    for place in ("city", "bureau_2"):
        client = Client()
        client.force_login(city[f"{role}@{place}"])
        statements = asked_by(client, address)
        assert repeated(statements) == []
        asked[place] = len(statements)
    assert asked["city"] <= asked["bureau_2"], asked


def test_a_tree_beside_counts_nothing_here(city):
    others = Neighbours()
    others.reported()
    fold()
    assert statistics.answer_to(ask(city["auditor@city"]))["found"] == 7
    assert statistics.answer_to(ask(others.auditor))["found"] == 1
    assert set(found_by_unit(others.auditor)) & {"区教育局", "新区教育局"} == set()
