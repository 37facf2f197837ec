"""Administrators keep the units and people of their part of the tree by calls."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from organizations.models import Membership, OtherName, Role, Unit, User
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def bureau(cast):
    return Caller(cast["administrator@bureau"])


@pytest.fixture
def part(cast):
    unit = cast.units["central"]
    return Caller(cast.person("administrator@central", Role.ADMINISTRATOR, unit))


def codes(answer):
    return {(one["attr"], one["code"]) for one in answer.json()["errors"]}


def school(cast, **told):
    parent = cast.units["central"].pk
    return {"code": "JZ099", "name": "新建小学", "kind": "school", "parent": parent, **told}


def newcomer(cast, **told):
    return {
        "name": "甲",
        "phone": "13900001111",
        "unit": cast.school.pk,
        "roles": ["inspector"],
        **told,
    }


def test_a_unit_is_founded_by_whoever_looks_after_its_parent(cast, bureau, part):
    answer = part.post("units/", school(cast))
    assert answer.status_code == 201, answer.content
    unit = Unit.objects.get(code="JZ099")
    told = {"id": unit.pk, "code": "JZ099", "name": "新建小学", "kind": "school"}
    assert answer.json() == {**told, "parent": cast.units["central"].pk}
    assert unit.path.startswith(cast.units["central"].path)
    assert codes(part.post("units/", school(cast))) == {("code", "invalid")}
    beyond = school(cast, code="JZ098", parent=cast.units["central_b"].pk)
    assert codes(part.post("units/", beyond)) == {("parent", "does_not_exist")}
    assert bureau.post("units/", beyond).status_code == 201
    wrong = school(cast, code="JZ097", kind="central_school")
    assert codes(bureau.post("units/", wrong)) == {("parent", "wrong_parent")}


def test_a_unit_is_renamed_by_its_own_and_moved_and_closed_from_above(cast, bureau, part):
    url, unit = f"units/{cast.school.pk}/", cast.school
    assert part.patch(url, {"name": "示范学校"}).json()["name"] == "示范学校"
    assert OtherName.objects.get(unit=unit).name == "示范小学"
    own = Caller(cast.person("administrator@school", Role.ADMINISTRATOR, unit))
    assert codes(own.patch(url, {"name": "示范学校"})) == {("name", "invalid")}
    other = cast.units["central_b"].pk
    assert own.patch(url, {"closed_on": timezone.localdate().isoformat()}).status_code == 403
    assert codes(part.patch(url, {"parent": other})) == {("parent", "does_not_exist")}
    answer = bureau.patch(url, {"parent": other})
    assert answer.status_code == 200 and answer.json()["parent"] == other
    closing = {"closed_on": timezone.localdate().isoformat()}
    assert bureau.patch(f"units/{cast.units['school_2'].pk}/", closing).status_code == 200
    assert Unit.objects.get(pk=cast.units["school_2"].pk).closed_on == timezone.localdate()


def test_somebody_is_taken_in_with_roles_and_cannot_log_in_yet(cast, part):
    told = newcomer(cast, staff_number="20260101", roles=["inspector", "officer"], title="主任")
    answer = part.post("people/", told)
    assert answer.status_code == 201, answer.content
    person = User.objects.get(username="20260101")
    told = {"id": person.pk, "username": "20260101", "name": "甲"}
    assert answer.json() == {**told, "is_service": False, "roles": ["inspector", "officer"]}
    assert not person.has_usable_password() and person.phone == "13900001111"
    assert set(person.memberships.values_list("title", flat=True)) == {"主任"}
    changes = [one.details["change"] for one in Event.objects.filter(kind="rights_changed")]
    assert sorted(changes) == ["added", "role_given", "role_given"]


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [
        ({"phone": "", "name": "甲"}, 400, {("phone", "blank")}),
        ({"roles": []}, 400, {("roles", "min_length")}),
        ({"roles": ["auditor"]}, 400, {("role", "invalid")}),
        ({"roles": ["nobody"]}, 400, {("roles.0", "invalid_choice")}),
        ({"username": "officer@school"}, 400, {("username", "invalid")}),
    ],
)
def test_what_makes_no_sense_of_somebody_new_is_told_by_field(cast, part, told, status, said):
    before = User.objects.count()
    answer = part.post("people/", newcomer(cast, **told))
    assert (answer.status_code, codes(answer)) == (status, said)
    assert User.objects.count() == before


def test_an_administrator_of_a_part_takes_nobody_in_elsewhere_nor_makes_an_equal(cast, part):
    beyond = newcomer(cast, unit=cast.units["school_b"].pk)
    assert codes(part.post("people/", beyond)) == {("unit", "does_not_exist")}
    equal = newcomer(cast, unit=cast.units["central"].pk, roles=["administrator"])
    assert part.post("people/", equal).status_code == 403
    assert part.post("people/", newcomer(cast, roles=["administrator"])).status_code == 201


def test_what_is_known_of_somebody_is_changed_and_they_leave(cast, part):
    url = f"people/{cast.officer.pk}/"
    told = {"name": "乙", "phone": "13900002222", "staff_number": "77", "email": "b@school.example"}
    answer = part.patch(url, told)
    assert answer.status_code == 200 and answer.json()["name"] == "乙"
    person = User.objects.get(pk=cast.officer.pk)
    assert (person.phone, person.staff_number, person.email) == tuple(told.values())[1:]
    assert part.patch(url, {"staff_number": ""}).status_code == 200
    assert User.objects.get(pk=cast.officer.pk).staff_number is None
    assert codes(part.patch(url, {"is_active": True})) == {("is_active", "invalid")}
    assert part.patch(url, {"is_active": False}).json()["roles"] == []
    assert not User.objects.get(pk=cast.officer.pk).is_active
    assert part.patch(f"people/{cast['officer@school_b'].pk}/", {"name": "丙"}).status_code == 404


def test_a_role_is_given_dated_and_ended(cast, part, bureau):
    first, last = timezone.localdate() + DAY, timezone.localdate() + 30 * DAY
    told = {"person": cast.viewer.pk, "unit": cast.school.pk, "role": "officer"}
    days = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
    answer = part.post("memberships/", told | days | {"title": "副校长"})
    assert answer.status_code == 201, answer.content
    row = answer.json()
    assert row["person"]["username"] == "viewer@school" and row["unit"]["code"] == "JZ012"
    assert (row["role"], row["title"], row["starts_on"]) == ("officer", "副校长", first.isoformat())
    url = f"memberships/{row['id']}/"
    assert part.patch(url, {"ends_on": None}).json()["ends_on"] is None
    yesterday = timezone.localdate() - DAY
    assert codes(part.patch(url, {"ends_on": yesterday.isoformat()})) == {(None, "invalid")}
    ended = part.patch(url, {"starts_on": None, "ends_on": yesterday.isoformat()})
    assert ended.status_code == 200
    assert not Membership.objects.held().filter(pk=row["id"]).exists()
    listed = part.get(f"memberships/?unit={cast.school.pk}").json()["results"]
    assert row["id"] in [one["id"] for one in listed] and len(listed) == 5
    assert codes(part.post("memberships/", told | {"role": "viewer"})) == {("role", "invalid")}


@pytest.mark.parametrize("who", ["officer@central", "auditor@bureau", "viewer@school"])
def test_it_is_for_administrators_alone(cast, who):
    caller, role = Caller(cast[who]), cast.viewer.memberships.get()
    answers = [
        caller.post("units/", school(cast)),
        caller.patch(f"units/{cast.school.pk}/", {"name": "别名"}),
        caller.post("people/", newcomer(cast)),
        caller.patch(f"people/{cast.viewer.pk}/", {"name": "别名"}),
        caller.get(f"memberships/?unit={cast.school.pk}"),
        caller.post("memberships/", {}),
        caller.patch(f"memberships/{role.pk}/", {"ends_on": None}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 7


def test_out_of_reach_is_not_there(cast, part):
    assert part.patch(f"units/{cast.units['school_b'].pk}/", {"name": "别名"}).status_code == 404
    role = cast["officer@school_b"].memberships.get()
    assert part.patch(f"memberships/{role.pk}/", {"ends_on": None}).status_code == 404
    own = part.user.memberships.get()
    assert part.patch(f"memberships/{own.pk}/", {"ends_on": None}).status_code == 403
