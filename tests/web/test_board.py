"""The board: what it says, for whom, and that each number leads to as many rows."""

import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import Unit
from organizations.services import found_unit, move_unit
from tests.cast import PASSWORD
from tests.reports.lives import Lives, june
from web.forms.board import first_day

URL = "/statistics/"
WIDE = {"period": "days", "found_from": "2021-01-01", "found_through": "2021-12-31"}


class Anchors(HTMLParser):
    """The address and the text of every link."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[list[str]] = []
        self.is_inside = False

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.is_inside = True
            self.links.append([dict(attrs).get("href") or "", ""])

    def handle_endtag(self, tag):
        self.is_inside = self.is_inside and tag != "a"

    def handle_data(self, data):
        if self.is_inside:
            self.links[-1][1] += data


def links_of(page: str) -> list[tuple[str, str]]:
    anchors = Anchors()
    anchors.feed(page)
    return [(unescape(href), " ".join(text.split())) for href, text in anchors.links]


@pytest.fixture
def look(client):
    def look(person, **asked) -> str:
        client.login(username=person.username, password=PASSWORD)
        answer = client.get(URL, asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return look


@pytest.fixture
def a_year(cast) -> Lives:
    lives = Lives(cast)
    lives.closed(found=june(1), due=june(10), on=june(11))
    lives.rectified(found=june(2), due=june(10), on=june(5))
    lives.assigned(found=june(3), due=june(10))
    lives.found(june(4), by=cast["inspector@school_b"], unit=cast.units["school_b"])
    cast.dismissed()
    return lives


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get(URL).status_code == 302


def test_everyone_with_a_login_may_open_it(look, cast, a_year):
    for person in cast.everyone:
        look(person)
        look(person, **WIDE)


def test_a_unit_out_of_reach_is_not_there(client, cast):
    client.login(username=cast.officer.username, password=PASSWORD)
    assert client.get(URL, {"unit": cast.units["central_b"].pk}).status_code == 404
    assert client.get(URL, {"unit": "nonsense"}).status_code == 404
    assert client.get(URL, {"unit": cast.school.pk}).status_code == 200


def test_days_in_the_wrong_order_are_refused_beside_the_form(look, cast):
    page = look(cast.auditor, **{**WIDE, "found_through": "2020-12-31"})
    assert "开始日期晚于结束日期" in page
    assert "离清零" not in page


def counted_link(href: str) -> bool:
    return href.startswith("/hazards/?") and ("found_from" in href or "found_through" in href)


@pytest.mark.parametrize(
    "who", ["auditor@bureau", "officer@central", "officer@school", "viewer@bureau"]
)
def test_every_number_leads_to_as_many_rows(look, client, cast, a_year, who):
    page = look(cast[who], **WIDE)
    asked = [(href, text) for href, text in links_of(page) if counted_link(href)]
    assert len(asked) > 12
    for href, text in asked:
        rows = client.get(href).context["page_obj"].paginator.count
        numbers = [int(n) for n in re.findall(r"\d+", re.sub(r"^\D*\d+(至\d+)?天", "", text))]
        assert rows in numbers, (href, text)


def test_the_rates_stand_with_numerator_denominator_and_definition(look, cast, a_year):
    page = look(cast.auditor, **WIDE)
    assert "25.0%" in page and "50.0%" in page
    assert "重大隐患销号才算" in page and "按原定期限销号" in page
    assert re.search(r"按现行期限是0\.0%（0 / 3）", page)


def test_nothing_found_shows_a_dash_and_never_a_hundred_per_cent(look, cast):
    page = look(cast.auditor)
    assert "—" in page and "100.0%" not in page
    assert "没有发现" in page


def test_a_unit_at_zero_is_said_to_be(look, cast):
    Lives(cast).closed(found=june(1), due=june(10), on=june(11))
    page = look(cast.auditor, **WIDE)
    assert "已清零" in page and "1个已清零" in page


def test_units_stand_in_code_order_and_lead_to_their_own_board(look, cast, a_year):
    page = look(cast.auditor, **WIDE)
    boards = [href for href, _text in links_of(page) if href.startswith(f"{URL}?unit=")]
    assert [int(re.search(r"unit=(\d+)", href)[1]) for href in boards] == [
        cast.units[place].pk for place in ("central", "central_b", "direct")
    ]
    assert all("found_from=2021-01-01" in href for href in boards)


def test_what_was_open_before_the_period_is_not_forgotten(look, cast, a_year):
    page = look(cast.auditor, period="month")
    assert "另有3件是本期之前发现、还没销号的" in page


def test_no_ledger_link_where_todays_tree_would_list_other_rows(look, cast, a_year):
    day = timezone.localdate() - timedelta(days=30)
    move_unit(cast.school, under=cast.units["central_b"], since=day)
    page = look(cast.auditor, unit=cast.units["central"].pk, **WIDE)
    assert ">3<" in page
    assert not [href for href, _text in links_of(page) if counted_link(href)]


def test_thirty_units_and_hazards_cost_as_many_queries_as_three(client, cast, a_year):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get(URL, {"unit": cast.units["bureau"].pk, "period": "month"})
        return len(made)

    client.login(username=cast.auditor.username, password=PASSWORD)
    cast.reported()
    few = queries()
    for number in range(27):
        found_unit(f"JZ1{number:02d}", "中心校", Unit.Kind.CENTRAL_SCHOOL, cast.units["bureau"])
        cast.reported()
    assert queries() == few


@pytest.mark.parametrize(
    ("period", "first"),
    [("month", "2022-02-01"), ("quarter", "2022-01-01"), ("year", "2022-01-01"),
     ("twelve_months", "2021-03-01")],
)  # fmt: skip
def test_a_period_begins_on_its_first_day(period, first):
    assert first_day(period, june(1).replace(year=2022, month=2, day=14)).isoformat() == first
