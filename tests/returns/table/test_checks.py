"""What the figures say against a return before it goes out: what keeps it back, what only warns."""

import pytest

from returns import services
from returns.table import checks
from returns.table.checks import Remark
from tests.figures.lives import june
from tests.returns.campaigning import plausible
from workflow.errors import SomethingMissing

TYPED_KINDS = ("launch_sessions", "media_reports", "in_annual_priorities")


def against(desk, place="school"):
    """The remarks about figures, without those about photos and the summary."""
    return {key: level for key, level in desk.remarks(place).items() if key[1]}


def test_a_return_with_every_blank_filled_has_nothing_against_it(desk):
    desk.fill("school")
    assert against(desk) == {}


@pytest.mark.parametrize("code", TYPED_KINDS)
def test_an_empty_blank_keeps_the_return_back_for_blank_is_not_0(desk, code):
    values = {c: v for c, v in plausible(desk.form).items() if c != code}
    services.fill(desk.of("school"), by=desk.filler("school"), values=values)
    assert against(desk) == {("empty", code): "block"}
    with pytest.raises(SomethingMissing) as refusal:
        desk.submit("school")
    assert [lack.code for lack in refusal.value.missing] == [f"values.{code}"]
    assert desk.of("school").state == "draft"


def test_0_is_an_answer(desk):
    desk.fill("school", media_reports=0)
    assert against(desk) == {}
    assert desk.submit("school").state == "submitted"


def test_an_untouched_return_is_kept_back_by_every_typed_blank_but_the_texts(desk):
    expected = {("empty", i.code): "block" for i in desk.form.typed if i.type != "text"}
    assert against(desk) == expected
    assert len(expected) == 32


PAIRS = [
    ("study_group_attendance", "study_group_sessions"),
    ("online_class_attendance", "online_class_sessions"),
    ("open_day_held_attendance", "open_day_sessions_held"),
    ("innovative_activity_attendance", "innovative_activity_sessions"),
    ("school_outreach_participants", "school_outreach_sessions"),
]


@pytest.mark.parametrize(("attendance", "sessions"), PAIRS)
def test_people_without_sessions_and_sessions_without_people_only_warn(desk, attendance, sessions):
    named = {"innovative_activity_names": None} if sessions.startswith("innovative") else {}
    desk.fill("school", **{attendance: 3, sessions: 0}, **named)
    assert against(desk) == {("together_with", attendance): "warn"}
    desk.fill("school", **{attendance: 0, sessions: 3})
    assert against(desk) == {("together_with", attendance): "warn"}
    desk.fill("school", **{attendance: 0, sessions: 0}, **named)
    assert against(desk) == {}
    desk.fill("school", **{attendance: 0, sessions: 3})
    assert desk.submit("school").state == "submitted"


@pytest.mark.parametrize(
    ("sessions", "names"),
    [
        ("launch_sessions", "launch_forms"),
        ("innovative_activity_sessions", "innovative_activity_names"),
    ],
)
def test_sessions_have_names_and_names_have_sessions(desk, sessions, names):
    more = {"innovative_activity_attendance": 0} if sessions.startswith("innovative") else {}
    desk.fill("school", **{names: None})
    assert against(desk)["together_with", sessions] == "block"
    desk.fill("school", **{names: "讲座", sessions: 0}, **more)
    assert against(desk)["together_with", sessions] == "block"
    desk.fill("school", **{names: None, sessions: 0}, **more)
    assert against(desk) == {}


@pytest.mark.parametrize("code", ["tipsters_rewarded", "news_from_leads"])
def test_no_more_is_rewarded_or_reported_than_tips_came_in(desk, code):
    desk.fill("school", tips_received=5, **{code: 6})
    assert against(desk) == {("at_most", code): "block"}
    desk.fill("school", tips_received=5, **{code: 5})
    assert against(desk) == {}


def test_checks_look_at_the_sum_of_a_central_school(desk):
    """Its own 6 rewards for 5 tips are kept back only until its school's tips are added."""
    desk.fill("central", tips_received=5, tipsters_rewarded=6)
    assert against(desk, "central") == {("at_most", "tipsters_rewarded"): "block"}
    desk.hand_in("school", tips_received=1, tipsters_rewarded=0, news_from_leads=0)
    assert against(desk, "central") == {}


def test_a_central_schools_own_blanks_are_asked_for_beside_those_of_its_schools(desk):
    desk.hand_in("school")
    blanks = [code for kind, code in against(desk, "central") if kind == "empty"]
    assert len(blanks) == 32


def test_the_bureau_is_asked_for_nothing_of_its_own(desk):
    desk.hand_in("direct")
    assert against(desk, "bureau") == {}
    assert desk.submit("bureau").state == "submitted"


def test_a_bureau_without_a_single_return_has_no_table_to_hand_in(desk):
    assert against(desk, "bureau")["empty", "media_reports"] == "block"


def test_the_monthly_form_keeps_parts_within_their_wholes(monthly, lives):
    lives.found(june(10))
    monthly.adjust("school", "general_rectified", 2)
    assert against(monthly) == {("at_most", "general_rectified"): "block"}
    monthly.adjust("school", "general_rectified", 1)
    assert against(monthly) == {}


def test_no_money_is_nothing_and_the_smallest_amount_is_something(monthly):
    assert checks.findings(monthly.sheet("school")).is_nil
    monthly.adjust("school", "funds", "0.000001")
    assert not checks.findings(monthly.sheet("school")).is_nil


# --- Beside the figures --------------------------------------------------------------------


def beside(desk, place="school"):
    return {kind: level for (kind, code), level in desk.remarks(place).items() if not code}


def test_missing_photos_and_summary_warn_and_never_keep_it_back(desk, cast):
    desk.fill("school")
    assert beside(desk) == {"photos": "warn", "summary": "warn"}
    photos = [cast.photo(cast.officer) for _ in range(3)]
    services.choose_photos(desk.of("school"), by=cast.officer, photos=photos)
    services.fill(desk.of("school"), by=cast.officer, summary="开展了活动")
    assert beside(desk) == {}
    assert desk.submit("school").state == "submitted"


def test_missing_schools_are_told_to_who_sums_them_up(desk):
    desk.fill("central")
    assert beside(desk, "central")["children_missing"] == "warn"
    desk.hand_in("school")
    assert beside(desk, "central")["children_missing"] == "warn"
    desk.hand_in("school_2")
    assert "children_missing" not in beside(desk, "central")


def test_each_remark_is_a_sentence_that_names_its_blank(desk):
    desk.fill("school", tips_received=1, news_from_leads=7, launch_forms=None)
    told = [r for r in desk.opened("school").remarks if r.indicator]
    assert all(isinstance(remark, Remark) for remark in told)
    for remark in told:
        label = desk.form.by_code[remark.indicator].label
        assert str(remark.detail).startswith(label) and "%(" not in str(remark.detail)
    assert any("7" in str(remark.detail) for remark in told)
