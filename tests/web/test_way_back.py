"""‹ leads to the list somebody came from, filtered as it was, and nowhere else."""

import re

import pytest

FILTERED = "/hazards/?state=open&ordering=due"


@pytest.fixture
def way_back(client, cast):
    """Where ‹ and the crumb of a hazard's page lead, for an officer who comes from `before`."""
    client.force_login(cast.officer)
    hazard = cast.reported()

    def ways(before=""):
        page = client.get(f"/hazards/{hazard.pk}/", headers={"Referer": before}).content.decode()
        links = re.findall(r'<a[^>]*href="([^"]*)"[^>]*data-back="list"[^>]*>(.*?)</a>', page)
        return [(href.replace("&amp;", "&"), re.sub("<.*?>", "", words)) for href, words in links]

    return ways


def test_it_leads_to_the_list_as_it_was_filtered_and_says_which(way_back):
    assert way_back(f"http://testserver{FILTERED}") == [(FILTERED, ""), (FILTERED, "台账")]


@pytest.mark.parametrize(
    ("before", "heading"), [("/", "待办"), ("/statistics/?period=year", "统计")]
)
def test_it_leads_to_the_other_lists_as_well(way_back, before, heading):
    assert way_back(f"http://testserver{before}")[-1] == (before, heading)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "http://elsewhere.example/hazards/?state=open",
        "http://testserver/me/",
        "http://testserver/nowhere/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_list_of_ours_is_not_gone_back_to(way_back, before):
    assert {href for href, _words in way_back(before)} == {"/hazards/"}


def test_a_page_that_is_a_list_says_so_for_those_that_follow(client, cast):
    client.force_login(cast.officer)
    assert 'data-list="台账"' in client.get(FILTERED).content.decode()
    assert "data-list" not in client.get("/me/").content.decode()
