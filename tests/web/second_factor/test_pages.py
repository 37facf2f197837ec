"""Setting a second factor up, showing it, losing it: as somebody goes through the pages."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from accounts.models import SecondFactor, Session
from audit.models import Event
from notifications.models import Notification
from organizations.models import User
from tests.accounts.second_factor.app import App, half_in, set_up, wrong
from tests.cast import PASSWORD

CODE, SET_UP = "/second-factor/", "/second-factor/set-up/"
NEW = "my own quite new 8"
STEP = timedelta(seconds=30)


@pytest.fixture
def noon():
    with time_machine.travel("2026-06-01 12:00:10+08:00", tick=False) as clock:
        yield clock


@pytest.fixture
def app(cast, noon):
    """The auditor's, some time after it was set up."""
    made, _codes = set_up(cast.auditor)
    noon.shift(10 * STEP)
    return made


@pytest.fixture
def inside(cast, app, noon):
    """The auditor's browser, all the way in; the next code is another one."""
    browser = half_in(cast.auditor)
    browser.post(CODE, {"code": app.code()})
    noon.shift(STEP)
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/hazards/").status_code == 200


def key_on(page) -> App:
    (key,) = re.findall(r'<p class="key">([A-Z2-7 ]+)</p>', page.content.decode())
    return App(key)


def test_whoever_must_sets_it_up_and_goes_on(cast, client, settings, noon):
    settings.SECOND_FACTOR = frozenset({"auditor"})
    client.post("/login/", {"username": "auditor@bureau", "password": PASSWORD})
    place = client.get("/statistics/").url
    page = client.get(place)
    app = key_on(page)
    assert "data:image/svg+xml;base64," in page.content.decode()
    assert page["Cache-Control"] and "no-store" in page["Cache-Control"]
    answer = client.post(place, {"code": wrong(app)})
    assert answer.status_code == 400 and not SecondFactor.objects.exists()
    assert key_on(answer).key == app.key, "the phone has scanned it already"
    page = client.post(place, {"code": app.code()}).content.decode()
    assert len(re.findall(r"<li>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}</li>", page)) == 10
    assert is_in(client)
    assert client.get(SET_UP).url == "/me/second-factor/"


def test_the_code_leads_to_where_one_was_going(cast, app, client):
    told = {"username": "auditor@bureau", "password": PASSWORD, "next": "/statistics/?by=unit"}
    place = client.get(client.post("/login/", told).url).url
    assert place.startswith(f"{CODE}?next=")
    page = client.get(place)
    assert str(cast.auditor) in page.content.decode() and "no-store" in page["Cache-Control"]
    answer = client.post(CODE, {"code": app.code(), "next": "/statistics/?by=unit"})
    assert answer.url == "/statistics/?by=unit" and is_in(client)


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_leads_nowhere_else(cast, app, place):
    assert half_in(cast.auditor).post(CODE, {"code": app.code(), "next": place}).url == "/"


def test_a_wrong_code_is_told_beside_the_field(cast, app):
    browser = half_in(cast.auditor)
    answer = browser.post(CODE, {"code": wrong(app)})
    assert answer.status_code == 400 and "id_code_error" in answer.content.decode()
    assert not is_in(browser)


def test_the_session_gets_another_key(cast, app):
    browser = half_in(cast.auditor)
    before = browser.session.session_key
    browser.post(CODE, {"code": app.code()})
    assert is_in(browser) and browser.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_recovery_code_opens_as_well(cast, noon):
    _app, made = set_up(cast.auditor)
    browser = half_in(cast.auditor)
    assert "7K3M" in browser.get(f"{CODE}?recovery=1").content.decode()
    assert browser.post(f"{CODE}?recovery=1", {"code": made[3]}).status_code == 302
    assert is_in(browser)


def test_setting_it_up_ends_the_other_sessions(cast, noon):
    one, other = half_in(cast.auditor), half_in(cast.auditor)
    app = key_on(one.get(SET_UP))
    one.post(SET_UP, {"code": app.code()})
    assert is_in(one) and "/login/" in other.get("/hazards/").url


def test_who_has_one_and_has_not_shown_it_makes_no_other(cast, app):
    browser = half_in(cast.auditor)
    assert browser.get(SET_UP).url == CODE
    assert browser.post(SET_UP, {"code": app.code()}).url == CODE and not is_in(browser)


def test_removing_it_asks_for_it_anew(cast, app, inside):
    other = half_in(cast.auditor)
    for code in ("", wrong(app)):
        assert inside.post("/me/second-factor/remove/", {"code": code}).status_code == 400
    assert SecondFactor.objects.exists()
    assert inside.post("/me/second-factor/remove/", {"code": app.code()}).status_code == 302
    assert not SecondFactor.objects.exists() and is_in(inside)
    assert "/login/" in other.get("/hazards/").url
    assert Event.objects.filter(kind="factor_removed", by=cast.auditor).exists()


def test_who_must_have_one_and_removes_it_makes_a_new_one(cast, app, inside, settings):
    settings.SECOND_FACTOR = frozenset({"auditor"})
    assert inside.post("/me/second-factor/remove/", {"code": app.code()}).url == SET_UP
    assert inside.get("/hazards/").url.startswith(SET_UP)


def test_new_recovery_codes_ask_for_it_anew(cast, app, inside):
    place = "/me/second-factor/recovery-codes/"
    assert inside.post(place, {"code": wrong(app)}).status_code == 400
    page = inside.post(place, {"code": app.code()})
    assert len(re.findall(r"<li>[0-9A-Z-]{14}</li>", page.content.decode())) == 10
    assert page["Cache-Control"] == "no-store"


def test_another_password_asks_for_it_anew(cast, app, inside):
    told = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    for code in ("", wrong(app)):
        assert inside.post("/me/password/", {**told, "code": code}).status_code == 200
    assert User.objects.get(pk=cast.auditor.pk).check_password(PASSWORD)
    assert inside.post("/me/password/", {**told, "code": app.code()}).status_code == 302
    assert User.objects.get(pk=cast.auditor.pk).check_password(NEW) and is_in(inside)


def test_without_one_the_pages_lead_to_making_one(cast, client):
    client.force_login(cast.auditor)
    assert SET_UP in client.get("/me/second-factor/").content.decode()
    for act in ("remove", "recovery-codes"):
        assert client.post(f"/me/second-factor/{act}/").url == "/me/second-factor/"


# --- Guessing ----------------------------------------------------------------------------------


@pytest.fixture
def braked(settings):
    settings.LOCKOUT_ENABLED = True


def guess(browser: Client, code: str, times: int, **where) -> list[int]:
    return [browser.post(CODE, {"code": code}, **where).status_code for _ in range(times)]


def test_guessing_is_stopped_and_a_right_password_forgives_no_wrong_code(cast, app, braked):
    browser = half_in(cast.auditor)
    assert guess(browser, wrong(app), 7) == [400] * 7
    again = Client()
    again.post("/login/", {"username": "auditor@bureau", "password": PASSWORD})
    assert guess(again, wrong(app), 1) == [429]
    assert guess(again, app.code(), 1) == [429], "also the right one, for a while"
    assert Event.objects.filter(kind="locked_out", account="auditor@bureau").count() == 1


def test_who_guesses_elsewhere_shuts_nobody_out(cast, app, braked):
    thief = half_in(cast.auditor)
    assert 429 in guess(thief, wrong(app), 8, REMOTE_ADDR="198.51.100.9")
    browser = half_in(cast.auditor)
    assert guess(browser, app.code(), 1) == [302] and is_in(browser)


def test_who_guesses_behind_the_same_address_does_not_shut_out_a_known_device(
    cast, app, inside, braked
):
    thief = half_in(cast.auditor)
    guess(thief, wrong(app), 8)
    inside.post("/logout/")
    inside.force_login(cast.auditor)
    assert guess(inside, app.code(), 1) == [302]


def test_a_device_that_gave_the_password_alone_is_a_strangers(cast, app, braked):
    for _ in range(2):
        thief = Client()
        thief.post("/login/", {"username": "auditor@bureau", "password": PASSWORD})
        answers = guess(thief, wrong(app), 8)
    assert answers == [429] * 8


# --- Lost phones -------------------------------------------------------------------------------


def remove_of(browser: Client, person) -> int:
    return browser.post(f"/accounts/{person.pk}/second-factor/").status_code


def test_an_administrator_takes_it_off_and_the_person_is_told(cast, app, inside, client):
    administrator = cast["administrator@bureau"]
    client.force_login(administrator)
    assert client.get(f"/accounts/{cast.auditor.pk}/second-factor/").status_code == 200
    assert SecondFactor.objects.exists(), "looking changes nothing"
    assert remove_of(client, cast.auditor) == 302
    assert "/login/" in inside.get("/hazards/").url and is_in(half_in(cast.auditor))
    event = Event.objects.get(kind="factor_removed")
    assert (event.by, event.about) == (administrator, str(cast.auditor.pk))
    told = Notification.objects.get(recipient=cast.auditor, kind="factor_removed_by")
    assert str(administrator) in told.sentence
    assert remove_of(client, cast.auditor) == 409, "there is none any more"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("viewer@school", 403),  # looks after nobody's account
        ("officer@school", 404),  # theirs are others
        ("administrator@bureau", 302),
    ],
)
def test_others_take_it_off_as_far_as_they_look_after_accounts(cast, app, client, name, status):
    client.force_login(cast[name])
    assert remove_of(client, cast.auditor) == status


def test_an_officer_gives_slips_and_takes_off_no_factor(cast, noon, client):
    set_up(cast.viewer)
    client.force_login(cast.officer)
    assert remove_of(client, cast.viewer) == 403 and SecondFactor.objects.exists()


def test_nobody_takes_off_their_own_this_way(cast, noon):
    administrator = cast["administrator@bureau"]
    app, _codes = set_up(administrator)
    noon.shift(STEP)
    browser = half_in(administrator)
    browser.post(CODE, {"code": app.code()})
    assert remove_of(browser, administrator) == 404 and SecondFactor.objects.exists()


def test_the_server_takes_it_off_for_the_last_administrator(cast, app, inside):
    call_command("remove_second_factor", "auditor@bureau")
    assert not SecondFactor.objects.exists() and "/login/" in inside.get("/hazards/").url
    for wrong_way in ([], ["nobody"], ["auditor@bureau"], ["auditor@bureau", "--everybody"]):
        with pytest.raises(CommandError):
            call_command("remove_second_factor", *wrong_way)


def test_the_server_takes_off_all_of_them_where_the_secret_is_another(cast, noon):
    set_up(cast.auditor), set_up(cast.officer)
    call_command("remove_second_factor", everybody=True)
    assert not SecondFactor.objects.exists()
