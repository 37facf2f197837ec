"""The public notice says what was found and names nobody; the summary says what the board says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from papers.periods import public_notice as publishing
from papers.periods.masking import MASK, Masker
from papers.periods.public_notice import public_notice
from papers.periods.summary import period_summary
from tests.papers.printed import FORMS, words_of
from workflow.errors import NotPermitted, SomethingMissing

both_forms = pytest.mark.parametrize("form", FORMS)
PHONES = (
    "13800138000",
    "138 0013 8000",
    "010-55501234",
    "（０１０）５５５０１２３４",
    "一三八零零一三八零零零",
)


@both_forms
def test_neither_names_nor_phones_are_published(cast, form):
    people = (cast.responsible, cast["officer@central"], cast.auditor)
    written = "，".join([*(person.name for person in people), *PHONES])
    cast.assigned(
        cast.reported(description=f"门锁坏了，找{written}", place=f"{people[0].name}办公室")
    )
    told = words_of(public_notice(cast.school, by=cast.officer).paper, form)
    assert "门锁坏了" in told and "安全隐患公示单" in told and MASK in told
    for person in cast.everyone:
        assert person.name not in told
    assert "138" not in told and "555" not in told and "一三八" not in told
    assert "隐去姓名4处、号码5处" in told


@pytest.mark.parametrize("text", ["二层3号楼门锁坏了", "2021年6月5日发现", "A4纸12箱"])
def test_other_figures_stay(text):
    assert Masker(["王安"])(text) == text


def test_the_longest_name_is_hidden_first():
    assert Masker(["王小", "王小明"])("找王小明") == f"找{MASK}"


def test_it_holds_the_units_below_and_the_days_of_the_period(cast):
    today = timezone.localdate()
    below = cast.reported(place="二楼机房")
    cast.reported(cast["inspector@central"], cast.units["school_2"], place="东门", found_on=today)
    other = cast.reported(cast["inspector@school_b"], cast.units["school_b"], place="别处仓库")
    early = cast.reported(place="旧锅炉房", found_on=today - timedelta(days=1))
    asks = {
        "by": cast["officer@central"],
        "found_from": today,
        "found_to": today + timedelta(days=1),
    }
    told = words_of(public_notice(cast.units["central"], **asks).paper, "docx")
    assert below.place in told and "东门" in told
    assert other.place not in told and early.place not in told


def test_what_was_dismissed_is_not_published(cast):
    cast.dismissed(cast.reported(place="西门"))
    assert "西门" not in words_of(public_notice(cast.school, by=cast.officer).paper, "docx")


def test_only_officers_and_auditors_publish(cast):
    for person in (cast.viewer, cast.inspector, cast["officer@school_b"]):
        with pytest.raises(NotPermitted):
            public_notice(cast.school, by=person)


def test_a_notice_has_an_end(cast, monkeypatch):
    monkeypatch.setattr(publishing, "MOST", 2)
    for _ in range(3):
        cast.reported()
    with pytest.raises(SomethingMissing):
        public_notice(cast.school, by=cast.officer)


def test_it_costs_the_same_however_many_are_on_it(cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            publishing.written(
                cast.school,
                list(publishing.published(cast.officer, cast.school, None, None)),
                None,
                None,
            )
        return len(queries)

    publishing.published(cast.officer, cast.school, None, None)
    few = [cast.reported() for _ in range(3)] and cost()
    many = [cast.reported() for _ in range(27)] and cost()
    assert few == many


@both_forms
def test_the_summary_gives_each_rate_with_what_it_is_of(cast, form):
    cast.closed()
    cast.closed(cast.rectified(cast.assigned(cast.reported(place="三层"))))
    cast.reported()
    told = words_of(period_summary(cast.officer, cast.school), form)
    assert "隐患排查治理情况小结" in told and "发现隐患3件" in told
    assert "66.7%" in told and "2/3" in told and "示范小学" in told and "消防" in told
    assert "类别发现已整改" in told and "按类别发现" not in told


def test_without_anything_found_a_rate_is_a_dash(cast):
    told = words_of(period_summary(cast.officer, cast.school), "docx")
    assert "—0/0" in told and "100" not in told


def test_the_summary_lists_what_is_overdue(cast, time_machine):
    late = cast.assigned()
    time_machine.move_to(timezone.now() + timedelta(days=20))
    told = words_of(period_summary(cast.officer, cast.school), "docx")
    assert late.number in told and "已超期" in told
