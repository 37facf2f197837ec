"""`sessions/`: where one is logged in, and logging out there."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Session
from audit import words
from audit.models import Event
from tests.api.conftest import codes
from tests.cast import PASSWORD

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.49"


def logged_in(username="officer@school", agent=CHROME, address="10.0.0.7") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent})
    client.post("/login/", {"username": username, "password": PASSWORD})
    return client


def listed(client) -> list[dict]:
    answer = client.get("/api/v1/sessions/")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def end(client, key):
    return client.delete(f"/api/v1/sessions/{key}/")


@pytest.fixture
def desk_and_phone(cast):
    return logged_in(), logged_in(agent=PHONE, address="2001:db8::7")


def test_each_is_told_by_its_device_its_address_and_its_times(desk_and_phone):
    desk, _phone = desk_and_phone
    told = {row["device"]: row for row in listed(desk)}
    assert set(told) == {"Chrome · Windows", "微信 · iPhone"}
    here, there = told["Chrome · Windows"], told["微信 · iPhone"]
    assert (here["address"], there["address"]) == ("10.0.0.7", "2001:db8::7")
    assert (here["is_current"], there["is_current"]) == (True, False)
    assert here["created_at"] and here["seen_at"] and there["created_at"]


def test_no_answer_tells_what_a_session_is_opened_with(desk_and_phone):
    desk, _phone = desk_and_phone
    said = desk.get("/api/v1/sessions/").content.decode()
    keys = list(Session.objects.values_list("session_key", flat=True))
    assert len(keys) == 2 and not [key for key in keys if key in said]
    for row in listed(desk):
        desk.cookies[settings.SESSION_COOKIE_NAME] = row["id"].replace("-", "")
        assert desk.get("/api/v1/me/").status_code == 401
        desk.cookies[settings.SESSION_COOKIE_NAME] = row["id"]
        assert desk.get("/api/v1/me/").status_code == 401
        break


def test_ending_another_logs_out_there_and_is_logged(desk_and_phone):
    desk, phone = desk_and_phone
    (other,) = [row["id"] for row in listed(desk) if not row["is_current"]]
    assert end(desk, other).status_code == 204
    assert phone.get("/me/").status_code == 302 and desk.get("/me/").status_code == 200
    ended = Event.objects.get(kind="session_ended")
    assert words.summary(ended) == "由本人在别处退出 · 微信 · iPhone · 2001:db8::7"
    assert ended.account == "officer@school" and ended.address == "10.0.0.7"
    assert end(desk, other).status_code == 404


def test_ending_the_current_one_logs_out(desk_and_phone):
    desk, phone = desk_and_phone
    (here,) = [row["id"] for row in listed(desk) if row["is_current"]]
    assert end(desk, here).status_code == 204
    assert desk.get("/me/").status_code == 302 and phone.get("/me/").status_code == 200
    assert Event.objects.filter(kind="logged_out").count() == 1


def test_somebody_elses_is_not_there(desk_and_phone, cast):
    desk, _phone = desk_and_phone
    others = logged_in("administrator@bureau")
    for row in listed(desk):
        unseen, unknown = end(others, row["id"]), end(others, uuid.uuid4())
        assert unseen.status_code == unknown.status_code == 404
        assert unseen.json() == unknown.json()
    assert len(listed(others)) == 1 and len(listed(desk)) == 2


def test_a_stranger_is_asked_who_they_are(cast, caller, client):
    client.get("/login/")
    assert caller().get("sessions/").status_code == 401
    answer = end(client, uuid.uuid4())
    assert answer.status_code == 401 and codes(answer) == [("not_authenticated", None)]


def test_a_token_sees_them_and_none_of_them_is_its_own(desk_and_phone, cast, caller):
    rows = caller(cast.officer).get("sessions/").json()["results"]
    assert [row["is_current"] for row in rows] == [False, False]


def test_one_that_has_run_out_or_was_idle_too_long_is_not_listed(cast, desk_and_phone):
    _desk, phone = desk_and_phone
    with time_machine.travel(timezone.now() + timedelta(minutes=50), tick=False):
        assert len(listed(phone)) == 2
    with time_machine.travel(timezone.now() + timedelta(minutes=70), tick=False):
        assert len(listed(phone)) == 1


def test_a_session_of_before_the_upgrade_is_listed_without_what_was_not_kept(desk_and_phone):
    desk, _phone = desk_and_phone
    nothing = dict.fromkeys(("created_at", "seen_at", "idle_at", "address", "device"))
    Session.objects.update(**nothing)
    rows = listed(desk)
    assert len(rows) == 2 and {row["device"] for row in rows} == {""}
    assert {row["address"] for row in rows} == {None}


def test_a_new_password_keeps_when_the_session_was_begun(desk_and_phone):
    desk, _phone = desk_and_phone
    (before,) = [row for row in listed(desk) if row["is_current"]]
    new = "another horse 7"
    told = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    desk.post("/me/password/", told)
    (after,) = listed(desk)
    assert after["is_current"] and after["id"] != before["id"]
    assert after["created_at"] == before["created_at"]


def test_the_list_costs_the_same_however_long_it_is(cast, django_assert_num_queries):
    desk = logged_in()
    for size in (3, 30):
        for _ in range(size):
            Client().force_login(cast.officer)
        with django_assert_num_queries(3):  # the session, its owner, the rows
            desk.get("/api/v1/sessions/")
