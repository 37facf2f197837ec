"""An administrator lets a program in, gives it a token, and ends it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts.service_accounts import keeping
from audit.models import Event
from organizations.models import Role, User
from tests.api.conftest import Caller
from tests.borders.statements import statements_of

LIST, NEW = "/accounts/services/", "/accounts/services/new/"


@pytest.fixture
def administrator(cast):
    """Of a central school: the bureau's looks after everything."""
    central = cast.units["central"]
    return cast.person("administrator@central", Role.ADMINISTRATOR, central)


@pytest.fixture
def desk_of(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def service(cast, administrator):
    return keeping.make("视频平台", unit=cast.school, role=Role.INSPECTOR, by=administrator)


def day(days: int = 30) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def token_for(desk_of: Client, service: User, scope: str = "full", **more) -> Caller:
    told = {"name": "视频平台接口", "scope": scope, "expires_on": day(), **more}
    html = desk_of.post(f"{LIST}{service.pk}/tokens/new/", told).content.decode()
    (secret,) = re.findall(r"<textarea[^>]*>(\w+)</textarea>", html)
    caller = Caller()
    caller.headers["Authorization"] = f"Token {secret}"
    return caller


def test_one_is_made_given_a_token_and_reads(desk_of, cast):
    told = {"name": "视频平台", "unit": cast.school.code, "role": "viewer"}
    place = desk_of.post(NEW, told).url
    made = User.objects.get(name="视频平台（服务账号）")
    assert place == f"{LIST}{made.pk}/" and made.is_service and made.staff_number is None
    caller = token_for(desk_of, made, "read")
    me = caller.get("me/").json()
    assert me["name"] == "视频平台（服务账号）" and me["memberships"][0]["role"] == "viewer"
    html = desk_of.get(place).content.decode()
    assert "视频平台接口" in html and "只读" in html
    assert [one.by for one in Event.objects.filter(kind="service_made")] == [
        User.objects.get(username="administrator@central")
    ]


def test_the_secret_is_shown_once_and_its_maker_is_logged(desk_of, service, administrator):
    caller = token_for(desk_of, service)
    secret = caller.headers["Authorization"].split()[1]
    assert secret not in desk_of.get(f"{LIST}{service.pk}/").content.decode()
    event = Event.objects.get(kind="token_made")
    assert (event.by, event.about) == (administrator, str(service.pk))


def test_what_it_reports_is_told_as_its_own(desk_of, service, cast):
    caller = token_for(desk_of, service, "report")
    photo = caller.photo()
    told = {
        "unit": cast.school.pk,
        "category": cast.fire.pk,
        "place": "东楼梯",
        "description": "安全出口被堵",
        "severity": "general",
        "found_on": timezone.localdate().isoformat(),
        "source": "self_check",
        "is_violation": False,
        "photos": [photo],
    }
    answer = caller.post("hazards/", {"id": "6f1c1b39-4a02-4d0c-9d0b-0d5f4f1f6a10", **told})
    assert answer.status_code == 201, answer.json()
    history = caller.get(f"hazards/{answer.json()['id']}/history/").json()["results"]
    assert "（服务账号）" in str(history[0]["by"])
    client = Client()
    client.force_login(cast.officer)
    html = client.get(f"/hazards/{answer.json()['id']}/").content.decode()
    assert "视频平台（服务账号）" in html


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_lasts_a_year_at_most(desk_of, service, days):
    told = {"name": "x", "scope": "read", "expires_on": day(days)}
    answer = desk_of.post(f"{LIST}{service.pk}/tokens/new/", told)
    assert answer.status_code == 400 and not AuthToken.objects.filter(user=service).exists()


@pytest.mark.parametrize("missing", ["name", "scope", "expires_on"])
def test_a_token_says_what_for_what_and_until_when(desk_of, service, missing):
    told = {"name": "x", "scope": "read", "expires_on": day()}
    told.pop(missing)
    assert desk_of.post(f"{LIST}{service.pk}/tokens/new/", told).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"unit": ""}, {"unit": "JZ999"}, {"role": "officer"}, {"role": "x"}]
)
def test_what_is_missing_or_out_of_place_is_said_beside_it(desk_of, cast, wrong):
    told = {"name": "视频平台", "unit": cast.school.code, "role": "viewer", **wrong}
    assert desk_of.post(NEW, told).status_code == 400
    assert not User.objects.exclude(service_since=None).exists()


def test_a_token_ends_and_so_does_the_account(desk_of, service):
    first, second = token_for(desk_of, service), token_for(desk_of, service)
    assert first.get("me/").status_code == second.get("me/").status_code == 200
    html = desk_of.get(f"{LIST}{service.pk}/").content.decode()
    places = re.findall(rf"{LIST}{service.pk}/tokens/[\w-]+/end/", html)
    assert len(places) == 2
    desk_of.post(places[0])
    assert sorted([first.get("me/").status_code, second.get("me/").status_code]) == [200, 401]
    assert desk_of.get(f"{LIST}{service.pk}/end/").status_code == 200
    assert desk_of.post(f"{LIST}{service.pk}/end/").url == LIST
    assert first.get("me/").status_code == second.get("me/").status_code == 401
    assert not AuthToken.objects.filter(user=service).exists()
    assert desk_of.post(places[1]).status_code == 404
    told = {"name": "x", "scope": "read", "expires_on": day()}
    assert desk_of.post(f"{LIST}{service.pk}/tokens/new/", told).status_code == 409
    assert desk_of.post(f"{LIST}{service.pk}/end/").status_code == 409


PLACES = ("", "tokens/new/", "end/")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (None, 302),
        ("officer@school", 403),
        ("auditor@bureau", 403),
        ("administrator@central_b", 404),
        ("administrator@bureau", 200),
    ],
)
def test_others_stay_out(service, cast, name, status):
    cast.people["administrator@central_b"] = cast.person(
        "administrator@central_b", Role.ADMINISTRATOR, cast.units["central_b"]
    )
    client = Client()
    if name:
        client.force_login(cast[name])
    for place in PLACES:
        assert client.get(f"{LIST}{service.pk}/{place}").status_code == status, place
    html = client.get(LIST).content.decode()
    assert ("视频平台" in html) is (status == 200)


def test_an_administrator_of_another_part_makes_none_here(cast):
    other = cast.person("administrator@b", Role.ADMINISTRATOR, cast.units["central_b"])
    client = Client()
    client.force_login(other)
    told = {"name": "x", "unit": cast.school.code, "role": "viewer"}
    assert client.post(NEW, told).status_code == 400


def test_a_list_costs_the_same_however_long_it_is(desk_of, cast, administrator):
    def more(n: int) -> int:
        for number in range(n):
            made = {"unit": cast.school, "role": Role.VIEWER, "by": administrator}
            keeping.make(f"系统{number}", **made)
        with statements_of() as statements:
            desk_of.get(LIST)
        return len(statements)

    more(1)
    assert more(2) == more(20)
