"""How long a session lasts unseen, and what of it stays in a shared computer's browser."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as shipped
from django.contrib.sessions.backends.db import SessionStore as PlainStore
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts import idle
from accounts.models import Session
from audit.kinds import Kind
from audit.models import Event
from organizations.models import User
from tests.cast import PASSWORD, Cast
from tests.conftest import open_page

PRECISION = idle.PRECISION  # as shipped; other tests have another (tests/conftest.py)


@pytest.fixture
def log_in(client, cast):
    def log_in(**more):
        told = {"username": "officer@school", "password": PASSWORD}
        client.post("/login/", {**told, **more})
        return client

    return log_in


def after(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


# --- Idle ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "minutes"),
    [({}, shipped.IDLE_MINUTES), ({"remember": "on"}, shipped.IDLE_MINUTES_OWN_DEVICE)],
)
def test_a_session_ends_when_nobody_was_seen_for_so_long(log_in, given, minutes):
    client = log_in(**given)
    with after(minutes=minutes - 2):
        assert client.get("/me/").status_code == 200
    with after(minutes=2 * minutes - 3):  # counted from the last time, not from the log-in
        assert client.get("/me/").status_code == 200
    with after(minutes=3 * minutes):
        answer = client.get("/hazards/?state=open")
        assert answer.url == "/login/?next=/hazards/%3Fstate%3Dopen"
        assert answer["Clear-Site-Data"] == '"cache"'
    ended = Event.objects.get(kind=Kind.SESSION_ENDED)
    assert ended.account == "officer@school" and ended.details == {"reason": "idle"}
    assert not Session.objects.filter(user__isnull=False).exists()


def test_the_log_in_page_says_why_one_is_there(log_in):
    client = log_in()
    with after(minutes=shipped.IDLE_MINUTES + 1):
        page = client.get("/me/", follow=True).content.decode()
    assert "长时间没有操作，已退出登录" in page


def test_a_form_sent_in_place_too_late_is_refused_and_can_keep_what_was_typed(log_in, cast):
    client = log_in()
    with after(minutes=shipped.IDLE_MINUTES + 1):
        answer = client.post("/hazards/report/", {}, headers={"HX-Request": "true"})
    assert answer.status_code == 401 and answer.content == b""


def test_being_seen_is_written_once_a_minute_at_most(
    log_in, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(idle, "PRECISION", PRECISION)
    client = log_in()

    def writes():
        with django_assert_max_num_queries(100) as made:
            assert client.get("/me/").status_code == 200
        return [q for q in made.captured_queries if q["sql"].startswith("UPDATE")]

    assert writes() == []
    with after(seconds=61):
        assert len(writes()) == 1
        assert writes() == []


def test_a_session_knows_whose_it_is(log_in, cast):
    log_in()
    assert Session.objects.get().user == cast.officer


@pytest.mark.django_db(transaction=True)
def test_who_was_logged_in_before_the_upgrade_stays_logged_in(client):
    person = User.objects.create_user("somebody", password=PASSWORD, name="某人")
    executor = MigrationExecutor(connection)
    executor.migrate([("accounts", "0001_initial")])
    try:
        old = PlainStore()
        old["_auth_user_id"] = str(person.pk)
        old["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        old["_auth_user_hash"] = person.get_session_auth_hash()
        old.save()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    client.cookies[shipped.SESSION_COOKIE_NAME] = old.session_key
    assert client.get("/me/").status_code == 200
    assert Session.objects.get().user == person


# --- What the browser keeps ----------------------------------------------------------------


def test_a_page_behind_the_log_in_is_not_stored(client, cast):
    hazard = cast.reported()
    client.force_login(cast.officer)
    for page in ("/", "/me/", "/hazards/", f"/hazards/{hazard.pk}/", "/hazards/ledger.csv"):
        assert client.get(page)["Cache-Control"] == "no-store", page
    client.force_login(cast["administrator@bureau"])
    assert "no-store" in client.get("/admin/")["Cache-Control"]


def test_a_photo_is_kept_by_its_own_browser_alone(client, cast):
    photo = cast.reported().photos.get()
    client.force_login(cast.officer)
    answer = client.get(f"/photos/{photo.pk}/display/")
    assert {"private", "immutable"} <= set(answer["Cache-Control"].split(", "))
    assert "Cookie" in answer["Vary"]


def test_a_log_out_clears_what_the_browser_kept(client, cast):
    client.force_login(cast.officer)
    assert client.post("/logout/")["Clear-Site-Data"] == '"cache"'


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_after_a_log_out_a_shared_computer_shows_no_photo_to_the_next(browser, live_server):
    """Chromium keeps the photo while one is inside, and shows it to nobody afterwards."""
    cast = Cast()
    photo = cast.reported().photos.get()
    address = f"/photos/{photo.pk}/display/"
    for desk in open_page(browser, live_server, {}):
        enter(desk, "officer@school")
        assert fetched(desk, address) == 200
        assert fetched(desk, address, "only-if-cached") == 200
        before = desk.context.cookies()
        desk.goto("/me/")
        desk.click("form[action='/logout/'] button")
        desk.wait_for_url("**/login/")
        assert fetched(desk, address, "only-if-cached") == 504
        desk.context.clear_cookies()
        desk.context.add_cookies(before)  # the cache tells people apart by their cookies
        assert fetched(desk, address, "only-if-cached") == 504
        enter(desk, "officer@school_b")
        assert fetched(desk, address, "force-cache") == 404


def enter(page, username):
    page.goto("/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)


def fetched(page, address, cache="default"):
    """The status of a photo, 504 where only the cache was asked and has none."""
    script = """async ([address, cache]) => {
      const how = {cache, mode: 'same-origin', redirect: 'manual'};
      try { return (await fetch(address, how)).status; }
      catch { return 504; }
    }"""
    return page.evaluate(script, [address, cache])
