"""Every row that cannot be loaded is named, with its column and in words; the others are loaded."""

from datetime import date

import pytest

from imports.rows.faults import Unacceptable
from organizations.models import Membership, Unit, User
from tests.district.books import book, faults, load, person, plan, read, sheets, unit

pytestmark = pytest.mark.django_db
OF_UNITS = [
    # What is wrong with a row, the column it is said at, its code, and words of the sentence.
    ({"单位编码": None}, "单位编码", "missing", "没有填写"),
    ({"单位名称": None}, "单位名称", "missing", "没有填写"),
    ({"单位编码": "A B"}, "单位编码", "bad_code", "A B"),
    ({"单位编码": "1.2E+11"}, "单位编码", "power_of_ten", "1.2E+11"),
    ({"单位编码": "A" * 17}, "单位编码", "too_long", "17"),
    ({"单位编码": "G01"}, "单位编码", "code_twice", "第 2 行"),
    ({"单位名称": "南湖小学"}, "", "unit_twice", "第 2 行"),
    ({"单位名称": "育才小学"}, "单位编码", "name_taken", "JZ014"),
    ({"类型": "医院"}, "类型", "unknown_kind", "医院"),
    ({"类型": None, "单位名称": "青少年宫"}, "类型", "kind_unsaid", "教学点"),
    ({"类型": "教育局"}, "类型", "one_bureau", "区教育局"),
    ({"上级单位": "第九中心学校"}, "上级单位", "unknown_parent", "第九中心学校"),
    ({"上级单位": "示范小学"}, "上级单位", "wrong_parent", "示范小学"),
    ({"上级单位": "望山中心学校"}, "上级单位", "parent_faulty", "第 3 行"),
    ({"纬度": "很北"}, "纬度", "bad_latitude", "很北"),
    ({"纬度": "30.1"}, "经度", "half_a_place", "经度"),
    ({"联系电话": "打总机"}, "联系电话", "bad_unit_phone", "打总机"),
    ({"地址": "路" * 121}, "地址", "too_long", "121"),
    (
        {"单位编码": "JZ000", "单位名称": "区教育局", "类型": "学校"},
        "类型",
        "bureau_stays",
        "教育局",
    ),
    (
        {"单位编码": "JZ001", "单位名称": "第一中心学校", "类型": "小学"},
        "类型",
        "has_units_below",
        "学校",
    ),
]
OF_PEOPLE = [
    ({"姓名": None}, "姓名", "missing", "没有填写"),
    ({"单位": None}, "单位", "missing", "没有填写"),
    ({"单位": "北山小学"}, "单位", "unknown_unit", "北山小学"),
    ({"手机": "1.38E+10"}, "手机", "power_of_ten", "1.38E+10"),
    ({"手机": "1380000000"}, "手机", "phone_digits", "10"),
    ({"手机": "见通讯录"}, "手机", "bad_phone", "见通讯录"),
    ({"手机": "13800000001"}, "手机", "phone_twice", "第 2 行"),
    ({"工号": "9"}, "工号", "zeros_lost", "9"),
    ({"工号": "工 号"}, "工号", "bad_staff_number", "工 号"),
    ({"邮箱": "甲一"}, "邮箱", "bad_email", "甲一"),
    ({"角色": "生活老师"}, "角色", "unknown_role", "生活老师"),
    ({"角色": None}, "角色", "no_role", "检查员"),
    ({"角色": None, "岗位": "生活老师"}, "角色", "title_is_no_role", "生活老师"),
    ({"角色": "审核员"}, "角色", "only_at_the_bureau", "审核员"),
    ({"起": "去年"}, "起", "bad_date", "去年"),
    ({"起": "2026-09-01", "止": "2026-08-01"}, "止", "ends_before_it_begins", "2026-08-01"),
    ({"工号": "0001", "姓名": "丙三"}, "姓名", "two_names", "甲一"),
    ({"工号": "0001", "姓名": "甲一", "手机": "13900000009"}, "手机", "two_phones", "13800000001"),
    ({"工号": "0001", "姓名": "甲一", "手机": None}, "角色", "role_twice", "第 2 行"),
]


@pytest.mark.parametrize(("cells", "column", "code", "words"), OF_UNITS)
def test_a_faulty_unit_is_named_with_its_row_column_and_words(cast, cells, column, code, words):
    good = [unit("G01", "南湖小学"), unit("G02", "望山中心学校", 类型="怪")]
    own = {"单位编码": "code", "单位名称": "name"}
    row = {own.get(head, head): cell for head, cell in cells.items()}
    told = plan([*good, unit(**{"code": "G03", "name": "东风小学", **row})])
    (fault,) = [one for one in told.faults if one.row == 4]
    assert (fault.sheet, fault.column, fault.code) == ("单位", column, code)
    assert words in fault.detail


@pytest.mark.parametrize(("cells", "column", "code", "words"), OF_PEOPLE)
def test_a_faulty_person_is_named_with_its_row_column_and_words(cast, cells, column, code, words):
    first = person("甲一", "0001", 手机="13800000001")
    told = plan([], [first, person(**{"name": "乙二", "number": "0002", **given(cells)})])
    (fault,) = told.faults
    assert (fault.sheet, fault.row, fault.column, fault.code) == ("人员", 3, column, code)
    assert words in fault.detail


def given(cells):
    """As `person` takes them."""
    own = {"姓名": "name", "工号": "number", "单位": "at"}
    return {own.get(head, head): cell for head, cell in cells.items()}


def test_thirty_faulty_rows_are_thirty_faults_and_the_others_are_loaded(cast):
    bad = [
        cells
        for cells, *_ in OF_UNITS
        if set(cells) <= {"类型", "上级单位", "纬度", "联系电话", "地址"}
    ]
    units = [unit("G01", "南湖小学"), unit("G02", "望山中心学校", 类型="怪")]
    units += [unit(f"B{n:02}", f"第{n}实验小学", **cells) for n, cells in enumerate(bad)]
    people = [person("甲一", "0001", 手机="13800000001")]
    people += [
        person(**{"name": f"丁{n}", "number": f"01{n:02}", **given(cells)})
        for n, (cells, *_rest) in enumerate(OF_PEOPLE)
    ]
    told = load(units, people)
    assert len(told.faulty_rows) == 1 + len(bad) + len(OF_PEOPLE)
    assert {sheet for sheet, _row in told.faulty_rows} == {"单位", "人员"}
    assert Unit.objects.filter(code="G01").exists()
    assert not Unit.objects.filter(code__startswith="B").exists()
    assert User.objects.get(staff_number="0001").name == "甲一"
    assert not User.objects.filter(name__startswith="丁").exists()


def test_a_closed_unit_is_no_place_for_anybody(cast):
    Unit.objects.filter(code="JZ012").update(closed_on=date(2026, 1, 1))
    told = plan([unit("JZ012", "示范小学")], [person(at="JZ012")])
    assert [one[3] for one in faults(told)] == ["unit_closed", "unit_closed"]


def test_two_units_of_one_name_are_told_apart_by_their_codes(cast):
    rows = [unit("G01", "中心小学", 上级单位="JZ001"), unit("G02", "中心小学", 上级单位="JZ002")]
    assert faults(plan(rows)) == []
    load(rows)
    told = plan([], [person("甲一", "1", "中心小学"), person("乙二", "2", "G02")])
    assert faults(told) == [("人员", 2, "单位", "ambiguous_unit")]


def test_somebody_of_a_faulty_unit_is_told_which_row_it_is(cast):
    told = plan([unit("G01", "南湖小学", 类型="怪")], [person(at="南湖小学")])
    assert faults(told) == [("单位", 2, "类型", "unknown_kind"), ("人员", 2, "单位", "unit_faulty")]


def test_a_phone_of_somebody_else_in_the_ledger_is_a_fault(cast):
    User.objects.filter(pk=cast.officer.pk).update(phone="13800000001")
    told = plan([], [person(手机="13800000001"), person("乙二", None, 手机="13800000001")])
    assert [one[3] for one in faults(told)] == ["phone_of_another", "phone_twice"]
    assert cast.officer.username in told.faults[0].detail


def test_two_people_who_fit_are_a_fault_and_not_a_guess(cast):
    for n in "12":
        user = User.objects.create_user(f"same{n}", name="张三")
        Membership.objects.create(user=user, unit=cast.school, role="viewer")
    told = plan([], [person("张三", None)])
    assert faults(told) == [("人员", 2, "姓名", "ambiguous_person")]


def test_namesakes_in_the_file_need_numbers(cast):
    rows = [person("张三", "1"), person("张三", "2"), person("张三", None, 角色="查看")]
    assert faults(plan([], rows)) == [("人员", 4, "姓名", "ambiguous_in_file")]


def test_whoever_left_is_not_let_in_again_by_a_row(cast):
    User.objects.filter(pk=cast.officer.pk).update(is_active=False, staff_number="T9")
    told = plan([], [person(cast.officer.name, "T9")])
    assert faults(told) == [("人员", 2, "姓名", "deactivated")]
    load([], [person(cast.officer.name, "T9")])
    assert not User.objects.get(pk=cast.officer.pk).is_active


def test_nobody_gives_themselves_a_role(cast):
    mine = cast["administrator@bureau"]
    User.objects.filter(pk=mine.pk).update(staff_number="A1")
    row = person(mine.name, "A1", "JZ000", 角色="审核员", 手机="13800000009")
    told = load([], [row], by=User.objects.get(pk=mine.pk))
    assert faults(told) == [("人员", 2, "角色", "own_roles")]
    assert list(mine.memberships.values_list("role", flat=True)) == ["administrator"]


def test_a_superuser_is_nobody_an_administrator_may_change(cast):
    User.objects.create_superuser("root", password="x" * 20, name="安装者", staff_number="R1")
    row = [person("安装者", "R1")]
    assert faults(plan([], row, by=cast["administrator@bureau"])) == [
        ("人员", 2, "姓名", "not_yours")
    ]


def test_a_file_without_either_sheet_is_refused_as_a_whole(cast):
    with pytest.raises(Unacceptable) as refusal:
        read(sheets(("台账", [["序号", "隐患"], [1, "堆放杂物"]])))
    assert refusal.value.code == "no_table"
    assert read(book([unit()]))
