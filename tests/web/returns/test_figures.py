"""Figures that are put right, that change after they were handed in, and what a look costs."""

import re

import pytest

from tests.web.reading import words_on
from tests.web.returns.filing import at, desk_of, foreign_on, queries_for
from tests.web.returns.test_pages import HAZARDS, input_of

# --- A figure put right ---


def adjust(**told):
    return {"adjust-code": HAZARDS, "adjust-value": "3", "adjust-reason": "漏记两件", **told}


def test_an_adjustment_keeps_both_figures_and_what_was_typed(send, look, desk):
    desk.cast.rectified()
    one = desk.of("school")
    told = {**adjust(), "v-media_reports": "8"}
    answer = send(desk.cast.officer, at(one, "return_adjust"), told)
    assert answer.url == f"{at(one)}?behind={HAZARDS}#behind"
    assert desk.of("school").typed == {"media_reports": 8}
    page = look(desk.cast.officer, answer.url)
    assert "系统取数1，更正为3" in words_on(page) and "漏记两件" in words_on(page)
    assert foreign_on(page) == set()


@pytest.mark.parametrize(
    ("told", "status", "beside"),
    [
        ({"adjust-value": "三"}, 400, "adjust-value_error"),
        ({"adjust-reason": " "}, 422, "adjust-reason_error"),
        ({"adjust-code": "media_reports"}, 400, ""),
    ],
)
def test_a_refused_adjustment_shows_what_was_typed(send, desk, told, status, beside):
    one = desk.of("school")
    page = send(desk.cast.officer, at(one, "return_adjust"), adjust(**told))
    assert page.status_code == status
    assert desk.of("school").adjustments == {}
    if beside:
        assert f'id="{beside}"' in page.text
        assert told.get("adjust-value", "3") in page.text


def test_nobody_else_puts_a_figure_right(send, desk):
    one = desk.of("school")
    assert send(desk.cast.auditor, at(one, "return_adjust"), adjust()).status_code == 403
    desk.hand_in("school")
    assert send(desk.cast.officer, at(one, "return_adjust"), adjust()).status_code == 409


# --- After it was handed in ---


def test_what_has_changed_since_is_said_and_never_merged(look, desk):
    hazard = desk.cast.rectified()
    one = desk.hand_in("school")
    services_closed = desk.cast.rectified()
    page = look(desk.cast.officer, at(one))
    assert "当时1，现在2" in words_on(page)
    assert re.search(rf'data-behind="{HAZARDS}".*?>1<small> 隐患</small></a>', page.text)
    behind = look(desk.cast.officer, f"{at(one)}?behind={HAZARDS}")
    assert hazard.number in behind.text and services_closed.number not in behind.text


def test_a_sum_whose_children_changed_says_which(look, desk):
    desk.hand_in("school")
    one = desk.hand_in("central")
    desk.send_back("school")
    words = words_on(look(desk.cast["officer@central"], at(one)))
    assert "下级有变化" in words and "下级单位的报表有变化： 示范小学" in words


def test_late_and_nil_are_flagged(look, cast):
    past = {"due_on": desk_of(cast).campaign.activity_from}
    at_work = desk_of(cast, **past)
    one = at_work.nil("school")
    words = words_on(look(cast.officer, at(one)))
    assert "逾期" in words and "零报告" in words and one.submission.digest[:16] in words


def test_why_it_came_back_stands_first(look, desk):
    desk.hand_in("school")
    one = desk.send_back("school")
    page = look(desk.cast.officer, at(one))
    assert "退回理由： 与台账不符，请核对" in words_on(page)
    assert 'value="1"' in input_of(page, "media_reports")[0]


@pytest.mark.parametrize("place", ["central", "bureau"])
def test_a_look_costs_the_same_however_much_is_behind_it(client, desk, place):
    client.force_login(desk.filler(place))
    where = f"{at(desk.of(place))}?behind={HAZARDS}"
    desk.cast.rectified()
    desk.hand_in("school"), desk.hand_in("central_b")
    few = queries_for(client, where)
    for _ in range(6):
        desk.cast.rectified(desk.cast.assigned(desk.cast.reported(unit=desk.cast.units["school"])))
    desk.hand_in("school_2"), desk.hand_in("direct")
    assert queries_for(client, where) == few
