"""One person's page, and the acts on their roles."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organizations.models import Membership, Role, User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ACTS = ("role", "move", "stand-in", "leave")


@pytest.fixture
def part(cast):
    return cast.person("administrator@central", Role.ADMINISTRATOR, cast.units["central"])


@pytest.fixture
def desk(client, cast):
    client.force_login(cast["administrator@bureau"])
    return client


def address(person, act=""):
    return f"/people/{person.pk}/{act + '/' if act else ''}"


def iso(days=0):
    return (timezone.localdate() + days * DAY).isoformat()


def test_a_stranger_logs_in_first(client, cast):
    for act in ("", *ACTS):
        answer = client.get(address(cast.officer, act))
        assert answer.status_code == 302 and "/login/" in answer.headers["Location"]


@pytest.mark.parametrize("who", ["officer@central", "auditor@bureau", "viewer@school"])
def test_for_whoever_administers_nothing_nobody_is_there(client, cast, who):
    client.force_login(cast[who])
    for act in ("", *ACTS):
        assert client.get(address(cast.responsible, act)).status_code == 404


def test_an_administrator_of_a_part_finds_nobody_beyond_it(client, cast, part):
    client.force_login(part)
    assert client.get(address(cast.officer)).status_code == 200
    for act in ("", *ACTS):
        assert client.get(address(cast["officer@school_b"], act)).status_code == 404
    told = {"unit": "第二中心学校", "role": "viewer"}
    answer = client.post(address(cast.officer, "role"), told)
    assert answer.status_code == 400
    assert not Membership.objects.filter(unit=cast.units["central_b"], user=cast.officer).exists()


def test_the_page_says_roles_days_and_what_hangs_on_somebody(desk, cast):
    cast.assigned()
    Membership.objects.filter(user=cast.responsible).update(title="总务主任", ends_on="2099-08-31")
    page = desk.get(address(cast.responsible)).text
    for said in ("示范小学", "整改责任人", "总务主任", "2099年8月31日", "有1件隐患等此人整改"):
        assert said in page
    for act in ACTS:
        assert address(cast.responsible, act) in page


def test_nobody_is_offered_an_act_on_themselves(desk, cast):
    own = cast["administrator@bureau"]
    page = desk.get(address(own)).text
    assert not any(address(own, act) in page for act in ACTS)
    for act in ACTS:
        assert desk.get(address(own, act)).status_code == 403


def test_a_role_is_given_from_a_day_to_a_day(desk, cast):
    told = {"unit": "JZ014", "role": "officer", "title": "德育主任"}
    days = {"starts_on": iso(1), "ends_on": iso(30)}
    answer = desk.post(address(cast.viewer, "role"), told | days, follow=True)
    assert "角色已给予" in answer.text
    given = Membership.objects.get(user=cast.viewer, unit=cast.units["school_b"])
    assert (given.role, given.title) == ("officer", "德育主任")
    assert (given.starts_on.isoformat(), given.ends_on.isoformat()) == (iso(1), iso(30))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"unit": "没有的学校"}, "没有"),
        ({"role": "auditor"}, "审核员只设在教育局"),
        ({"role": "viewer", "unit": "JZ012"}, "此人已担任这一角色"),
        ({"ends_on": "2026-02-30"}, "日期"),
        ({"starts_on": iso(5), "ends_on": iso(1)}, "末日早于首日"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_typed_is_lost(desk, cast, told, said):
    sent = {"unit": "JZ014", "role": "officer", "title": "德育主任", **told}
    answer = desk.post(address(cast.viewer, "role"), sent)
    assert answer.status_code == 400 and said in answer.text and "德育主任" in answer.text
    assert cast.viewer.memberships.count() == 1


def test_a_move_between_central_schools(desk, cast):
    told = {"away_from": cast.school.pk, "to": "JZ014", "first_day": iso()}
    answer = desk.post(address(cast.officer, "move"), told, follow=True)
    assert "调动已登记" in answer.text
    held = Membership.objects.held().filter(user=cast.officer)
    assert [one.unit for one in held] == [cast.units["school_b"]]


def test_a_stand_in_is_found_by_name_account_or_staff_number(desk, cast):
    person = cast["officer@school_2"]
    User.objects.filter(pk=person.pk).update(staff_number="20210017")
    for n, typed in enumerate((person.username, "20210017", f"{person.name} {person.username}")):
        told = {"person_there": typed, "unit": cast.school.pk, "reason": "产假"}
        days = {"first_day": iso(20 * n), "last_day": iso(20 * n + 13)}
        Membership.objects.filter(user=person, unit=cast.school).delete()
        answer = desk.post(address(cast.officer, "stand-in"), told | days, follow=True)
        assert "代班已登记" in answer.text, typed
    given = Membership.objects.get(user=person, unit=cast.school)
    assert (given.stands_in_for, given.reason) == (cast.officer, "产假")
    assert "产假" in desk.get(address(person)).text


def test_nobody_stands_in_without_a_last_day_or_for_themselves(desk, cast):
    told = {"person_there": "officer@school_2", "unit": cast.school.pk, "reason": "产假"}
    days = {"first_day": iso(), "last_day": ""}
    assert desk.post(address(cast.officer, "stand-in"), told | days).status_code == 400
    told["person_there"], days["last_day"] = cast.officer.username, iso(3)
    assert desk.post(address(cast.officer, "stand-in"), told | days).status_code == 400
    assert not Membership.objects.exclude(stands_in_for=None).exists()


def test_who_leaves_is_said_to_have_left_and_nothing_more_is_offered(desk, cast):
    cast.assigned()
    page = desk.get(address(cast.responsible, "leave")).text
    assert "有1件隐患等此人整改" in page
    page = desk.post(address(cast.responsible, "leave"), follow=True).text
    assert "已离任" in page and address(cast.responsible, "move") not in page
    assert not User.objects.get(pk=cast.responsible.pk).is_active
    assert desk.post(address(cast.responsible, "leave")).status_code == 403


def test_a_role_is_ended_on_its_last_day(desk, cast):
    role = cast.viewer.memberships.get()
    url = f"{address(cast.viewer)}roles/{role.pk}/end/"
    assert url in desk.get(address(cast.viewer)).text
    assert "角色将按期结束" in desk.post(url, {"last_day": iso(7)}, follow=True).text
    role.refresh_from_db()
    assert role.ends_on.isoformat() == iso(7)
    assert desk.get(f"{address(cast.officer)}roles/{role.pk}/end/").status_code == 404


def test_an_administrator_of_a_part_ends_no_role_of_another(client, cast, part):
    beyond = Membership.objects.create(
        user=cast.viewer, unit=cast.units["school_b"], role=Role.VIEWER
    )
    client.force_login(part)
    page = client.get(address(cast.viewer)).text
    assert f"roles/{beyond.pk}/end/" not in page and address(cast.viewer, "leave") not in page
    url = f"{address(cast.viewer)}roles/{beyond.pk}/end/"
    assert client.post(url, {"last_day": iso()}).status_code == 403
    assert client.post(address(cast.viewer, "leave")).status_code == 403
    assert User.objects.get(pk=cast.viewer.pk).is_active
