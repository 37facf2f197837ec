"""Rows of another kind than hazards on the pages: no number, no page of their own yet."""

import pytest

from tests.figures.lives import june
from tests.returns.outreach import NAMES, PEOPLE, TIPS, logged, outreach_desk
from tests.web.reading import words_on
from tests.web.returns.filing import at


@pytest.fixture
def desk(cast, lives):
    desk = outreach_desk(cast)
    logged(cast.officer, cast.school, name="晨会", people=40)
    logged(cast.officer, cast.school, june(11), name="讲座", people=15)
    desk.tip = cast.reported(source="tip", found_on=desk.campaign.hazards_from)
    return desk


def test_each_row_says_its_day_what_it_was_and_what_it_adds(look, desk):
    for where in (f"{at(desk.of('school'))}?behind={PEOPLE}",
                  at(desk.of("school"), "return_rows", PEOPLE)):  # fmt: skip
        page = look(desk.cast.officer, where)
        words = words_on(page)
        assert "6月10日 启动仪式 晨会 40" in words and "6月11日 启动仪式 讲座 15" in words
        assert desk.tip.number not in page.text
    assert "“启动仪式”各条记录的参与人次合计" in words


def test_a_text_is_made_of_its_rows_and_a_hazard_still_leads_to_its_page(look, desk):
    one = desk.of("school")
    panel = look(desk.cast.officer, f"{at(one)}?behind={NAMES}")
    assert "晨会、讲座" in words_on(panel)
    panel = look(desk.cast.officer, f"{at(one)}?behind={TIPS}")
    assert f'href="/hazards/{desk.tip.pk}/"' in panel.text


def test_a_figure_without_rows_says_so(look, desk):
    page = look(desk.cast["officer@direct"], at(desk.of("direct"), "return_rows", PEOPLE))
    assert "没有记录" in words_on(page)
