"""Nobody becomes another person unseen: a reset is told, logged, and asks for a change."""

from io import StringIO

import pytest
from django.core.management import call_command

from audit.kinds import Kind
from audit.models import Event
from notifications.models import Notification
from organizations.models import User
from tests.api.conftest import Caller, codes
from tests.cast import PASSWORD

GIVEN, NEW = "given by another 7", "my own quite new 8"


@pytest.fixture
def officer(client, cast):
    """The school's officer, after the bureau's administrator has reset the password."""
    client.force_login(cast["administrator@bureau"])
    told = {"password1": GIVEN, "password2": GIVEN, "usable_password": "true"}
    client.post(f"/admin/organizations/user/{cast.officer.pk}/password/", told)
    client.logout()
    return User.objects.get(pk=cast.officer.pk)


def test_the_person_is_told_by_whom_and_it_is_logged(officer, cast):
    administrator = cast["administrator@bureau"]
    line = Notification.objects.get(recipient=officer)
    assert str(administrator) in line.sentence and "重置" in line.sentence
    event = Event.objects.get(kind=Kind.PASSWORD_RESET)
    assert (event.by, event.about, event.door) == (administrator, str(officer.pk), "admin")
    assert GIVEN not in str(vars(event))


def test_every_page_leads_to_the_change_and_the_change_opens_them(client, officer):
    client.post("/login/", {"username": officer.username, "password": GIVEN})
    for page in ("/", "/hazards/", "/me/", "/hazards/ledger.csv"):
        assert client.get(page).url == "/me/password/"
    assert client.post("/photos/").url == "/me/password/"
    assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == "/me/password/"
    page = client.get("/me/password/").content.decode()
    assert "重置了您的密码" in page
    told = {"old_password": GIVEN, "new_password1": NEW, "new_password2": NEW}
    client.post("/me/password/", told)
    assert client.get("/hazards/").status_code == 200
    assert Event.objects.filter(kind=Kind.PASSWORD_CHANGED, by=officer).count() == 1


def test_the_way_out_and_the_language_stay_open(client, officer):
    client.post("/login/", {"username": officer.username, "password": GIVEN})
    assert (
        client.post("/me/language/", {"language": "en", "next": "/me/password/"}).status_code == 302
    )
    assert client.post("/logout/").url == "/login/"


def test_the_same_password_again_is_no_change_that_hides_the_reset(client, officer):
    """It is accepted by nobody: what somebody else knows stays closed."""
    client.post("/login/", {"username": officer.username, "password": GIVEN})
    told = {"old_password": GIVEN, "new_password1": GIVEN, "new_password2": GIVEN}
    assert client.post("/me/password/", told).context["form"].errors
    assert client.get("/hazards/").url == "/me/password/"


def test_the_api_says_so_with_a_code_of_its_own(officer):
    answer = Caller().post("auth/login/", {"username": officer.username, "password": GIVEN})
    assert answer.status_code == 403 and codes(answer) == [("password_change_required", None)]
    answer = Caller(officer).get("hazards/")
    assert answer.status_code == 403 and codes(answer) == [("password_change_required", None)]


def test_a_session_is_stopped_at_the_api_as_well(client, officer):
    client.post("/login/", {"username": officer.username, "password": GIVEN})
    assert client.get("/api/v1/me/").status_code == 403


def test_the_page_about_oneself_keeps_saying_who_did_it(client, officer, cast):
    client.post("/login/", {"username": officer.username, "password": GIVEN})
    told = {"old_password": GIVEN, "new_password1": NEW, "new_password2": NEW}
    client.post("/me/password/", told)
    assert f"{cast['administrator@bureau']}于" in client.get("/me/").content.decode()


def test_after_a_change_that_was_asked_for_the_work_goes_on_and_after_another_one_the_page(
    client, officer
):
    client.post("/login/", {"username": officer.username, "password": GIVEN})
    told = {"old_password": GIVEN, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/me/password/", told).url == "/"
    again = {"old_password": NEW, "new_password1": GIVEN, "new_password2": GIVEN}
    assert client.post("/me/password/", again).url == "/me/"


def test_the_message_opens_the_page_about_oneself(client, cast, officer):
    User.objects.filter(pk=officer.pk).update(must_change_password=False)
    client.force_login(officer)
    line = Notification.objects.get(recipient=officer)
    assert client.get(f"/notifications/{line.pk}/").url == "/me/"
    told = Caller(officer).get("notifications/").json()["results"][0]
    assert told["subject"] == "account" and told["hazard"] is None


def test_an_administrator_who_changes_their_own_needs_no_second_change(client, cast):
    me = cast["administrator@bureau"]
    client.force_login(me)
    told = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    client.post(f"/admin/organizations/user/{me.pk}/password/", told)
    assert not User.objects.get(pk=me.pk).must_change_password
    assert client.get("/me/").status_code == 200
    assert Event.objects.filter(kind=Kind.PASSWORD_CHANGED).count() == 1


def test_a_refused_reset_changes_and_tells_nothing(client, cast):
    client.force_login(cast["administrator@bureau"])
    told = {"password1": "123", "password2": "123", "usable_password": "true"}
    client.post(f"/admin/organizations/user/{cast.officer.pk}/password/", told)
    person = User.objects.get(pk=cast.officer.pk)
    assert person.check_password(PASSWORD) and not person.must_change_password
    assert not Notification.objects.exists()


def test_a_password_set_at_the_server_is_told_and_asks_for_a_change(cast, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: GIVEN)
    call_command("changepassword", cast.officer.username, stdout=StringIO())
    assert User.objects.get(pk=cast.officer.pk).must_change_password
    assert "服务器" in Notification.objects.get(recipient=cast.officer).sentence
    assert Event.objects.get(kind=Kind.PASSWORD_RESET).door == "command"


def test_who_is_taken_in_chooses_their_own_password_first(client, cast):
    client.force_login(cast["administrator@bureau"])
    told = {"username": "new", "name": "新来的", "password1": GIVEN, "password2": GIVEN}
    client.post("/admin/organizations/user/add/", told)
    client.logout()
    client.post("/login/", {"username": "new", "password": GIVEN})
    assert client.get("/").url == "/me/password/"
    assert "初始密码由他人设置" in client.get("/me/password/").content.decode()


def test_a_superuser_made_at_the_server_goes_straight_in(client, db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW)
    told = {"interactive": False, "username": "root", "name": "安装者"}
    call_command("createsuperuser", **told, stdout=StringIO())
    client.post("/login/", {"username": "root", "password": NEW})
    assert client.get("/me/").status_code == 200
    assert Event.objects.get(kind=Kind.RIGHTS_CHANGED).details["change"] == "superuser_given"
