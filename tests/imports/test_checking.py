"""The dry run names every faulty row and cell in words, and no fault hides another."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from hazards.models import Category, Hazard
from imports import services
from imports.models import Import, RememberedMapping
from imports.rows.faults import SENTENCES, Unacceptable
from organizations.models import Unit
from organizations.services import found_unit
from tests.imports.ledgers import HEADS, faults, line, taken
from workflow.errors import NotPermitted


def faults_of(by, *, heads=HEADS, **cells):
    return [fault[1:] for fault in faults(taken(by, [line(1, **cells)], heads=heads))]


def test_a_whole_row_has_no_fault_and_nothing_enters_the_ledger(cast):
    one = taken(cast.officer, [line(1)])
    assert faults(one) == []
    assert one.counts() == {"good": 1, "faulty": 0, "already_here": 0, "loaded": 0}
    assert not Hazard.objects.exists()


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"单位": None}, None),  # the officer has one unit only
        ({"单位": "示 范 小 学"}, None),
        ({"单位": "JZ012"}, None),
        ({"单位": "ｊｚ０１２"}, None),
        ({"单位": "不认识的小学"}, ("单位", "unknown_unit")),
        ({"单位": "育才小学"}, ("单位", "unknown_unit")),  # there, and out of reach
        ({"隐患类别": "消防安全"}, None),
        ({"隐患类别": "fire"}, None),
        ({"隐患类别": "其它类"}, ("隐患类别", "unknown_category")),
        ({"隐患类别": None}, ("隐患类别", "missing")),
        ({"隐患级别": None}, None),
        ({"隐患级别": "一般隐患"}, None),
        ({"隐患级别": "较大"}, ("隐患级别", "unknown_severity")),
        ({"隐患级别": "重大隐患"}, ("隐患级别", "clause_needed")),
        ({"隐患部位": "  "}, ("隐患部位", "missing")),
        ({"隐患部位": "长" * 120}, None),
        ({"隐患部位": "长" * 121}, ("隐患部位", "too_long")),
        ({"存在问题": None}, ("存在问题", "missing")),
        ({"存在问题": "长" * 501}, ("存在问题", "too_long")),
        ({"编号": "9" * 41}, ("编号", "too_long")),
        ({"检查日期": None}, ("检查日期", "missing")),
        ({"检查日期": "2021年6月5日"}, None),
        ({"检查日期": "2021年6月31日"}, ("检查日期", "bad_date")),
        ({"检查日期": "1999-12-31"}, ("检查日期", "too_early")),
        ({"整改情况": "长" * 2001}, ("整改情况", "too_long")),
    ],
)
def test_each_cell_is_judged(cast, cells, fault):
    assert faults_of(cast.officer, **cells) == ([fault] if fault else [])


def test_a_day_that_has_not_come_is_no_day_of_finding(cast):
    today = timezone.localdate()
    assert faults_of(cast.officer, 检查日期=today) == []
    assert faults_of(cast.officer, 检查日期=today + timedelta(days=1)) == [("检查日期", "future")]


@pytest.mark.parametrize(
    ("source", "violation", "codes"),
    [
        ("专项检查", "是", []),
        ("tip", "no", []),
        ("历史台账导入", "√", []),
        (None, None, []),
        ("听说", "也许", ["unknown_source", "neither_yes_nor_no"]),
    ],
)
def test_source_and_violation_are_judged(cast, source, violation, codes):
    heads = [*HEADS, "隐患来源", "是否违法违规"]
    one = taken(cast.officer, [[*line(1), source, violation]], heads=heads)
    assert [code for _row, _column, code in faults(one)] == codes


def test_a_major_hazard_names_a_clause_there_is(cast):
    heads = [*HEADS, "判定条款"]
    lines = [
        [*line(n, 隐患级别="重大"), clause]
        for n, clause in enumerate([cast.clause.text, str(cast.clause), "没有这一条", None], 1)
    ]
    assert faults(taken(cast.officer, lines, heads=heads)) == [
        (4, "判定条款", "unknown_clause"),
        (5, "判定条款", "clause_needed"),
    ]


def test_no_fault_hides_another(cast):
    cells = {"单位": "外星小学", "隐患类别": "其它类", "隐患级别": "较大", "存在问题": None}
    one = taken(cast.officer, [line(1, **cells, 隐患部位=None, 检查日期="上周三")])
    assert {(fault.row, fault.column) for fault in one.faults()} == {
        (2, column)
        for column in ("单位", "隐患类别", "隐患级别", "隐患部位", "存在问题", "检查日期")
    }
    assert all(fault.detail for fault in one.faults())


def test_faults_are_sentences_in_the_readers_language(cast):
    one = taken(cast.officer, [line(1, 检查日期="上周三")])
    with translation.override("zh-hans"):
        assert one.faults()[0].detail == "「上周三」不是带年份的日期，例如 2021-06-05。"
    with translation.override("en"):
        assert one.faults()[0].detail == "“上周三” is no day with a year, such as 2021-06-05."


def test_each_code_has_its_sentence_in_chinese():
    with translation.override("zh-hans"):
        said = [translation.gettext(text) for code, text in SENTENCES.items() if code != "refused"]
    assert all(any("一" <= letter <= "鿿" for letter in sentence) for sentence in said)


# --- Units ---------------------------------------------------------------------------------


def test_a_unit_out_of_reach_reads_as_one_that_does_not_exist(cast):
    lines = [line(1, 单位="育才小学"), line(2, 单位="外星小学")]
    first, second = taken(cast["officer@central"], lines).faults()
    assert first.detail.replace("育才小学", "") == second.detail.replace("外星小学", "")


def test_two_units_of_one_name_are_told_apart_by_their_codes(cast):
    found_unit("JZ099", "第二小学", Unit.Kind.SCHOOL, cast.units["central"])
    assert faults_of(cast["officer@central"], 单位="第二小学") == [("单位", "ambiguous_unit")]
    assert faults_of(cast["officer@central"], 单位="JZ099") == []


def test_a_unit_somebody_only_reads_takes_no_rows_from_them(cast):
    reader = cast.person("两处任职", "viewer", cast.units["school_b"])
    reader.memberships.create(unit=cast.school, role="inspector")
    assert faults_of(reader, 单位="育才小学") == [("单位", "not_permitted")]
    assert faults_of(reader, 单位="示范小学") == []


def test_a_closed_unit_takes_no_rows(cast):
    Unit.objects.filter(pk=cast.units["school_2"].pk).update(closed_on=date(2021, 1, 1))
    assert faults_of(cast["officer@central"], 单位="第二小学") == [("单位", "unit_closed")]


def test_whoever_may_report_for_no_unit_imports_nothing(cast):
    for person in (cast.viewer, cast.responsible, cast["administrator@bureau"], cast.stranger):
        with pytest.raises(NotPermitted):
            taken(person, [line(1)])
    assert not Import.objects.exists()


# --- The same row twice --------------------------------------------------------------------


def test_two_rows_of_one_number_are_one_hazard(cast):
    one = taken(cast.officer, [line(1), line(2, 编号="A-1"), line(3, 编号="A-1", 检查日期="？")])
    assert faults(one) == [(3, "", "twice"), (4, "检查日期", "bad_date")]
    assert one.faults()[0].told == {"row": 2}


def test_without_numbers_two_rows_are_one_when_they_say_the_same(cast):
    same = {"编号": None, "隐患部位": "一层"}
    one = taken(
        cast.officer, [line(1, **same), line(2, **same), line(3, **same, 存在问题="另一处")]
    )
    assert faults(one) == [(3, "", "twice")]


def test_one_number_at_two_units_is_two_hazards(cast):
    lines = [line(1, 单位=name, 编号="1") for name in ("示范小学", "第二小学")]
    assert faults(taken(cast["officer@central"], lines)) == []


def test_a_number_of_this_ledger_is_here_already(cast):
    known = cast.reported()
    one = taken(cast.officer, [line(1, 编号=known.number)])
    assert faults(one) == [(2, "编号", "already_here")]
    assert one.rows.get().hazard == known.pk
    # A hazard of another unit is none of this row's business.
    elsewhere = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    assert faults(taken(cast.officer, [line(1, 编号=elsewhere.number)])) == []


# --- Columns -------------------------------------------------------------------------------


def test_a_missing_column_is_said_once_and_not_in_every_row(cast):
    heads = ["编号", "单位", "哪里", "存在问题", "检查日期"]
    lines = [[f"A-{n}", "示范小学", "一层", "堆物", "2021-06-05"] for n in (1, 2)]
    one = taken(cast.officer, lines, heads=heads)
    assert faults(one) == [(1, "", "missing_column")] * 2  # place and category
    assert one.counts()["good"] == 0


def test_columns_can_be_matched_by_hand_and_the_matching_is_remembered(cast):
    heads = ["编号", "单位", "哪里", "存在问题", "检查日期"]
    lines = [["A-1", "示范小学", "一层", "堆物", "2021-06-05"]]
    one = taken(cast.officer, lines, heads=heads)
    matched = {**one.mapping, "place": "哪里"}
    told = {"unit": None, "category": cast.fire}
    assert faults(services.match(one, by=cast.officer, mapping=matched, **told)) == []
    again = taken(cast.officer, [list(reversed(lines[0]))], heads=list(reversed(heads)))
    assert again.mapping == matched
    assert "place" not in taken(cast["officer@central"], lines, heads=heads).mapping


def test_a_mapping_can_come_with_the_file(cast):
    mapping = {"description": "整改情况", "place": "隐患部位", "found_on": "检查日期"}
    one = taken(cast.officer, [line(1)], mapping=mapping, category=cast.fire)
    assert one.mapping == mapping and faults(one) == []
    assert RememberedMapping.objects.get().owner == cast.officer


@pytest.mark.parametrize("mapping", [{"colour": "单位"}, {"unit": "没有这一列"}])
def test_a_mapping_that_makes_no_sense_is_refused(cast, mapping):
    with pytest.raises(Unacceptable) as refused:
        taken(cast.officer, [line(1)], mapping=mapping)
    assert refused.value.attr == "mapping"
    assert not Import.objects.exists()


def test_a_retired_category_is_unknown(cast):
    Category.objects.filter(code="weather").update(retired_on=date(2021, 1, 1))
    assert faults_of(cast.officer, 隐患类别="自然灾害") == [("隐患类别", "unknown_category")]


def test_three_rows_and_thirty_cost_the_same_number_of_queries(cast):
    def count(n):
        with CaptureQueriesContext(connection) as asked:
            taken(cast.officer, [line(k, 编号=f"{n}-{k}") for k in range(n)])
        return len(asked)

    count(1)  # who somebody is, is read once
    assert count(3) == count(30)
