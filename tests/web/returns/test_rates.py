"""The board of a campaign: who reported, and on time, level by level, with the units behind it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from returns.progress import Coverage, coverage, told
from tests.web.reading import words_on
from tests.web.returns.filing import at, desk_of


@pytest.fixture
def desk(cast):
    """Due yesterday: the school and the direct unit in time, another school late."""
    desk = desk_of(cast, due_on=timezone.localdate() - timedelta(1), at=None)
    in_time = timezone.now() - timedelta(2)
    desk.hand_in("school", at=in_time)
    desk.hand_in("school_2")
    desk.hand_in("direct", at=in_time)
    return desk


def board(desk, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('web:campaign', args=[desk.campaign.pk])}?{query}"


def chosen(page):
    """The units listed behind a number, by the addresses of their returns."""
    told = page.text.split('id="units"')[1].split('class="cover mb-4"')[1].split("</div>")[0]
    return re.findall(r'href="(/returns/[0-9a-f-]+/)"', told)


def test_each_level_has_its_rates_with_what_they_are_divided_from(desk):
    said = told(coverage(desk.campaign, desk.cast.auditor))
    first, second = said["levels"]
    assert (first["level"], first["expected"], first["submitted"]) == (1, 3, 1)
    assert (second["expected"], second["submitted"], second["late"]) == (4, 2, 1)
    assert second["rates"]["reported"]["value"] == 2 / 4
    assert second["rates"]["on_time"]["numerator"] == 1
    assert [unit["name"] for unit in second["late_units"]] == [desk.of("school_2").unit.name]
    whole = said["rates"]["on_time"]
    assert (whole["numerator"], whole["denominator"], whole["value"]) == (2, 7, 2 / 7)


def test_of_nobody_there_is_no_rate():
    assert {rate["value"] for rate in Coverage([]).rates.values()} == {None}


def test_what_came_in_time_and_came_again_is_in_time(desk):
    desk.send_back("school")
    assert told(coverage(desk.campaign, desk.cast.auditor))["levels"][1]["submitted"] == 1
    desk.submit("school")
    assert told(coverage(desk.campaign, desk.cast.auditor))["levels"][1]["late"] == 1


def test_the_board_says_them_and_each_number_leads_to_its_units(look, desk):
    page = look(desk.cast.auditor, board(desk))
    words = words_on(page)
    assert "报送率" in words and "50.0%" in words and "按时报送率" in words and "25.0%" in words
    for which, places in {
        "late": ["school_2"],
        "on_time": ["school"],
        "reported": ["school", "school_2"],
        "missing": ["school_b", "point_b"],
    }.items():
        unit = desk.cast.units["bureau"].pk
        asked = board(desk, unit=unit, show=which, level=2)
        link = f"?unit={unit}&amp;show={which}&amp;level=2#units"
        assert link in page.text
        listed = chosen(look(desk.cast.auditor, asked))
        known = [at(desk.of(place)) for place in places if place in desk.cast.units]
        assert set(known) <= set(listed), which
        assert len(listed) == int(re.search(rf'{re.escape(link)}"><b>(\d+)</b>', page.text)[1])


def test_a_reader_sees_the_levels_of_their_own_reach(look, desk):
    above = desk.cast["officer@central"]
    words = words_on(look(above, board(desk)))
    assert "100.0%" in words and "50.0%" in words


NO_NUMBER = [{"show": "nothing"}, {"show": "late", "level": "x"}, {"show": "late", "level": 9}]


@pytest.mark.parametrize("asked", NO_NUMBER)
def test_what_is_no_number_of_the_board_is_answered_with_all(look, desk, asked):
    assert look(desk.cast.auditor, board(desk, **asked)).status_code == 200
