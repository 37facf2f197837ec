"""Lists as districts keep them, read as they are; the workbooks we write ourselves."""

import io
from datetime import date

import pytest

from district import loading, workbooks
from district.comparing.whole import plan_of
from imports.reading.files import sheets_in
from organizations.models import Membership, Unit
from tests.district.books import PEOPLE, UNITS, faults, load, person, plan, read, sheets, told, unit

pytestmark = pytest.mark.django_db


def test_a_messy_list_is_read_as_it_is(cast):
    heads = ["序号", "学校（全称）", "学校 标识码", "办学类型*", "主管单位"]
    schools = [
        ["某区学校一览表", None, None, None, None],
        ["填报：办公室", None, None, None, None],
        heads,
        [1, "  东风　小学 ", "Ｘ０１", "完全小学", "第一中心学校"],
        [2, "东风幼儿园", "X02", "民办幼儿园", None],
        [None, None, None, None, None],
        ["合计", 2, None, None, None],
        ["注：以上数据截至9月", None, None, None, None],
    ]
    staff = [
        ["教职工通讯录", None, None, None, None, None],
        ["所在学校", "姓 名", "联系电话（手机）", "教工号", "职务", "任职时间"],
        ["东风 小学", " 甲 一", 13800000001, "00123", "安全员", 45901],
        [None, "乙二", "＋86 138-0000-0002", "00124", "安全主任", "2025.9.1"],
        ["东风幼儿园", "丙三", "0710-1234567", "00125", "检查员", "2025年9月"],
    ]
    file = sheets(
        ("学校", schools),
        ("教职工", staff),
        ("说明", [["请按时报送"]]),
        merged={"学校": [(0, 0, 0, 4)], "教职工": [(2, 0, 3, 0)]},
    )
    tables = read(file)
    found = plan_of(tables)
    assert faults(found) == []
    assert told(found) == {"unit_new": 2, "person_new": 3}
    loading.load(tables)
    above = dict(Unit.objects.filter(code__startswith="X").values_list("name", "parent__code"))
    assert above == {"东风 小学": "JZ001", "东风幼儿园": "JZ000"}
    held = Membership.objects.filter(unit__code__startswith="X").order_by("pk")
    assert [(m.user.username, m.user.phone, m.role, m.title, m.starts_on) for m in held] == [
        ("00123", "13800000001", "inspector", "安全员", date(2025, 9, 1)),
        ("00124", "13800000002", "officer", "安全主任", date(2025, 9, 1)),
        ("00125", "0710-1234567", "inspector", "检查员", date(2025, 9, 1)),
    ]


def test_a_list_without_codes_gets_codes_that_count_on(cast):
    rows = [["学校名称", "类型"], ["东风小学", "小学"], ["西山小学", "小学"]]
    file = sheets(("学校", rows))
    loading.load(read(file))
    codes = Unit.objects.filter(name__in=["东风小学", "西山小学"]).order_by("code")
    assert list(codes.values_list("name", "code")) == [("东风小学", "JZ032"), ("西山小学", "JZ033")]
    assert plan_of(read(file)).is_nothing


def test_a_bureau_of_its_own_row_begins_an_empty_ledger(db):
    rows = [unit("X01"), unit("B0", "某区教育局", 类型="教育局")]
    load(rows)
    assert Unit.objects.only_root().code == "B0"
    assert Unit.objects.get(code="X01").parent.code == "B0"
    assert faults(plan([unit("X02", "西小学"), unit("B1", "另一教育局", 类型="教育局")])) == [
        ("单位", 3, "类型", "one_bureau")
    ]


def test_without_a_bureau_no_unit_has_anybody_to_report_to(db):
    assert faults(plan([unit()])) == [("单位", 2, "上级单位", "no_bureau")]


def test_the_template_is_read_as_it_was_written(cast):
    with workbooks.template() as made:
        content = io.BytesIO(made.read())
    content.name, content.size = "样表.xlsx", len(content.getvalue())
    sheet_names = {table.sheet: list(table.heads) for table in read(content)}
    assert list(sheet_names) == ["单位", "人员"]
    assert sheet_names["单位"][:6] == ["code", "name", "former", "short", "kind", "parent"]
    assert sheet_names["人员"][:4] == ["name", "staff_number", "phone", "email"]
    assert plan_of(read(sheets(("单位", [UNITS, unit()]), ("人员", [PEOPLE, person()])))).rows == {
        "units": 1,
        "people": 1,
    }


def test_faulty_rows_come_as_a_workbook_that_can_be_sent_again(cast):
    file = sheets(
        ("单位", [UNITS, unit()]), ("人员", [PEOPLE, person(手机="138"), person("乙二", "T2")])
    )
    tables = read(file)
    with workbooks.faulty_rows(tables, plan_of(tables)) as made:
        content = io.BytesIO(made.read())
    content.name, content.size = "问题.xlsx", len(content.getvalue())
    (sheet,) = sheets_in(content.getvalue())
    assert sheet.name == "人员" and sheet.rows[0][-1] == "问题"
    assert sheet.rows[1][0] == "甲一" and "手机" in sheet.rows[1][-1]
    (again,) = read(content)
    assert [line.given["name"] for line in again.lines] == ["甲一"]
