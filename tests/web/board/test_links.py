"""Every number of the board opens its rows: the same query, the same count, for whoever asks."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from hazards.models import Hazard
from organizations.models import Membership
from organizations.services import move_unit
from papers.ledger.exports import Asker
from tests.cast import PASSWORD
from tests.figures.tree.handing_over import district
from tests.figures.years import a_full_year
from tests.web.reading import links_of
from web.ledger.forms import PageLedgerFilter

URL, LEDGER = "/statistics/", "/hazards/?"
YEAR = {"period": "days", "found_from": "2021-01-01", "found_through": "2021-12-31"}
ASKED = {
    "the year": YEAR,
    "june": YEAR | {"found_from": "2021-06-01", "found_through": "2021-06-30"},
    "from mid-june": YEAR | {"found_from": "2021-06-08"},
    "mid-june": YEAR | {"as_of": "2021-06-15"},
    "july, of its middle": YEAR | {"found_from": "2021-07-01", "as_of": "2021-07-10"},
    "no days": {"period": "days"},
    "this month": {"period": "month"},
}
WHO = ["auditor@bureau", "officer@central", "officer@school", "viewer@bureau"]
DAYS = re.compile(r"\d+天")  # a word of a figure's name, no count


@pytest.fixture
def year(cast):
    return a_full_year(cast)


@pytest.fixture
def look(client):
    def look(person, **asked) -> str:
        client.login(username=person.username, password=PASSWORD)
        answer = client.get(URL, asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return look


def counted(page: str) -> list[tuple[str, int]]:
    """The address and the number of each link to the ledger."""
    links = [(href, text) for href, text in links_of(page) if href.startswith(LEDGER)]
    numbers = [(href, re.findall(r"\d+", DAYS.sub("", text))) for href, text in links]
    assert all(len(found) == 1 for _href, found in numbers), numbers
    return [(href, int(found[0])) for href, found in numbers]


def rows(person, href: str) -> int:
    seen = Hazard.objects.visible_to(person)
    query = QueryDict(href.removeprefix(LEDGER))
    chosen = PageLedgerFilter(query, queryset=seen, request=Asker(person))
    assert chosen.is_valid(), chosen.errors
    return chosen.qs.count()


def assert_each_opens_its_rows(person, page: str, at_least: int) -> None:
    links = counted(page)
    assert len(links) >= at_least
    assert {href: n for href, n in links} == {href: rows(person, href) for href, _n in links}


@pytest.mark.exhaustive
@pytest.mark.parametrize("who", WHO)
def test_every_number_opens_as_many_rows(look, cast, year, who):
    for asked in ASKED.values():
        assert_each_opens_its_rows(cast[who], look(cast[who], **asked), at_least=15)


@pytest.mark.exhaustive
def test_and_so_it_does_for_one_unit(look, cast, year):
    for place in ("central", "central_b", "direct", "school"):
        for asked in ("the year", "mid-june"):
            page = look(cast.auditor, unit=cast.units[place].pk, **ASKED[asked])
            assert_each_opens_its_rows(cast.auditor, page, at_least=15)


@pytest.mark.exhaustive
def test_a_school_that_moved_is_listed_where_it_was_counted(look, cast, year):
    day = timezone.localdate() - timedelta(days=30)
    move_unit(cast.school, under=cast.units["central_b"], since=day)
    for place in ("central", "central_b"):
        for asked in ("the year", "june", "mid-june"):
            page = look(cast.auditor, unit=cast.units[place].pk, **ASKED[asked])
            assert "tree_of=2021-" in page
            assert_each_opens_its_rows(cast.auditor, page, at_least=15)


@pytest.mark.exhaustive
@pytest.mark.parametrize("asked", ["the year", "june", "mid-june", "july, of its middle"])
def test_rows_are_those_of_who_had_them_however_often_they_changed_hands(look, cast, asked):
    """The months' open ones as well, and what lay on which desk."""
    district(cast, seed=11)
    for place in ("central", "central_b", "school", "school_2", "direct"):
        page = look(cast.auditor, unit=cast.units[place].pk, **ASKED[asked])
        assert_each_opens_its_rows(cast.auditor, page, at_least=15)


def test_somebody_with_posts_in_two_places_sees_the_rows_of_both(look, cast, year):
    officer = cast.person("two", "officer", cast.units["school_b"])
    Membership.objects.create(user=officer, unit=cast.units["direct"], role="viewer")
    page = look(officer, **YEAR)
    assert "育才小学" in page and "区第二中学" in page
    assert_each_opens_its_rows(officer, page, at_least=20)


def test_nothing_that_counts_stands_without_its_link(look, cast, year):
    page = look(cast.auditor, **YEAR)
    cells = re.findall(r'<td class="n[^"]*" data-n="(\d+)">(.*?)</td>', page, re.DOTALL)
    assert len(cells) > 90
    assert [n for n, cell in cells if n != "0" and "<a " not in cell] == []


def test_the_ledger_itself_says_what_was_counted_and_how_many(look, client, cast, year):
    page = look(cast.auditor, **ASKED["mid-june"])
    href, n = next((href, n) for href, n in counted(page) if "counted=on_time" in href)
    answer = client.get(href)
    assert answer.context["page_obj"].paginator.count == n > 0
    words = answer.content.decode()
    assert "计入：按原定期限销号" in words and "数据截至 2021-06-15" in words


def test_the_board_says_that_the_past_is_listed_as_it_is_now(look, cast, year):
    said = "但每件显示的是现在的状态"
    assert said in look(cast.auditor, **ASKED["mid-june"])
    assert said not in look(cast.auditor, **YEAR)
    today = timezone.localdate().isoformat()
    assert said not in look(cast.auditor, **YEAR, as_of=today)
