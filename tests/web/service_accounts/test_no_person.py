"""A service is no person: nothing a person has or is asked for is ever one's."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts import people, tokens
from accounts.activation.issuing import issue
from accounts.activation.newcomers import at_unit
from accounts.lost_password import letters
from accounts.people import Post
from accounts.service_accounts import keeping
from notifications.models import Notification, tell
from organizations import identifiers, scope
from organizations.models import Membership, Role, User
from tests.api.conftest import Caller
from tests.cast import PASSWORD
from workflow import policy, turns
from workflow.states import State

WRONG_ROLES = [Role.OFFICER, Role.RESPONSIBLE, Role.AUDITOR, Role.ADMINISTRATOR]


@pytest.fixture
def administrator(cast):
    return cast["administrator@bureau"]


@pytest.fixture
def service(cast, administrator):
    return keeping.make("视频平台", unit=cast.school, role=Role.INSPECTOR, by=administrator)


def test_it_comes_in_by_no_password(service):
    service.set_password(PASSWORD)
    service.save()
    told = {"username": service.username, "password": PASSWORD}
    assert Client().post("/login/", told).status_code == 200
    assert Caller().post("auth/login/", told).status_code == 401
    assert identifiers.account_of(service.username) is None


def test_a_session_is_never_one_s(service):
    client = Client()
    client.force_login(service)
    assert "/login/" in client.get("/").url


@pytest.mark.parametrize("role", WRONG_ROLES)
def test_it_decides_nothing(service, cast, administrator, role):
    unit = cast.units["bureau"] if role == Role.AUDITOR else cast.school
    with pytest.raises(ValidationError):
        keeping.make("x", unit=unit, role=role, by=administrator)
    with pytest.raises(ValidationError) as refusal:
        people.give([Post(service, unit, role)], by=administrator)
    assert refusal.value.code == "service"
    assert {one.role for one in Membership.objects.filter(user=service)} == {Role.INSPECTOR}


def test_an_administrator_of_elsewhere_makes_none(cast):
    with pytest.raises(PermissionDenied):
        keeping.make("x", unit=cast.school, role=Role.VIEWER, by=cast.officer)


def test_it_closes_nothing_it_has_found(service, cast):
    hazard = cast.rectified(cast.assigned(cast.reported(by=service)))
    assert not policy.is_reviewer(hazard, service) and not policy.may_recheck(hazard, service)
    waiting = turns.expected(hazard, turns.OF_HAZARDS[State.RECTIFIED])
    assert service not in waiting and waiting
    person = cast.rectified(cast.assigned(cast.reported(by=cast.inspector)))
    assert policy.is_reviewer(person, cast.inspector)


def test_it_is_nobody_to_turn_to(service, cast):
    assert service not in scope.people_at(cast.school, Role.INSPECTOR)
    assert service not in scope.people_over(cast.school, Role.INSPECTOR)
    by_unit = scope.people_by_unit([cast.school.pk], Role.INSPECTOR)
    assert service not in by_unit[cast.school.pk]


def test_it_gets_no_message(service, cast):
    tell(
        [service, cast.officer],
        kind="slip_used",
        params={},
        about=cast.reported().pk,
        at=timezone.now(),
    )
    told = Notification.objects.filter(kind="slip_used")
    assert [one.recipient for one in told] == [cast.officer]


def test_it_gets_no_slip_and_no_letter(service, cast, administrator, mail_office, public_address):
    User.objects.filter(pk=service.pk).update(email="service@school.example")
    for by in (None, administrator):
        with pytest.raises((ValidationError, PermissionDenied)):
            issue([service], by=by)
    assert service not in at_unit(cast.school.code, everybody=True)[1]
    Client().post("/lost-password/", {"account": service.username})
    letters.send_waiting()
    assert not mail_office.letters


def test_it_makes_itself_no_token(service, administrator, rf):
    request = rf.post("/")
    told = {"name": "x", "scope": "full", "expires_on": timezone.localdate()}
    _token, secret = keeping.make_token(service, by=administrator, request=request, **told)
    caller = Caller()
    caller.headers["Authorization"] = f"Token {secret}"
    asked = {"name": "y", "scope": "full", "expires_on": timezone.localdate().isoformat()}
    assert caller.post("tokens/", asked).status_code == 403
    assert tokens.of(service).count() == 1


def test_it_is_marked_among_the_people_of_a_unit(service, cast):
    answer = Caller(cast.officer).get("people/", {"unit": cast.school.pk})
    told = {one["username"]: one for one in answer.json()["results"]}
    assert told[service.username]["is_service"] is True
    assert told[service.username]["name"] == "视频平台（服务账号）"
    assert told["officer@school"]["is_service"] is False


def test_the_tables_and_the_list_of_accounts_are_of_people(service, client, administrator):
    client.force_login(administrator)
    for place in ("/accounts/?search=视频", "/admin/organizations/user/?q=视频"):
        assert service.username not in client.get(place).content.decode()
    assert client.get(f"/people/{service.pk}/").status_code == 404
    assert client.get(f"/admin/organizations/user/{service.pk}/change/").status_code == 302
