"""Tokens and sessions end with a password, a reset and a deactivation, and never come back."""

from io import StringIO

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.test import Client
from knox.models import AuthToken

from accounts.models import Session
from organizations.models import User
from tests.api.conftest import Caller
from tests.cast import PASSWORD

NEW = "another horse 7"


class Everywhere:
    """One person with a token, two sessions, and what is still open of them."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.token = Caller(person)
        self.session, self.other = Client(), Client()
        for session in (self.session, self.other):
            session.force_login(person)

    @property
    def open(self) -> tuple[bool, bool, bool]:
        pages = [session.get("/me/").status_code == 200 for session in (self.session, self.other)]
        return (self.token.get("me/").status_code == 200, *pages)


@pytest.fixture
def officer(cast):
    officer = Everywhere(cast.officer)
    assert officer.open == (True, True, True)
    return officer


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast["administrator@bureau"])
    return client


def set_active(administrator, person, is_active):
    told = {"username": person.username, "name": person.name}
    held = list(person.memberships.all())
    inline = {"memberships-TOTAL_FORMS": len(held), "memberships-INITIAL_FORMS": len(held)}
    for n, one in enumerate(held):
        row = {"id": one.pk, "user": person.pk, "unit": one.unit_id, "role": one.role}
        inline |= {f"memberships-{n}-{name}": value for name, value in row.items()}
    active = {"is_active": "on"} if is_active else {}
    administrator.post(
        f"/admin/organizations/user/{person.pk}/change/", {**told, **active, **inline}
    )
    assert User.objects.get(pk=person.pk).is_active is is_active


def test_ones_own_new_password_leaves_only_the_page_it_was_typed_on(officer):
    told = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    officer.session.post("/me/password/", told)
    assert officer.open == (False, True, False)


def test_a_reset_by_an_administrator_ends_all(officer, administrator):
    told = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    administrator.post(f"/admin/organizations/user/{officer.person.pk}/password/", told)
    assert officer.open == (False, False, False)


def test_a_password_taken_away_ends_all(officer, administrator):
    told = {"usable_password": "false", "unset-password": "yes"}
    administrator.post(f"/admin/organizations/user/{officer.person.pk}/password/", told)
    assert not User.objects.get(pk=officer.person.pk).has_usable_password()
    assert officer.open == (False, False, False)


def test_a_password_set_at_the_server_ends_all(officer, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: NEW)
    call_command("changepassword", officer.person.username, stdout=StringIO())
    assert officer.open == (False, False, False)


def test_a_deactivation_ends_all_and_activating_again_brings_nothing_back(officer, administrator):
    set_active(administrator, officer.person, False)
    assert officer.open == (False, False, False)
    set_active(administrator, officer.person, True)
    assert officer.open == (False, False, False)
    assert not AuthToken.objects.filter(user=officer.person).exists()


def test_the_database_ends_them_also_past_django(officer):
    with connection.cursor() as cursor:
        told = [connection.vendor == "never", officer.person.pk]
        cursor.execute("UPDATE organizations_user SET is_active = %s WHERE id = %s", told)
    assert not AuthToken.objects.filter(user=officer.person).exists()
    assert not Session.objects.filter(user=officer.person).exists()


def test_what_is_made_for_somebody_inactive_is_not_there_when_they_come_back(officer):
    User.objects.filter(pk=officer.person.pk).update(is_active=False)
    late = Caller(officer.person)
    User.objects.filter(pk=officer.person.pk).update(is_active=True)
    assert late.get("me/").status_code == 401


def test_others_are_left_alone(cast, officer, administrator):
    others = Everywhere(cast.inspector)
    set_active(administrator, officer.person, False)
    assert others.open == (True, True, True)


def test_a_hash_that_is_only_renewed_at_a_log_in_ends_nothing(officer, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    answer = Caller().post(
        "auth/login/", {"username": officer.person.username, "password": PASSWORD}
    )
    assert answer.status_code == 200
    assert User.objects.get(pk=officer.person.pk).password.startswith("scrypt")
    assert officer.token.get("me/").status_code == 200


def test_a_password_changed_while_somebody_logs_in_gives_no_token(cast, monkeypatch):
    """The old password was right when it was checked, and is not when the token is made."""

    def check_then_change(request, **credentials):
        person = User.objects.get(pk=cast.officer.pk)
        assert person.check_password(credentials["password"])
        User.objects.filter(pk=person.pk).update(password=make_password(NEW))
        return person

    monkeypatch.setattr("api.accounts.views.sign_in", check_then_change)
    told = {"username": cast.officer.username, "password": PASSWORD}
    assert Caller().post("auth/login/", told).status_code == 401
    assert not AuthToken.objects.exists()
