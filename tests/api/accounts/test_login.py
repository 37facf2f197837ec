"""Tokens, sessions and locked doors."""

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from tests.api.conftest import codes
from tests.cast import PASSWORD


def login(caller, username, password):
    return caller().post("auth/login/", {"username": username, "password": password})


def test_a_token_opens_until_it_is_given_back(cast, caller):
    answer = login(caller, "officer@school", PASSWORD)
    officer = caller()
    officer.headers["Authorization"] = f"Token {answer.json()['token']}"
    assert officer.get("me/").json() == {
        "id": cast.officer.pk,
        "username": "officer@school",
        "name": cast.officer.name,
        "memberships": [
            {
                "unit": {"id": cast.school.pk, "code": "JZ012", "name": "示范小学"},
                "role": "officer",
            }
        ],
    }
    assert officer.post("auth/logout/").status_code == 204
    assert officer.get("me/").status_code == 401


def test_other_tokens_outlive_a_logout(cast, caller):
    first, second = caller(cast.officer), caller(cast.officer)
    first.post("auth/logout/")
    assert second.get("me/").status_code == 200


@pytest.mark.parametrize(
    ("username", "password"),
    [("officer@school", "wrong"), ("nobody", PASSWORD), ("officer@school", PASSWORD + " ")],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(cast, caller, username, password):
    answer = login(caller, username, password)
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Token"
    assert codes(answer) == [("wrong_credentials", None)]


def test_somebody_inactive_is_not_let_in(cast, caller):
    cast.officer.is_active = False
    cast.officer.save()
    assert login(caller, "officer@school", PASSWORD).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"username": "x"},
        {"username": ["x"], "password": 5},
        {"username": "a\x00", "password": "x"},
    ],
)
def test_a_login_has_a_shape(cast, caller, body):
    assert caller().post("auth/login/", body).status_code == 400


def test_guessing_is_shut_out_for_a_while(cast, caller, settings):
    settings.LOCKOUT_ENABLED = True
    for _ in range(settings.LOCKOUT["per_name"] - 1):
        assert login(caller, "officer@school", "wrong").status_code == 401
    for password in ("wrong", PASSWORD):
        answer = login(caller, "officer@school", password)
        assert answer.status_code == 429 and codes(answer) == [("locked_out", None)]
        assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert login(caller, "viewer@school", PASSWORD).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "Token",
        "Token x",
        "Token a b",
        "Token \xff\xfe",
        "Token ünïcode",
        "Bearer x",
        "Basic eDp5",
        "x",
    ],
)
def test_what_is_no_token_opens_nothing(cast, caller, header):
    answer = caller().get("me/", Authorization=header)
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Token"
    assert codes(answer)


def test_a_token_that_has_run_out_opens_nothing_and_is_thrown_away_at_the_next_login(cast, caller):
    officer = caller(cast.officer)
    AuthToken.objects.update(expiry=timezone.now())
    assert officer.get("me/").status_code == 401
    login(caller, "officer@school", PASSWORD)
    assert AuthToken.objects.count() == 1


def test_a_session_reads_and_needs_the_csrf_token_to_write(cast, caller):
    hazard, browser = cast.rectified(), Client(enforce_csrf_checks=True)
    browser.force_login(cast.officer)
    assert browser.get("/api/v1/me/").status_code == 200
    path = f"/api/v1/hazards/{hazard.pk}/close/"
    refused = browser.post(path, "{}", content_type="application/json")
    assert refused.status_code == 403 and codes(refused) == [("permission_denied", None)]
    browser.cookies["csrftoken"] = "x" * 32
    sent = {"content_type": "application/json", "headers": {"X-CSRFToken": "x" * 32}}
    assert browser.post(path, "{}", **sent).status_code == 200
