"""A token for who has a second factor: with a code of the app, or a recovery code."""

from datetime import timedelta

import pytest
import time_machine

from tests.accounts.second_factor.app import set_up, wrong
from tests.api.conftest import codes
from tests.cast import PASSWORD


@pytest.fixture
def factor(cast):
    with time_machine.travel("2026-06-01 12:00:10+08:00", tick=False) as clock:
        made = set_up(cast.auditor)
        clock.shift(timedelta(minutes=1))
        yield made


@pytest.fixture
def login(caller):
    def post(**more):
        told = {"username": "auditor@bureau", "password": PASSWORD, **more}
        return caller().post("auth/login/", told)

    return post


def test_a_code_opens_it_and_once(factor, login):
    app, made = factor
    answer = login(code=app.code())
    assert answer.status_code == 200 and answer.json()["token"]
    assert codes(login(code=app.code())) == [("second_factor_invalid", None)]
    assert login(code=made[0]).status_code == 200


@pytest.mark.parametrize("more", [{}, {"code": ""}])
def test_without_one_it_says_what_is_missing(factor, login, more):
    answer = login(**more)
    assert answer.status_code == 401 and codes(answer) == [("second_factor_required", None)]


def test_a_wrong_one_is_refused_and_guessing_is_stopped(factor, login, settings):
    settings.LOCKOUT_ENABLED = True
    app, _made = factor
    answers = [login(code=wrong(app)) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [401] * 7 + [429]
    assert codes(answers[0]) == [("second_factor_invalid", None)]
    assert codes(answers[-1]) == [("locked_out", None)]


def test_a_wrong_password_is_told_as_such_whatever_the_code(factor, login):
    app, _made = factor
    answer = login(password="wrong", code=app.code())
    assert codes(answer) == [("wrong_credentials", None)]
    assert login(code=app.code()).status_code == 200, "the code was not used up"


def test_who_must_have_one_gets_no_token_before(cast, login, settings, caller):
    before = caller(cast.auditor)
    settings.SECOND_FACTOR = frozenset({"auditor"})
    assert codes(login()) == [("second_factor_required", None)]
    assert codes(login(code="123456")) == [("second_factor_required", None)]
    assert before.get("me/").status_code == 200, "what they made before stays"


def test_who_has_none_sends_none(cast, login):
    assert login().status_code == 200 and login(code="").status_code == 200
