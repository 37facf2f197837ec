"""The first draft of a summary says what was done, with its figures, in the order of the notice."""

import pytest

from activities import services as activities
from returns import services
from tests.base import forms
from tests.figures.lives import june, moment
from tests.returns.campaigning import Desk, campaign_of
from workflow.errors import NotPermitted, SomethingMissing


@pytest.fixture
def desk(cast):
    forms.put_in_use(forms.SECOND)
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))


def logged(cast, kind: str, day: int = 10, **told):
    given = {"by": cast.officer, "unit": cast.school, "kind": kind, "day": june(day)}
    return activities.log(**given, at=moment(june(day)), **told)


def drafted(desk) -> str:
    return services.draft_summary(desk.of("school"), by=desk.cast.officer).summary


def test_it_says_what_was_done_in_the_notices_words_and_order(desk, cast):
    logged(cast, "slogans", sessions=14)
    logged(cast, "outreach", people=212)
    logged(cast, "launch", name="国旗下讲话")
    logged(cast, "launch", day=11, name="主题班会")
    logged(cast, "study_group", people=12)
    assert drafted(desk).splitlines() == [
        "举办“安全生产月”活动启动仪式：以国旗下讲话、主题班会等形式启动“安全生产月”活动2场次。",
        "深入学习贯彻习近平总书记关于安全生产重要论述：安排理论学习中心组专题学习1次，参与12人次。",
        "扎实推进安全宣传“五进”工作：开展安全宣传进学校活动1场，参与212人。",
        "营造浓厚氛围：在公共场所张贴、悬挂安全标语、横幅、挂图等14个。",
    ]


def test_yes_and_no_and_what_did_not_happen_are_left_out(desk, cast):
    desk.fill("school", 0)
    logged(cast, "psa", sessions=2)
    assert drafted(desk) == "营造浓厚氛围：制作、播放安全公益广告等安全宣传品2部。"


def test_a_central_school_tells_the_sum(desk, cast):
    logged(cast, "psa", sessions=2)
    desk.hand_in("school", 0)
    one = services.draft_summary(desk.of("central"), by=cast["officer@central"])
    assert "安全宣传品2部" in one.summary


def test_it_is_written_into_an_empty_summary_only_and_only_where_something_was_done(desk, cast):
    with pytest.raises(SomethingMissing):
        drafted(desk)
    logged(cast, "psa", sessions=2)
    services.fill(desk.of("school"), by=cast.officer, summary="已经写好")
    with pytest.raises(SomethingMissing):
        drafted(desk)
    assert desk.of("school").summary == "已经写好"
    with pytest.raises(NotPermitted):
        services.draft_summary(desk.of("school"), by=cast.inspector)


def test_a_form_in_columns_is_told_by_its_labels(cast, lives):
    lives.found(june(10))
    monthly = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], "monthly"))
    assert "排查一般隐患1项" in drafted(monthly)
