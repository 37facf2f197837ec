"""The board: what it says, for whom, and that each number leads to as many rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Unit
from organizations.services import found_unit
from tests.cast import PASSWORD
from tests.figures.lives import Lives, june
from tests.returns.campaigning import campaign_of
from tests.web.reading import english_on, links_of, together
from web.board.forms import first_day, last_day

URL = "/statistics/"
WIDE = {"period": "days", "found_from": "2021-01-01", "found_through": "2021-12-31"}


@pytest.fixture
def look(client):
    def look(person, **asked) -> str:
        client.login(username=person.username, password=PASSWORD)
        answer = client.get(URL, asked)
        assert answer.status_code == 200
        return together(answer.content.decode())

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


@pytest.mark.exhaustive
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


def test_the_rates_stand_with_numerator_denominator_and_definition(look, cast, a_year):
    page = look(cast.auditor, **WIDE)
    assert "25.0%" in page and "50.0%" in page
    assert "重大隐患销号才算" in page and "按原定期限销号" in page
    assert "算上延期的按期率" in page and "<b>0</b>按现行期限销号" in page


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


def test_a_period_that_is_over_ends_on_its_last_day():
    day = june(14)
    assert last_day("last_year", day).isoformat() == "2020-12-31"
    assert first_day("last_year", day).isoformat() == "2020-01-01"
    assert last_day("year", day) == day


def test_a_running_campaign_is_a_period_and_stays_one_when_asked_for(look, cast, time_machine):
    time_machine.move_to("2021-06-20T12:00:00+08:00", tick=False)
    campaign = campaign_of(cast.auditor, cast.units["bureau"])
    key = f"campaign-{campaign.pk}"
    assert f'value="{key}"' in look(cast.officer)
    assert "6月5日—7月5日" in look(cast.officer, period=key)
    time_machine.move_to("2021-09-20T12:00:00+08:00", tick=False)
    assert f'value="{key}"' not in look(cast.officer)
    assert "6月5日—7月5日" in look(cast.officer, period=key)


@pytest.mark.parametrize("period", ["campaign-0", "campaign-x", "campaign-" + "9" * 40, "ever"])
def test_a_period_that_does_not_exist_is_refused_in_a_sentence(look, cast, period):
    page = look(cast.auditor, period=period)
    assert "离清零" not in page and 'id="period-error"' in page


@pytest.mark.parametrize("name", ["found_from", "found_through", "as_of"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "yesterday"])
def test_a_day_out_of_sight_is_refused_in_a_sentence(look, cast, name, day):
    page = look(cast.auditor, **WIDE | {name: day})
    assert "离清零" not in page and f'id="{name.replace("_", "-")}-error"' in page


def test_a_day_to_come_is_today(look, cast, a_year):
    assert look(cast.auditor, **WIDE, as_of="2090-01-01").count("离清零还有") == 1


def test_units_are_put_in_another_order_only_when_asked(look, cast, a_year):
    def order(**asked) -> list[str]:
        page = look(cast.auditor, **WIDE, **asked)
        return re.findall(r'<th scope="row"><a href="/statistics/\?unit=(\d+)', page)

    lives = Lives(cast)
    b = {"by": cast["inspector@school_b"], "unit": cast.units["school_b"]}
    for day in range(5, 10):
        lives.found(june(day), **b)
    central, central_b = (str(cast.units[place].pk) for place in ("central", "central_b"))
    assert order() == order(order="") == [central, central_b]
    assert order(order="found") == order(order="open") == [central_b, central]
    assert order(order="overdue") == [central, central_b]
    assert order(order="rate") == [central_b, central]


def test_the_moment_and_the_order_stay_in_the_links_to_units(look, cast, a_year):
    page = look(cast.auditor, **WIDE, as_of="2021-06-30")
    boards = [href for href, _text in links_of(page) if href.startswith(f"{URL}?unit=")]
    assert boards and all("as_of=2021-06-30" in href for href in boards)


def test_half_and_nine_in_ten_are_said_with_what_they_mean(look, cast):
    lives = Lives(cast)
    for day in range(1, 11):
        lives.closed(found=june(1), due=june(30), on=june(1 + day))
    page = look(cast.auditor, **WIDE)
    assert re.search(r"中位数</dt><dd>\s*<b>5\.5</b>天", page)
    assert re.search(r"九成不超过</dt><dd>\s*<b>9</b>天", page)
    assert "一半不超过中位数" in page


def test_paper_says_of_whom_of_when_and_by_which_definitions(look, cast, a_year):
    page = look(cast.auditor, unit=cast.units["central"].pk, **WIDE, as_of="2021-06-30")
    printed = page[page.index('<header class="printed">') :].split("</header>")[0]
    for words in (
        "第一中心学校",
        "2021年1月1日—2021年12月31日",
        "2021年6月30日 23:59",
        "口径第3版",
    ):
        assert words in printed


def test_nothing_on_it_is_left_in_english(client, cast, a_year):
    client.force_login(cast.auditor)
    for asked in (WIDE, WIDE | {"as_of": "2021-06-08", "order": "rate"}):
        assert english_on(client.get(URL, asked)) == []


def test_charts_are_loaded_on_the_board_alone(look, client, cast):
    assert look(cast.auditor).count("echarts.simple.min.js") == 1
    for page in ("/", "/hazards/", "/hazards/report/", "/returns/", "/me/"):
        assert "echarts" not in client.get(page).content.decode()
