"""What is typed into a blank: the right kind is kept, the wrong kind is told, nothing by halves."""

from decimal import Decimal

import pytest

from returns import services
from returns.forms.shape import INT, MONEY, TEXT, YES_NO, Indicator
from returns.models import ReturnEntry
from returns.table import answers
from returns.table.answers import BadAnswers, NoAnswer
from tests.returns.campaigning import plausible

SESSIONS, FORMS, PRIORITIES = "launch_sessions", "launch_forms", "in_annual_priorities"


def read(kind, said):
    return answers.read(Indicator(code="a", label="甲", type=kind, meaning="甲"), said)


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        (INT, 0, 0),
        (INT, 12, 12),
        (INT, " 12 ", 12),
        (INT, "007", 7),
        (INT, answers.MOST, answers.MOST),
        (INT, "", None),
        (INT, None, None),
        (MONEY, "1.86", "1.86"),
        (MONEY, 1.5, "1.5"),
        (MONEY, 3, "3"),
        (MONEY, "0.10", "0.1"),
        (MONEY, "0.00", "0"),
        (TEXT, " 讲座、\n演练 ", "讲座、 演练"),
        (TEXT, "长" * 200, "长" * 200),
        (TEXT, "  ", None),
        (YES_NO, True, "yes"),
        (YES_NO, "是", "yes"),
        (YES_NO, "no", "no"),
        (YES_NO, False, "no"),
        (YES_NO, None, None),
    ],
)
def test_an_answer_of_the_right_kind_is_kept_in_one_way(kind, said, kept):
    assert read(kind, said) == kept
    assert type(read(kind, said)) is type(kept)


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        (INT, "三", "not_a_number"),
        (INT, "12个", "not_a_number"),
        (INT, "1.5", "not_a_number"),
        (INT, "1e3", "not_a_number"),
        (INT, "１２", "not_a_number"),
        (INT, 1.0, "not_a_number"),
        (INT, True, "not_a_number"),
        (INT, [1], "not_a_number"),
        (INT, {"value": 1}, "not_a_number"),
        (INT, -1, "negative"),
        (INT, "-1", "negative"),
        (INT, 10**30, "too_large"),
        (INT, str(10**30), "too_large"),
        (INT, answers.MOST + 1, "too_large"),
        (MONEY, "一万", "not_a_number"),
        (MONEY, True, "not_a_number"),
        (MONEY, float("nan"), "not_a_number"),
        (MONEY, float("inf"), "not_a_number"),
        (MONEY, 1e30, "not_a_number"),
        (MONEY, Decimal("1.5"), "not_a_number"),
        (MONEY, "0.0000001", "not_a_number"),
        (MONEY, -0.5, "negative"),
        (MONEY, "-1", "negative"),
        (MONEY, 10**30, "too_large"),
        (MONEY, "1" + "0" * 60, "too_large"),
        (TEXT, 5, "not_a_text"),
        (TEXT, ["讲座"], "not_a_text"),
        (TEXT, "讲座\x00", "not_a_text"),
        (TEXT, "讲座\x1b[31m", "not_a_text"),
        (TEXT, "讲座\ud800", "not_a_text"),
        (TEXT, "讲座\uffff", "not_a_text"),
        (TEXT, "长" * 201, "too_long"),
        (YES_NO, ["yes", "no"], "neither_yes_nor_no"),
        (YES_NO, "是否", "neither_yes_nor_no"),
        (YES_NO, "maybe", "neither_yes_nor_no"),
        (YES_NO, 1, "neither_yes_nor_no"),
        (YES_NO, {"yes": True, "no": True}, "neither_yes_nor_no"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused_with_its_reason(kind, said, code):
    with pytest.raises(NoAnswer) as refused:
        read(kind, said)
    assert refused.value.code == code
    assert str(refused.value.sentence)


@pytest.mark.parametrize("kind", [INT, MONEY])
def test_a_number_of_thousands_of_digits_is_an_answer_like_any_other(kind):
    for said, code in (
        (10**5000, "too_large"),
        (-(10**5000), "negative"),
        ("9" * 5000, "too_large"),
    ):
        with pytest.raises(NoAnswer) as refused:
            read(kind, said)
        assert refused.value.code == code


# --- In a return ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "said", "fault"),
    [
        ("launch_sessionz", 1, "unknown_indicator"),
        ("", 1, "unknown_indicator"),
        ("hazards_investigated_rectified", 3, "not_typed"),
        (SESSIONS, "三", "not_a_number"),
        (FORMS, 3, "not_a_text"),
        (PRIORITIES, "both", "neither_yes_nor_no"),
    ],
)
def test_a_wrong_answer_is_told_at_its_blank_and_nothing_beside_it_is_kept(desk, code, said, fault):
    before = desk.of("school")
    with pytest.raises(BadAnswers) as refused:
        desk.fill("school", **{code: said})
    assert {c: fault.code for c, fault in refused.value.faults.items()} == {code: fault}
    after = desk.of("school")
    assert (after.typed, after.version) == (before.typed, before.version) == ({}, 1)
    assert not ReturnEntry.objects.exists()


def test_every_wrong_blank_is_told_at_once(desk):
    with pytest.raises(BadAnswers) as refused:
        desk.fill("school", **{SESSIONS: -1, FORMS: "长" * 201, "nothing": 1})
    assert set(refused.value.faults) == {SESSIONS, FORMS, "nothing"}


def test_header_and_summary_are_not_kept_beside_a_wrong_answer(desk, cast):
    told = {"header": {"contact_name": "值班室"}, "summary": "开展了活动"}
    with pytest.raises(BadAnswers):
        services.fill(desk.of("school"), by=cast.officer, values={SESSIONS: "三"}, **told)
    one = desk.of("school")
    assert (one.contact_name, one.summary) == ("", "")


def test_what_is_not_named_stays_and_none_empties_a_blank(desk, cast):
    desk.fill("school", n=4)
    services.fill(desk.of("school"), by=cast.officer, values={SESSIONS: None, FORMS: "晨会"})
    expected = {**plausible(desk.form, 4), FORMS: "晨会"}
    del expected[SESSIONS]
    assert desk.of("school").typed == expected


@pytest.mark.parametrize("value", [-1, "很多", True, 10**30])
def test_an_adjustment_takes_the_same_kinds_of_figure(desk, value):
    with pytest.raises(BadAnswers) as refused:
        desk.adjust("school", "hazards_investigated_rectified", value)
    assert set(refused.value.faults) == {"hazards_investigated_rectified"}
    assert desk.of("school").adjustments == {}
