"""A workbook of a city brings several bureaus; one bureau's administrator loads their own part."""

import pytest

from accounts.people import NewPerson, take_in
from district import loading
from district.comparing.whole import plan_of
from district.reading import files
from organizations.models import Membership, Role, Unit
from tests.district import books
from tests.trees import Neighbours, city_over


@pytest.fixture
def city(cast):
    return city_over(cast)


def told(units=(), people=()):
    return files.read(books.book(list(units), list(people))).tables


def codes_of(plan) -> list[tuple[str, str]]:
    return [(fault.code, fault.column) for fault in plan.faults]


def test_a_city_and_its_bureaus_are_founded_from_one_workbook(db):
    rows = [
        books.unit("A000", "某市教育局", 类型="市教育局"),
        books.unit("B000", "东区教育局", 类型="教育局"),
        books.unit("C000", "西区教育局", 类型=None),
        books.unit("B001", "东区中心学校", 上级单位="东区教育局"),
        books.unit("C012", "西区小学", 上级单位="C000"),
        books.unit("A031", "市第一中学", 类型="直属单位", 上级单位="A000"),
    ]
    assert loading.load(told(rows)).faults == []
    parents = dict(Unit.objects.values_list("code", "parent__code"))
    assert parents == {
        "A000": None,
        "B000": "A000",
        "C000": "A000",
        "B001": "B000",
        "C012": "C000",
        "A031": "A000",
    }
    assert Unit.objects.get(code="C000").kind == Unit.Kind.BUREAU
    assert plan_of(told(rows)).is_nothing


def test_where_several_could_be_above_a_unit_its_row_says_which(city):
    rows = [books.unit("XQ050", "新建小学"), books.unit("SJ050", "再一个市", 类型="市教育局")]
    plan = plan_of(told(rows), by=city["administrator@city"])
    assert [code for code, _column in codes_of(plan)] == ["say_parent", "one_bureau"]


def test_an_administrator_of_one_bureau_loads_what_is_theirs(city):
    by = city["administrator@bureau_2"]
    rows = [
        books.unit("XQ050", "新建小学", 上级单位="XQ001"),
        books.unit("JZ012", "示范小学改名", 上级单位="XQ001"),
        books.unit("XQ051", "又一小学", 上级单位="第一中心学校"),
        books.unit("SJ000", "市教育局改名", 类型=None),
    ]
    plan = loading.load(told(rows), by=by)
    found = [code for code, _column in codes_of(plan)]
    assert sorted(found) == ["code_taken", "code_taken", "unknown_parent"]
    assert Unit.objects.get(code="XQ050").parent == city.units["central_2"]
    city.school.refresh_from_db()
    assert city.school.name == "示范小学"
    assert not Unit.objects.filter(code="XQ051").exists()


def test_people_of_another_district_are_not_there_for_a_workbook(city):
    by = city["administrator@bureau_2"]
    (away,) = take_in([NewPerson("away", "外区人", staff_number="7001", phone="13900001111")])
    Membership.objects.create(user=away, unit=city.school, role=Role.OFFICER)
    rows = [
        books.person("外区人", "7001", "新区小学"),
        books.person("另一人", None, "新区小学", 手机="13900001111"),
    ]
    plan = plan_of(told(people=rows), by=by)
    assert [code for code, _column in codes_of(plan)] == ["number_taken"]
    assert [one.new.name for one in plan.people if one.new] == ["另一人"]
    assert "7001" not in [one.new.staff_number for one in plan.people if one.new]


def test_an_administrator_of_the_bureau_is_named_by_the_level_above(city):
    rows = [books.person("新管理员", "T9", "新区教育局", 角色="系统管理员")]
    own = plan_of(told(people=rows), by=city["administrator@bureau_2"])
    assert [code for code, _column in codes_of(own)] == ["named_above"]
    assert plan_of(told(people=rows), by=city["administrator@city"]).faults == []


def test_a_tree_beside_is_left_alone_by_a_command_that_reads_both(cast):
    Neighbours()
    plan = plan_of(told([books.unit("JZ012", "示范小学", 上级单位="LQ001")]))
    assert [code for code, _column in codes_of(plan)] == ["another_tree"]
