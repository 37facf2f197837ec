"""`tokens/`: one's own, made with a name, a scope and an end."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from knox.models import AuthToken

from accounts import tokens
from accounts.models import TokenDetails
from api.models import IdempotencyKey
from tests.api.conftest import codes
from tests.cast import PASSWORD


@pytest.fixture
def day():
    return (timezone.localdate() + timedelta(days=30)).isoformat()


@pytest.fixture
def made(cast, caller, day):
    """The answer to making a token of this scope, and somebody who calls with it."""

    def made(scope="read", by=None, name="数据大屏"):
        by = by or caller(cast.officer)
        answer = by.post("tokens/", {"name": name, "scope": scope, "expires_on": day})
        assert answer.status_code == 201, answer.content
        user = caller()
        user.headers["Authorization"] = f"Token {answer.json()['token']}"
        return answer.json(), user

    return made


def delete(who, path):
    return who.client.delete(f"/api/v1/{path}", headers=who.headers)


def test_the_secret_is_told_once_and_never_again(made, cast, caller, day):
    told, _user = made()
    secret = told.pop("token")
    assert told["begins"] == secret[:8] and told["name"] == "数据大屏"
    assert (told["scope"], told["expires_on"], told["used_at"]) == ("read", day, None)
    listed = caller(cast.officer).get("tokens/")
    assert secret not in listed.content.decode()
    assert told in listed.json()["results"]


def test_the_list_says_which_one_asks_and_where_each_was_used_last(made):
    _told, user = made()
    rows = user.get("tokens/", **{"User-Agent": "curl/8.5.0"}).json()["results"]
    assert [row["is_current"] for row in rows] == [True, False]
    (row, _other) = user.get("tokens/").json()["results"]
    assert row["device"] == "curl/8.5.0" and row["address"] == "127.0.0.1" and row["used_at"]


def test_one_of_a_log_in_is_called_so_with_its_device(cast, caller):
    told = {"username": "officer@school", "password": PASSWORD}
    answer = caller().post("auth/login/", told, User_Agent="python-requests/2.31.0")
    assert set(answer.json()) == {"token", "expiry"}
    user = caller()
    user.headers["Authorization"] = f"Token {answer.json()['token']}"
    (row,) = user.get("tokens/").json()["results"]
    assert (row["name"], row["scope"]) == ("python-requests/2.31.0", "full")


def test_that_it_was_used_is_written_once_in_ten_minutes(made, django_assert_max_num_queries):
    _told, user = made()

    def writes():
        with django_assert_max_num_queries(20) as asked:
            assert user.get("me/").status_code == 200
        return [q for q in asked.captured_queries if q["sql"].startswith("UPDATE")]

    assert len(writes()) == 1
    assert writes() == []
    with time_machine.travel(timezone.now() + timedelta(minutes=9), tick=False):
        assert writes() == []
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert len(writes()) == 1
        assert writes() == []


def test_it_is_ended_and_opens_nothing_any_more(made, cast, caller):
    told, user = made()
    assert delete(caller(cast.officer), f"tokens/{told['id']}/").status_code == 204
    assert user.get("me/").status_code == 401
    assert delete(caller(cast.officer), f"tokens/{told['id']}/").status_code == 404


def test_somebody_elses_is_not_there(made, cast, caller):
    told, user = made()
    others = caller(cast["administrator@bureau"])
    unseen = delete(others, f"tokens/{told['id']}/")
    unknown = delete(others, f"tokens/{uuid.uuid4()}/")
    assert unseen.status_code == unknown.status_code == 404
    assert unseen.json() == unknown.json() and user.get("me/").status_code == 200
    assert told["id"] not in others.get("tokens/").content.decode()


def test_a_stranger_is_asked_who_they_are(cast, caller, day):
    told = {"name": "数据大屏", "scope": "read", "expires_on": day}
    assert caller().get("tokens/").status_code == 401
    assert caller().post("tokens/", told).status_code == 401
    assert delete(caller(), f"tokens/{uuid.uuid4()}/").status_code == 401


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "blank"),
        ("name", "长" * 61, "max_length"),
        ("name", None, "null"),
        ("scope", "everything", "invalid_choice"),
        ("expires_on", "soon", "invalid"),
        ("expires_on", "2020-01-01", "out_of_bounds"),
        ("expires_on", "2099-01-01", "out_of_bounds"),
        ("expires_on", None, "null"),
    ],
)
def test_what_is_told_wrongly_is_refused_by_its_name(cast, caller, day, field, value, code):
    told = {"name": "数据大屏", "scope": "read", "expires_on": day, field: value}
    officer = caller(cast.officer)
    answer = officer.post("tokens/", told)
    assert answer.status_code == 400 and codes(answer) == [(code, field)]
    assert AuthToken.objects.count() == 1  # the caller's own


def test_each_of_the_three_is_required(cast, caller):
    answer = caller(cast.officer).post("tokens/")
    assert answer.status_code == 400
    assert {attr for _code, attr in codes(answer)} == {"name", "scope", "expires_on"}


def test_no_secret_is_kept_for_whoever_asks_twice(cast, caller, day):
    told = {"name": "数据大屏", "scope": "read", "expires_on": day}
    officer = caller(cast.officer)
    first = officer.post("tokens/", told, Idempotency_Key="once")
    again = officer.post("tokens/", told, Idempotency_Key="once")
    assert first.json()["token"] != again.json()["token"]
    assert not IdempotencyKey.objects.exists()


@pytest.mark.parametrize("scope", ["read", "report"])
def test_a_narrow_token_neither_makes_nor_ends_tokens(made, cast, caller, day, scope):
    told, user = made(scope)
    for wanted in ("read", "report", "full"):
        body = {"name": "更宽", "scope": wanted, "expires_on": day}
        assert codes(user.post("tokens/", body)) == [("token_scope", None)]
    answer = delete(user, f"tokens/{told['id']}/")
    assert answer.status_code == 403 and codes(answer) == [("token_scope", None)]
    assert user.post("auth/logout/").status_code == 204  # it may always end itself
    assert user.get("me/").status_code == 401


def test_a_full_token_makes_others(made):
    _told, full = made("full")
    _told, narrow = made("read", by=full, name="另一个")
    assert narrow.get("me/").status_code == 200


def test_a_session_makes_and_ends_them_too(client, cast, day):
    client.force_login(cast.officer)
    body = {"name": "数据大屏", "scope": "report", "expires_on": day}
    answer = client.post("/api/v1/tokens/", body, content_type="application/json")
    assert answer.status_code == 201
    assert client.delete(f"/api/v1/tokens/{answer.json()['id']}/").status_code == 204
    assert not AuthToken.objects.exists()


def test_the_list_costs_the_same_however_long_it_is(
    made, cast, caller, rf, django_assert_num_queries
):
    officer = caller(cast.officer)
    for size in (3, 30):
        for n in range(size):
            told = {"name": f"{n}", "scope": "read", "expires_on": timezone.localdate()}
            tokens.make(by=cast.officer, request=rf.get("/"), **told)
        with django_assert_num_queries(2):  # the token with its owner, the rows
            officer.get("tokens/")


def test_the_newest_hundred_are_listed(cast, caller, rf):
    for n in range(101):
        told = {"name": f"{n}", "scope": "read", "expires_on": timezone.localdate()}
        tokens.make(by=cast.officer, request=rf.get("/"), **told)
    page = caller(cast.officer).get("tokens/").json()
    assert len(page["results"]) == 100 and page["next"] is None
    assert TokenDetails.objects.count() == 101
