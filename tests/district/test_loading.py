"""A workbook changes what differs, once; nobody loses anything by not standing in it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.kinds import Kind
from audit.models import Event
from organizations.models import Membership, OtherName, Placement, Unit, User
from papers.models import Letterhead
from tests.district.books import (
    faults,
    load,
    person,
    plan,
    told,
    unit,
)

pytestmark = pytest.mark.django_db


def roles_of(user):
    return sorted(user.memberships.values_list("unit__code", "role"))


def test_units_stand_where_the_workbook_says_whatever_their_order(cast):
    load(
        [
            unit("X02", "东风教学点", 类型="教学点", 上级单位="东风中心校"),
            unit("X01", "东风中心学校", 类型="中心学校", 简称="东风中心校"),
            unit("X03", "区实验幼儿园", 类型="幼儿园"),
            unit("X04", "教师进修学校", 类型="直属单位"),
        ]
    )
    above = dict(Unit.objects.filter(code__startswith="X").values_list("code", "parent__code"))
    assert above == {"X01": "JZ000", "X02": "X01", "X03": "JZ000", "X04": "JZ000"}
    kinds = dict(Unit.objects.filter(code__startswith="X").values_list("code", "kind"))
    assert kinds["X02"] == "teaching_point" and kinds["X04"] == "direct_unit"
    point = Unit.objects.get(code="X02")
    assert Placement.objects.get(unit=point).path == point.path
    assert Unit.objects.below(Unit.objects.get(code="X01")).filter(pk=point.pk).exists()


def test_a_unit_carries_its_names_place_and_whom_to_ask(cast):
    row = unit(
        曾用名="老东小、东风村小",
        简称="东小",
        地址="东风路1号",
        纬度="30.1234567",
        经度=114.5,
        联系人="安全办公室",
        联系电话="0710-1234567",
    )
    load([row])
    new = Unit.objects.get(code="X01")
    assert (float(new.latitude), float(new.longitude)) == (30.123457, 114.5)
    assert set(new.other_names.values_list("kind", "name")) == {
        ("former", "老东小"),
        ("former", "东风村小"),
        ("short", "东小"),
    }
    head = Letterhead.objects.get(unit=new)
    assert (head.contact, head.phone, head.address) == ("安全办公室", "0710-1234567", "东风路1号")


def test_loading_again_changes_nothing(cast):
    units = [unit(简称="东小", 联系人="办公室", 纬度="30.1", 经度="114.2"), unit("X02", "西小学")]
    people = [
        person(手机="13800000001", 岗位="食堂管理员", 起=date(2026, 9, 1), 止="2027年6月"),
        person(at="东小", 角色="整改责任人、查看"),
        person("乙二", None, "X02", 手机="13800000002", 角色="officer"),
        person("丙三", None, "X02"),
        person("丙三", None, "东风小学"),
    ]
    first = load(units, people)
    assert faults(first) == [] and told(first) == {"unit_new": 2, "person_new": 4}
    events = Event.objects.count()
    again = load(units, people)
    assert told(again) == {} and again.is_nothing and faults(again) == []
    assert Event.objects.count() == events


def test_new_people_have_an_account_nobody_can_log_in_to(cast, client):
    load([], [person("甲一", "T1"), person("乙二", None, 手机="13800000002"), person("丙三", None)])
    names = User.objects.filter(name__in=["甲一", "乙二", "丙三"]).order_by("name")
    accounts = {one.name: one.username for one in names}
    assert accounts == {"甲一": "T1", "乙二": "13800000002", "丙三": "bingsan1"}
    for account in accounts.values():
        assert User.objects.get(username=account).is_active
        for password in ("", account, "!", "None"):
            assert not client.login(username=account, password=password)


def test_every_role_and_person_is_logged(cast):
    by = cast["administrator@bureau"]
    load([], [person(角色="检查员、查看")], by=by)
    events = Event.objects.filter(kind=Kind.RIGHTS_CHANGED, by=by).order_by("pk")
    changes = [(one.details["change"], one.details.get("role")) for one in events]
    assert changes == [("added", None), ("role_given", "inspector"), ("role_given", "viewer")]
    assert all(one.details["whom"] == "T0001" for one in events)


def test_a_renamed_unit_is_found_by_what_it_was_called(cast):
    rows = [unit("JZ012", "示范第一小学", 类型=None)]
    assert told(plan(rows)) == {"unit_renamed": 1}
    load(rows)
    former = OtherName.objects.get(unit=cast.school)
    today = timezone.localdate()
    assert (former.kind, former.name, former.until) == ("former", "示范小学", today)
    assert told(plan([], [person(at="示范小学")])) == {"person_new": 1}
    assert told(plan([unit("JZ012", "示范第一小学", 类型=None)])) == {}


def test_a_moved_unit_keeps_its_past(cast):
    day = timezone.localdate() - timedelta(days=3)
    rows = [unit("JZ012", None, 类型=None, 上级单位="JZ002")]
    assert told(plan(rows)) == {"unit_moved": 1}
    load(rows, moved_on=day)
    assert Unit.objects.get(code="JZ012").parent == cast.units["central_b"]
    before = Placement.objects.on(day - timedelta(days=1)).get(unit=cast.school)
    assert before.parent == cast.units["central"]


def test_a_move_on_a_day_that_cannot_be_changes_no_unit(cast):
    rows = [unit("X01"), unit("JZ012", None, 类型=None, 上级单位="JZ002")]
    with pytest.raises(ValidationError):
        load(rows, moved_on=timezone.localdate() + timedelta(days=1))
    assert not Unit.objects.filter(code="X01").exists()


def test_a_unit_the_workbook_does_not_name_stays_open(cast):
    before = Unit.objects.filter(closed_on=None).count()
    load([unit()])
    assert Unit.objects.filter(closed_on=None).count() == before + 1


def test_an_empty_cell_changes_nothing_and_a_dash_empties(cast):
    load(
        [unit(简称="东小", 联系人="办公室", 地址="路1号")],
        [person(手机="13800000001", 岗位="校医")],
    )
    rows = [unit(地址="—", 简称="无")], [person(手机="—", 岗位="——")]
    assert told(plan(*rows)) == {"unit_changed": 1, "person_changed": 1, "role_changed": 1}
    load(*rows)
    head = Letterhead.objects.get(unit__code="X01")
    assert (head.contact, head.address) == ("办公室", "")
    assert not OtherName.objects.filter(unit__code="X01").exists()
    assert User.objects.get(staff_number="T0001").phone == ""
    assert Membership.objects.get(user__staff_number="T0001").title == ""
    assert told(plan(*rows)) == {}


def test_a_dash_under_roles_ends_them_from_today(cast):
    load([], [person(角色="检查员、查看")])
    rows = [person(角色="—")]
    assert told(plan([], rows)) == {"role_ended": 2}
    load([], rows)
    assert not Membership.objects.held().filter(user__staff_number="T0001").exists()
    assert User.objects.get(staff_number="T0001").is_active
    assert told(plan([], rows)) == {}


def test_a_role_with_a_last_day_is_over_after_it_and_given_again_by_a_row_without(cast):
    load([], [person()])
    over = [person(止="2026-01-31", 起="2025-09-01")]
    assert told(plan([], over)) == {"role_ended": 1}
    load([], over)
    assert not Membership.objects.held().filter(user__staff_number="T0001").exists()
    assert told(plan([], over)) == {}
    load([], [person()])
    held = Membership.objects.held().get(user__staff_number="T0001")
    assert (held.starts_on, held.ends_on) == (timezone.localdate(), None)


def test_people_are_known_by_number_then_phone_then_name_and_unit(cast):
    load([], [person("甲一", "T1", 手机="13800000001"), person("乙二", None, 手机="13800000002")])
    load([], [person("丙三", None)])
    n = User.objects.count()
    rows = [
        person("甲一一", "T1", 角色="查看"),
        person("乙二", "T2", 手机="138-0000-0002"),
        person("丙三", "T3", 手机="13800000003"),
    ]
    found = load([], rows)
    assert faults(found) == [] and User.objects.count() == n
    assert dict(
        User.objects.filter(staff_number__startswith="T").values_list("staff_number", "name")
    ) == {
        "T1": "甲一一",
        "T2": "乙二",
        "T3": "丙三",
    }


def test_an_account_that_was_named_by_the_staff_number_is_that_person(cast):
    old = User.objects.create_user("T7", name="甲一")
    load([], [person("甲一", "T7")])
    old.refresh_from_db()
    assert old.staff_number == "T7" and old.memberships.get().unit == cast.school


def test_somebody_at_another_unit_is_said_to_have_moved_and_keeps_the_old_role_until_it_is_ended(
    cast,
):
    load([], [person()])
    rows = [unit("JZ012", "示范小学")], [person(at="JZ013")]
    found = plan(*rows)
    assert told(found) == {"person_moved": 1}
    assert "T0001" in {role.user.username for role in found.absent}
    load(*rows)
    mine = User.objects.get(staff_number="T0001")
    assert roles_of(mine) == [("JZ012", "inspector"), ("JZ013", "inspector")]


def test_namesakes_stay_two_people_however_often_they_are_loaded(cast):
    rows = [person("张三", None, 手机="13800000001"), person("张三", None, 手机="13800000002")]
    load([], rows[:1])
    load([], rows)
    load([], [*rows, person("张三", "T3")])
    phones = User.objects.filter(name="张三").order_by("phone").values_list("phone", "staff_number")
    assert list(phones) == [("", "T3"), ("13800000001", None), ("13800000002", None)]
