"""报表: the list of campaigns, opening one, and the board of who has reported."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Unit
from organizations.services import found_unit
from returns.models.campaigns import Campaign
from returns.models.returns import Return
from tests.returns.campaigning import template
from tests.web.reading import words_on
from tests.web.returns.filing import at, desk_of, foreign_on, queries_for

LIST, OPEN = reverse("web:returns"), reverse("web:open_campaign")


def more_units(cast, many: int, under: str) -> None:
    for n in range(many):
        found_unit(f"JZ1{n:02d}{under[0]}", f"新校{n}", Unit.Kind.SCHOOL, cast.units[under])


# --- The list ---


def test_each_sees_their_own_return_with_the_way_to_it(look, desk):
    page = look(desk.cast.officer, LIST)
    assert at(desk.of("school")) in page.text and "去填报" in page.text
    assert "还剩4天" in words_on(page) and "未开始" in words_on(page)
    assert foreign_on(page) == set()
    assert OPEN not in page.text
    for person in ("officer@school_b", "auditor@bureau"):
        assert at(desk.of("school")) not in look(desk.cast[person], LIST).text, person


def test_who_sums_up_sees_how_many_reported_and_how_many_wait(look, desk):
    desk.hand_in("school")
    words = words_on(look(desk.cast["officer@central"], LIST))
    assert "应报2家，已报1家" in words and "待接收1家" in words and "有1份报表等您接收" in words
    words = words_on(look(desk.cast.auditor, LIST))
    assert "应报7家，已报1家" in words and "待接收" not in words


def test_the_last_sum_waits_for_nobody_once_it_is_handed_in(look, desk):
    desk.hand_in("direct"), desk.hand_in("bureau")
    page = look(desk.cast.auditor, at(desk.of("bureau")))
    panel = page.text.split('id="now"')[1].split("</section>")[0]
    assert "已报送" in panel and "待接收" not in panel


def test_a_stale_sum_is_marked(look, desk):
    desk.hand_in("school")
    desk.hand_in("central")
    assert "下级有变化" not in words_on(look(desk.cast["officer@central"], LIST))
    desk.send_back("school")
    assert "下级有变化" in words_on(look(desk.cast["officer@central"], LIST))


def test_running_campaigns_come_first_by_the_day_they_are_due(look, cast):
    today = timezone.localdate()
    for title, days in (("已过", -3), ("更早", -9), ("将近", 2), ("还远", 20)):
        desk_of(cast, title=title, due_on=today + timedelta(days))
    page = look(cast.officer, LIST)
    titles = sorted(("已过", "更早", "将近", "还远"), key=page.text.index)
    assert titles == ["将近", "还远", "已过", "更早"]
    assert words_on(page).count("已截止") == 2


def test_nobody_without_a_post_learns_of_a_campaign(look, desk):
    page = look(desk.cast.stranger, LIST)
    assert desk.campaign.title not in page.text and "还没有报送任务" in words_on(page)
    board = reverse("web:campaign", args=[desk.campaign.pk])
    assert look(desk.cast.stranger, board).status_code == 404


def test_the_list_costs_the_same_however_many_campaigns_and_units(client, cast):
    client.force_login(cast.auditor)
    desk_of(cast).hand_in("school")
    few = queries_for(client, LIST)
    more_units(cast, 30, "central")
    for _ in range(3):
        another = desk_of(cast)
        another.hand_in("school"), another.hand_in("central")
    assert queries_for(client, LIST) == few


# --- Opening one ---


def told(**other):
    day = timezone.localdate().isoformat()
    return {
        "title": "2021年“安全生产月”",
        "template": template().pk,
        "unit": Unit.objects.get(code="JZ000").pk,
        **dict.fromkeys(("activity_from", "activity_through", "hazards_from"), day),
        **dict.fromkeys(("hazards_through", "due_on"), day),
        "photos_wanted": "3",
        **other,
    }


def test_an_auditor_opens_a_campaign_and_all_units_are_asked(send, look, cast):
    assert OPEN in look(cast.auditor, LIST).text
    page = look(cast.auditor, OPEN)
    assert page.status_code == 200 and foreign_on(page) == set()
    answer = send(cast.auditor, OPEN, told())
    campaign = Campaign.objects.get()
    assert answer.url == reverse("web:campaign", args=[campaign.pk])
    assert Return.objects.filter(campaign=campaign).count() == 8
    assert "通知了7家单位" in words_on(look(cast.auditor, answer.url))
    assert cast.officer.notifications.filter(kind="open").exists()


@pytest.mark.parametrize("person", ["officer@central", "officer@school", "viewer@bureau"])
def test_nobody_else_opens_one(send, look, cast, person):
    assert look(cast[person], OPEN).status_code == 403
    assert send(cast[person], OPEN, told()).status_code == 403
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"template": ""}, "template"),
        ({"due_on": "昨天"}, "due_on"),
        ({"photos_wanted": "-1"}, "photos_wanted"),
        ({"photos_wanted": "99"}, "photos_wanted"),
        ({"activity_through": "2020-01-01"}, "activity_through"),
        ({"hazards_through": "2020-01-01"}, "hazards_through"),
        ({"hazards_through": "9999-12-31"}, "hazards_through"),
        ({"hazards_from": "0001-01-01"}, "hazards_from"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(send, cast, wrong, field):
    page = send(cast.auditor, OPEN, told(**{"title": "写好的标题", **wrong}))
    assert page.status_code == 400
    assert f'id="id_{field}_error"' in page.text
    assert wrong.get("title", "写好的标题") in page.text
    assert foreign_on(page) == set()
    assert not Campaign.objects.exists()


def test_an_empty_form_says_what_it_wants(send, cast):
    page = send(cast.auditor, OPEN, {"csrf": "x"})
    assert page.status_code == 400 and page.text.count('class="field-errors"') >= 7


# --- The board ---


def board(desk, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return reverse("web:campaign", args=[desk.campaign.pk]) + (f"?{query}" if query else "")


def test_the_board_counts_who_should_who_did_and_who_did_not(look, desk):
    desk.hand_in("school"), desk.nil("school_2"), desk.hand_in("central")
    desk.hand_in("direct")
    desk.send_back("direct")
    desk.fill("central_b", media_reports=None)
    page = look(desk.cast.auditor, board(desk))
    words = words_on(page)
    assert "应报 3 已报 1 未报 2" in words and "应报 4 已报 2 未报 2" in words
    assert "还没报的2家" in words and "还差1空" in words and "与台账不符，请核对" in words
    assert "零报告1家" in words and "2 / 2" in words
    assert foreign_on(page) == set()
    assert page.text.count("<rect") == 3


def test_units_stand_in_the_order_of_their_codes_whoever_has_reported(look, desk):
    desk.hand_in("central_b")
    text = look(desk.cast.auditor, board(desk)).text.split('id="units"')[1]
    names = ["第一中心学校", "第二中心学校", "区第二中学"]
    assert sorted(names, key=text.index) == names


def test_the_sum_so_far_leads_behind_each_figure(look, desk):
    desk.cast.rectified()
    desk.hand_in("school"), desk.hand_in("central")
    page = look(desk.cast.auditor, board(desk))
    where = f"{at(desk.of('bureau'))}?behind=hazards_investigated_rectified#behind"
    assert f'<a href="{where}">1</a>' in page.text


def test_a_central_school_sees_its_own_board_and_no_other(look, desk):
    page = look(desk.cast["officer@central"], board(desk))
    assert "向第一中心学校报送的2家" in words_on(page)
    assert "育才小学" not in page.text and "打包下载" not in page.text
    other = desk.cast.units["central_b"].pk
    assert look(desk.cast["officer@central"], board(desk, unit=other)).status_code == 404
    assert "育才小学" in look(desk.cast.auditor, board(desk, unit=other)).text
    assert look(desk.cast.auditor, board(desk, unit="x")).status_code == 404


def test_a_school_has_nobody_below(look, desk):
    assert "没有单位向您这里报送" in words_on(look(desk.cast.officer, board(desk)))


def test_one_press_reminds_those_that_have_not_reported(send, look, desk):
    desk.hand_in("central")
    remind = reverse("web:remind", args=[desk.campaign.pk])
    assert "催报2家" in words_on(look(desk.cast.auditor, board(desk)))
    answer = send(desk.cast.auditor, remind, {"unit": desk.cast.units["bureau"].pk})
    assert "已催报，通知了2人" in words_on(look(desk.cast.auditor, answer.url))
    for place, is_told in (("central", False), ("central_b", True), ("school", False)):
        person = desk.cast[f"officer@{place}"]
        assert person.notifications.filter(kind="remind").exists() == is_told, place
    send(desk.cast.auditor, remind, {"unit": desk.cast.units["bureau"].pk, "deeper": "yes"})
    assert desk.cast.officer.notifications.filter(kind="remind").exists()


@pytest.mark.parametrize("person", ["viewer@central", "inspector@school"])
def test_nobody_else_reminds(send, look, desk, person):
    remind = reverse("web:remind", args=[desk.campaign.pk])
    assert "催报" not in look(desk.cast[person], board(desk)).text
    assert send(desk.cast[person], remind).status_code == 403


def test_a_central_school_reminds_only_its_own(send, desk):
    remind = reverse("web:remind", args=[desk.campaign.pk])
    bureau, central_b = desk.cast.units["bureau"].pk, desk.cast.units["central_b"].pk
    for unit in (bureau, central_b):
        answer = send(desk.cast["officer@central"], remind, {"unit": unit})
        assert answer.status_code == 403
    assert send(desk.cast["officer@central"], remind).status_code == 302
    assert desk.cast.officer.notifications.filter(kind="remind").exists()
    assert not desk.cast["officer@school_b"].notifications.filter(kind="remind").exists()


def test_units_founded_since_are_asked_by_the_auditor_alone(send, look, desk):
    found_unit("JZ099", "新建小学", Unit.Kind.SCHOOL, desk.cast.units["central"])
    include = reverse("web:include_new_units", args=[desk.campaign.pk])
    assert send(desk.cast["officer@central"], include).status_code == 403
    answer = send(desk.cast.auditor, include)
    assert "又通知了1家新单位" in words_on(look(desk.cast.auditor, answer.url))
    assert "新建小学" in look(desk.cast["officer@central"], board(desk)).text


@pytest.mark.parametrize("person", ["officer@central", "auditor@bureau"])
def test_the_board_costs_the_same_for_3_and_30_units(client, cast, person):
    few_units = desk_of(cast)
    few_units.hand_in("school"), few_units.fill("school_2", media_reports=None)
    client.force_login(cast[person])
    few = queries_for(client, board(few_units))
    more_units(cast, 30, "central" if person == "officer@central" else "bureau")
    many_units = desk_of(cast)
    many_units.hand_in("school"), many_units.fill("school_2", media_reports=None)
    assert queries_for(client, board(many_units)) == few
