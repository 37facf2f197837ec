"""The public notice says what somebody has read row by row; the summary, what the board says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import Membership, Role
from papers.document import Text
from papers.issued import IssuedPaper, Kind
from papers.issuing import Draft, issue
from papers.models import NoticeRow
from papers.notes import day
from papers.periods import public_notice as publishing
from papers.periods.public_notice import public_notice
from papers.periods.summary import period_summary
from papers.publishing import services as wordings
from papers.publishing.finding import MASK
from papers.publishing.lines import lines_of
from papers.reprint import as_issued
from tests.papers.issuing import announced, read_through
from tests.papers.printed import FORMS, words_of
from workflow.errors import NotPermitted, SomethingMissing

NONE = (None, None)
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
    told = words_of(announced(cast.school, cast.officer).paper, form)
    assert "门锁坏了" not in told and "安全隐患公示单" in told and f"{MASK}办公室" in told
    assert "消防设施或疏散通道不符合要求" in told
    for person in cast.everyone:
        assert person.name not in told
    assert "138" not in told and "555" not in told and "一三八" not in told
    assert "姓名4处、号码5处" in told


@both_forms
def test_it_claims_what_was_done_and_by_which_role_and_nothing_more(cast, form):
    cast.reported()
    other = cast.reported(place="三层")
    wordings.reword(other, by=cast.officer, place="三层", text="疏散指示灯不亮，正在更换。")
    told = words_of(announced(cast.school, cast.officer).paper, form)
    assert "不含个人信息" not in told
    assert "1行用标准语句，1行另行拟写" in told and "疏散指示灯不亮" in told
    today = day(timezone.localdate()).replace(" ", "")
    assert f"示范小学{Role.OFFICER.label}（{today}）" in told


def test_it_is_stopped_while_a_row_is_not_confirmed(cast):
    confirmed, other = cast.reported(), cast.reported(place="三层")
    wordings.confirm(confirmed, by=cast.officer)
    with pytest.raises(SomethingMissing) as refused:
        public_notice(cast.school, by=cast.officer)
    (lack,) = refused.value.missing
    assert (lack.code, lack.about) == ("row_unconfirmed", str(other.pk))
    assert other.number in str(lack.detail) and not IssuedPaper.objects.exists()


def test_a_row_is_read_again_once_its_hazard_has_changed(cast):
    hazard = cast.reported()
    read_through(cast.school, cast.officer)
    cast.assigned(hazard)
    with pytest.raises(SomethingMissing) as refused:
        public_notice(cast.school, by=cast.officer)
    assert [lack.code for lack in refused.value.missing] == ["row_changed"]
    assert "正在整改" in words_of(announced(cast.school, cast.officer).paper, "docx")


def test_whoever_came_here_after_a_row_was_confirmed_is_not_named_in_it(cast):
    hazard = cast.reported()
    wordings.confirm(hazard, by=cast.officer, text="门锁已由纳兰德换好")
    cast.user("newcomer", "纳兰德")
    public_notice(cast.school, by=cast.officer)
    known = cast.user("teacher", "纳兰德")
    Membership.objects.create(user=known, unit=cast.school, role=Role.VIEWER)
    with pytest.raises(SomethingMissing) as refused:
        public_notice(cast.school, by=cast.officer)
    assert [lack.code for lack in refused.value.missing] == ["row_cue_registered"]


def test_the_rows_of_a_notice_say_which_wording_went_out(cast):
    hazard = cast.reported()
    paper = announced(cast.school, cast.officer)
    row = NoticeRow.objects.get(paper=paper)
    assert (row.position, row.wording.hazard, row.version) == (1, hazard, row.wording.version)
    assert public_notice(cast.school, by=cast.officer) == paper
    assert NoticeRow.objects.count() == 1


def test_a_notice_of_before_is_printed_again_as_it_was(cast):
    """Its rows have no wordings: nobody was asked for any then."""
    blocks = [Text("本公示不含个人信息。")]
    draft = Draft(Kind.PUBLIC, cast.school, "安全隐患公示单", blocks, is_public=True)
    issued = issue(draft, by=cast.officer)
    assert "本公示不含个人信息" in words_of(as_issued(issued), "docx")


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
    told = words_of(announced(cast.units["central"], **asks).paper, "docx")
    assert below.place in told and "东门" in told
    assert other.place not in told and early.place not in told


def test_what_was_dismissed_is_not_published(cast):
    cast.dismissed(cast.reported(place="西门"))
    assert "西门" not in words_of(announced(cast.school, cast.officer).paper, "docx")


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
        found = list(publishing.published(cast.officer, cast.school, None, None))
        with CaptureQueriesContext(connection) as queries:
            publishing.written(cast.school, lines_of(found, [cast.school], by=cast.officer), *NONE)
        return len(queries)

    publishing.published(cast.officer, cast.school, None, None)
    few = [cast.reported() for _ in range(3)] and read_through(cast.school, cast.officer) or cost()
    many = [cast.reported() for _ in range(9)] and read_through(cast.school, cast.officer) or cost()
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
