"""Tokens made for a purpose: what they are called, what of them is kept, when they end."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import RequestFactory
from django.utils import timezone
from knox.models import AuthToken

from accounts import tokens
from accounts.models import TokenDetails
from audit import words
from audit.models import Event
from organizations.models import User

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def request_of():
    return RequestFactory(headers={"user-agent": CHROME}, REMOTE_ADDR="10.0.0.7").post(
        "/api/v1/tokens/"
    )


@pytest.fixture
def make(cast, request_of):
    def make(**told):
        given = {"name": "数据大屏", "scope": "read", "expires_on": timezone.localdate()}
        return tokens.make(by=cast.officer, request=request_of, **{**given, **told})

    return make


def at(day: str, clock: str) -> time_machine.travel:
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)
    return time_machine.travel(moment, tick=False)


def test_the_secret_is_kept_nowhere_but_its_first_characters(make):
    token, secret = make()
    assert tokens.with_secret(secret) == token
    kept = [str(value) for row in AuthToken.objects.values() for value in row.values()]
    kept += [str(value) for row in TokenDetails.objects.values() for value in row.values()]
    kept += [str(value) for row in Event.objects.values() for value in row.values()]
    assert not [value for value in kept if secret[:20] in value]
    assert secret.startswith(tokens.first_characters(token))
    assert len(tokens.first_characters(token)) == 8


def test_it_opens_until_the_end_of_its_last_day_in_the_district(make):
    with at("2026-03-01", "12:00:00"):
        token, secret = make(expires_on=date(2026, 3, 31))
        assert tokens.last_day(token) == date(2026, 3, 31)
    with at("2026-03-31", "23:59:59"):
        assert tokens.with_secret(secret)
    with at("2026-04-01", "00:00:00"):
        assert tokens.with_secret(secret) is None


@pytest.mark.parametrize(("ahead", "is_taken"), [(-1, False), (0, True), (366, True), (367, False)])
def test_it_ends_today_or_later_and_in_a_year_at_most(make, ahead, is_taken):
    with at("2026-03-01", "00:30:00"):  # in London it is still February
        day = date(2026, 3, 1) + timedelta(days=ahead)
        if is_taken:
            assert make(expires_on=day)
            return
        with pytest.raises(ValidationError):
            make(expires_on=day)
    assert not AuthToken.objects.exists()


def test_whose_password_changed_since_they_came_in_makes_none(make, cast):
    User.objects.filter(pk=cast.officer.pk).update(password=make_password("another horse 7"))
    with pytest.raises(PermissionDenied):
        make()
    assert not AuthToken.objects.exists()


def test_whoever_was_deactivated_since_they_came_in_makes_none(make, cast):
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        make()


def test_those_that_are_over_are_thrown_away_when_another_is_made(make):
    with at("2026-03-01", "12:00:00"):
        make()
    with at("2026-03-05", "12:00:00"):
        new, _secret = make()
        assert list(AuthToken.objects.all()) == [new]
        assert list(TokenDetails.objects.all()) == [new.details]


def test_making_and_ending_are_logged_in_words(make, cast, request_of):
    with at("2026-03-01", "12:00:00"):
        token, secret = make(expires_on=date(2026, 3, 31))
        tokens.end(token, by=cast.officer, request=request_of)
        tokens.end(token, by=cast.officer, request=request_of)  # nothing is left to end
    made, ended = Event.objects.order_by("pk")
    assert (made.kind, ended.kind) == ("token_made", "token_ended")
    said = f"数据大屏（{secret[:8]}…）：只读，有效期至 2026-03-31"
    assert words.summary(made) == words.summary(ended) == said
    assert made.by == cast.officer and made.address == "10.0.0.7"


@pytest.mark.parametrize("change", ["is_active = false", "password_changed_at = '2026-03-01'"])
def test_the_database_ends_them_with_all_that_is_kept_of_them(make, cast, change):
    make()
    other, _secret = tokens.make_at_log_in(cast.viewer, request=RequestFactory().post("/"))
    told = f"UPDATE organizations_user SET {change} WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(told, [cast.officer.pk])
    connection.check_constraints()
    assert list(AuthToken.objects.all()) == [other]
    assert list(TokenDetails.objects.all()) == [other.details]


def test_what_ends_a_token_past_django_ends_what_is_kept_of_it(make):
    make()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM knox_authtoken")
    connection.check_constraints()
    assert not TokenDetails.objects.exists()


def test_one_of_a_machine_of_the_version_before_opens_everything_and_is_called_a_log_in(cast):
    token, secret = AuthToken.objects.create(user=cast.officer)
    assert tokens.with_secret(secret) == token
    assert tokens.label(token) == "登录" and tokens.details_of(token).scope == "full"
    assert list(tokens.of(cast.officer)) == [token]


@pytest.mark.django_db(transaction=True)
def test_those_of_before_the_upgrade_go_on():
    person = User.objects.create_user("somebody", password="x", name="某人")
    executor = MigrationExecutor(connection)
    executor.migrate([("accounts", "0003_credentials_end")])
    try:
        _token, secret = AuthToken.objects.create(user=person)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    found = tokens.with_secret(secret)
    assert found.user == person and (found.details.name, found.details.scope) == ("", "full")
