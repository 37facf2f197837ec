"""Nobody loses anything by not standing in the workbook, unless it is said."""

import pytest

from audit.kinds import Kind
from audit.models import Event
from organizations.models import Membership, Role, User
from tests.district.books import load, person, plan, unit

pytestmark = pytest.mark.django_db


def roles_of(user):
    return sorted(user.memberships.values_list("unit__code", "role"))


def test_nobody_is_ended_for_not_standing_in_the_workbook(cast):
    before = {one.pk: (one.is_active, roles_of(one)) for one in User.objects.all()}
    found = load([unit("JZ012", "示范小学")], [person("甲一", "T1")])
    absent = {(role.user.username, role.role) for role in found.absent}
    assert absent == {
        (f"{role}@school", role) for role in ("inspector", "responsible", "officer", "viewer")
    }
    after = {one.pk: (one.is_active, roles_of(one)) for one in User.objects.filter(pk__in=before)}
    assert after == before
    assert not Membership.objects.exclude(ends_on=None).exists()


def test_the_absent_are_ended_and_leave_only_where_it_was_said(cast):
    cast.officer.memberships.create(unit=cast.units["direct"], role=Role.VIEWER)
    rows = [unit("JZ012", "示范小学")], [person("甲一", "T1")]
    ending = [role.pk for role in plan(*rows).absent]
    load(*rows, ending=ending)
    gone = User.objects.get(pk=cast.viewer.pk)
    assert not gone.is_active and not gone.memberships.held().exists()
    stays = User.objects.get(pk=cast.officer.pk)
    assert stays.is_active
    assert list(stays.memberships.held().values_list("unit__code", flat=True)) == ["JZ031"]
    assert plan(*rows).absent == []
    logged = Event.objects.filter(kind=Kind.RIGHTS_CHANGED).values_list("details", flat=True)
    assert {"role_dated", "deactivated"} <= {one["change"] for one in logged}


def test_a_role_that_came_after_the_look_is_not_ended_with_the_others(cast):
    rows = [unit("JZ012", "示范小学")], [person("甲一", "T1")]
    seen = [role.pk for role in plan(*rows).absent]
    late = User.objects.create_user("late", name="后到")
    Membership.objects.create(user=late, unit=cast.school, role=Role.VIEWER)
    load(*rows, ending=seen)
    assert late.memberships.held().exists()


def test_without_a_sheet_of_people_nobody_is_absent(cast):
    assert plan([unit("JZ012", "示范小学")]).absent == []


def test_whoever_stands_in_a_faulty_row_is_not_absent(cast):
    found = plan([], [person("甲一", "T1"), person(cast.officer.name, None, 手机="138")])
    assert cast.officer not in {role.user for role in found.absent}


def test_administrators_of_the_bureau_are_never_absent(cast):
    found = plan([], [person("甲一", "T1", "JZ000")])
    assert "administrator" not in {role.role for role in found.absent}
