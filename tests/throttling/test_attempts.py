"""Administrators see which accounts somebody is guessing at; old attempts and sessions go."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Session
from throttling import attempts, cleaning
from throttling.models import FailedLogin

PAGE = "/failed-logins/"


def failed(name, times, network="192.0.2.1", **more):
    at = more.pop("at", timezone.now())
    rows = [FailedLogin(name=name, network=network, at=at, **more) for _ in range(times)]
    FailedLogin.objects.bulk_create(rows)


@pytest.fixture
def read(client, cast):
    def read(person, page=PAGE):
        client.force_login(person)
        return client.get(page)

    return read


def test_an_administrator_reads_whose_account_how_often_and_from_how_many_places(read, cast):
    failed("officer@school", 7)
    failed("officer@school", 5, "192.0.2.2")
    html = read(cast["administrator@bureau"]).content.decode()
    assert "officer@school" in html and cast.officer.name in html
    assert "12 次" in html and "来自 2 个地址" in html


def test_ones_own_typing_errors_are_nobodys_news(read, cast):
    failed("officer@school", attempts.MANY - 1)
    failed("viewer@school", attempts.MANY, is_forgiven=True)
    failed("inspector@school", attempts.MANY, at=timezone.now() - timedelta(days=8))
    html = read(cast["administrator@bureau"]).content.decode()
    assert "@school" not in html and "没有账号被试探密码" in html


def test_names_nobody_has_are_counted_and_not_named(read, cast):
    failed("?0123456789abcdef", 12)
    html = read(cast["administrator@bureau"]).content.decode()
    assert "另有 12 次试探了 1 个不存在的账号" in html and "0123456789" not in html


@pytest.mark.parametrize("who", ["auditor", "officer", "viewer", "stranger"])
def test_nobody_else_finds_the_page(read, cast, who):
    assert read(getattr(cast, who)).status_code == 404


def test_the_to_do_list_of_an_administrator_names_todays_and_nobody_elses_does(read, cast):
    failed("officer@school", attempts.MANY)
    assert f'href="{PAGE}"' in read(cast["administrator@bureau"], "/").content.decode()
    assert f'href="{PAGE}"' not in read(cast.auditor, "/").content.decode()


def test_many_accounts_cost_no_more_queries(
    read, cast, django_assert_num_queries, django_assert_max_num_queries
):
    failed("officer@school", attempts.MANY)
    read(cast["administrator@bureau"])
    with django_assert_max_num_queries(20) as few:
        read(cast["administrator@bureau"])
    for number in range(30):
        failed(f"person{number}", attempts.MANY)
    with django_assert_num_queries(len(few)):
        read(cast["administrator@bureau"])


def test_old_attempts_and_sessions_are_thrown_away(db):
    now = timezone.now()
    failed("officer", 1, at=now - timedelta(days=31))
    failed("officer", 1, at=now - timedelta(days=29))
    for name, days in (("gone", -1), ("valid", 1)):
        Session.objects.create(session_key=name, expire_date=now + timedelta(days=days))
    cleaning.clean()
    assert FailedLogin.objects.count() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["valid"]


def test_what_the_counter_of_before_says_of_people_is_thrown_away_and_its_table_stays(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE axes_accessattempt (id integer, username varchar(255))")
        cursor.execute("INSERT INTO axes_accessattempt VALUES (1, 'officer')")
        cleaning.clean()
        cursor.execute("SELECT COUNT(*) FROM axes_accessattempt")
        assert cursor.fetchone() == (0,)
