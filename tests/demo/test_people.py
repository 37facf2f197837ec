"""The demo's people: those of the README can log in, and the service knows that they can."""

import pytest
from django.conf import settings
from django.contrib.auth import authenticate

from demo.district import found_district
from demo.people import NAMED, settle, usernames_with_demo_password
from organizations.models import Membership, Role, Unit, User

CONTRACT = {
    "auditor": (Role.AUDITOR, Unit.Kind.BUREAU),
    "administrator": (Role.ADMINISTRATOR, Unit.Kind.BUREAU),
    "officer.central": (Role.OFFICER, Unit.Kind.CENTRAL_SCHOOL),
    "inspector": (Role.INSPECTOR, Unit.Kind.SCHOOL),
    "responsible": (Role.RESPONSIBLE, Unit.Kind.SCHOOL),
    "officer": (Role.OFFICER, Unit.Kind.SCHOOL),
    "viewer": (Role.VIEWER, Unit.Kind.SCHOOL),
    "inspector.b": (Role.INSPECTOR, Unit.Kind.SCHOOL),
    "responsible.b": (Role.RESPONSIBLE, Unit.Kind.SCHOOL),
    "officer.b": (Role.OFFICER, Unit.Kind.SCHOOL),
    "officer.direct": (Role.OFFICER, Unit.Kind.DIRECT_UNIT),
    "responsible.direct": (Role.RESPONSIBLE, Unit.Kind.DIRECT_UNIT),
    "inspector.direct": (Role.INSPECTOR, Unit.Kind.DIRECT_UNIT),
}


@pytest.fixture
def district(db):
    district = found_district()
    settle(district)
    return district


def test_the_district_has_the_size_of_a_real_one(district):
    kinds = [unit.kind for unit in district.units]
    assert kinds.count(Unit.Kind.BUREAU) == 1
    assert kinds.count(Unit.Kind.CENTRAL_SCHOOL) == 26
    assert kinds.count(Unit.Kind.DIRECT_UNIT) == 20
    assert 180 <= len(kinds) - 47 <= 220
    assert len({unit.name for unit in district.units}) == len(kinds)


def test_the_codes_follow_the_tree_and_the_name_says_that_it_is_a_demo(district):
    assert [unit.code for unit in district.units] == sorted(unit.code for unit in district.units)
    assert all(len(unit.code) <= 8 for unit in district.units)
    assert "演示" in district.bureau.name


def test_the_people_of_the_contract_stand_where_it_says(district):
    for username, (role, kind) in CONTRACT.items():
        post = Membership.objects.get(user__username=username)
        assert (post.role, post.unit.kind) == (role, kind), username
    assert district.school.parent == district.central
    assert district.school_b.parent not in (district.central, None)


def test_the_people_of_the_contract_can_log_in(district, rf):
    for username in CONTRACT:
        credentials = {"username": username, "password": settings.DEMO_PASSWORD}
        assert authenticate(rf.post("/login/"), **credentials), username


def test_every_unit_has_somebody_for_each_part(district):
    for role in (Role.INSPECTOR, Role.RESPONSIBLE, Role.OFFICER):
        held = Membership.objects.filter(role=role).exclude(unit=district.bureau)
        assert held.count() == len(district.units) - 1


def test_nobody_else_has_a_password(district):
    others = User.objects.exclude(username__in=NAMED)
    assert others.exists()
    assert not any(person.has_usable_password() for person in others)


def test_demo_passwords_are_found_until_they_are_changed(district):
    assert usernames_with_demo_password() == list(NAMED)
    viewer, officer = (User.objects.get(username=name) for name in ("viewer", "officer"))
    viewer.set_password("a better one 7")
    viewer.save()
    officer.is_active = False
    officer.save()
    left = usernames_with_demo_password()
    assert set(NAMED) - set(left) == {"viewer", "officer"}


def test_another_demo_password_is_set_by_the_environment_and_found_as_well(db, settings):
    settings.DEMO_PASSWORD = "something-else-2021"
    settle(found_district())
    assert usernames_with_demo_password() == list(NAMED)


def test_without_the_demo_nobody_has_its_password(db):
    assert usernames_with_demo_password() == []
