"""A forgotten password: a letter with a link, good for an hour, once, telling nobody anything."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.lost_password import letters
from accounts.models import PasswordLetter
from audit.models import Event
from config.sections import throttles
from notifications.delivery import deliver
from notifications.models import Notification
from organizations.models import User
from tests.accounts.second_factor.app import set_up
from tests.borders.reading import said
from tests.borders.statements import statements_of
from tests.cast import PASSWORD

ASK, NEW_PAGE = "/lost-password/", "/lost-password/new/"
NEW = "my own quite new 8"
TWICE = {"new_password1": NEW, "new_password2": NEW}
ADDRESS = "officer@school.example"
LINK = re.compile(r"https://ledger\.example\.org(/lost-password/[\w-]+/)")


@pytest.fixture
def officer(cast, mail_office, public_address):
    User.objects.filter(pk=cast.officer.pk).update(email=ADDRESS, phone="13900000001")
    return User.objects.get(pk=cast.officer.pk)


@pytest.fixture
def link(officer, mail_office):
    """Asks for a letter, has the worker send it, and reads the link."""

    def ask(account: str = "officer@school") -> str:
        Client().post(ASK, {"account": account})
        letters.send_waiting()
        recipient, letter = mail_office.letters[-1]
        assert recipient == ADDRESS
        return LINK.search(letter.get_body(("plain",)).get_content())[1]

    return ask


def opens(link: str, client: Client | None = None) -> bool:
    client = client or Client()
    return client.get(link).url == NEW_PAGE and client.get(NEW_PAGE).status_code == 200


def chooses(link: str, **more) -> bool:
    client = Client()
    client.get(link)
    return client.post(NEW_PAGE, {**TWICE, **more}).get("Location") == "/login/"


def has_new(person: User) -> bool:
    return User.objects.get(pk=person.pk).check_password(NEW)


def test_the_log_in_leads_there_only_where_letters_are_written(client, cast):
    assert ASK not in client.get("/login/").content.decode()
    page = client.get(ASK).content.decode()
    assert 'name="account"' not in page and "安全负责人" in page
    client.post(ASK, {"account": "officer@school"})
    assert not PasswordLetter.objects.exists()


def test_with_a_server_it_does(client, officer):
    assert ASK in client.get("/login/").content.decode()
    assert 'name="account"' in client.get(ASK).content.decode()
    assert client.post(ASK, {"account": " "}).status_code == 400


def test_a_link_leads_to_a_password_and_to_the_log_in(officer, link, client):
    address = link()
    assert client.get(address).url == NEW_PAGE, "the secret stays in no address"
    page = client.get(NEW_PAGE)
    assert str(officer) in page.content.decode() and "no-store" in page["Cache-Control"]
    assert client.post(NEW_PAGE, TWICE).url == "/login/" and has_new(officer)
    assert "/login/" in client.get("/").url
    assert client.post("/login/", {"username": officer.username, "password": NEW}).url == "/"


def test_the_letter_says_it_in_both_languages_as_text_and_html(officer, link, mail_office):
    path = link()
    _recipient, letter = mail_office.letters[-1]
    for kind in ("plain", "html"):
        content = letter.get_body((kind,)).get_content()
        assert path in content and "一小时" in content and "within an hour" in content
    assert "隐患" in letter["Subject"]


@pytest.mark.parametrize("password", ["short", "13900000001", "officer@school", "12345678901"])
def test_the_rules_of_the_house_hold(officer, link, password):
    client = Client()
    client.get(link())
    told = {"new_password1": password, "new_password2": password}
    assert client.post(NEW_PAGE, told).status_code == 400 and not has_new(officer)


def test_it_opens_once(officer, link):
    address = link()
    assert opens(address), "looking uses nothing up"
    assert chooses(address) and not opens(address) and not chooses(address)


def test_one_that_was_opened_elsewhere_ends_with_its_use(officer, link):
    address, waiting = link(), Client()
    assert opens(address, waiting)
    assert chooses(address)
    assert waiting.post(NEW_PAGE, TWICE).url == ASK


@pytest.mark.parametrize(("minutes", "is_good"), [(59, True), (61, False)])
def test_it_is_good_for_an_hour(officer, link, minutes, is_good):
    address = link()
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        assert opens(address) is is_good
        letters.forget_old()
        assert PasswordLetter.objects.exists() is is_good


@pytest.mark.parametrize("what", ["password", "left", "came back", "address"])
def test_it_ends_with_what_it_rests_on(officer, link, what):
    address = link()
    if what == "password":
        officer.set_password("another horse 7")
        officer.save()
    elif what == "address":
        User.objects.filter(pk=officer.pk).update(email="other@school.example")
    else:
        User.objects.filter(pk=officer.pk).update(is_active=False)
        User.objects.filter(pk=officer.pk).update(is_active=what == "came back")
    assert not opens(address) and not chooses(address)


def test_a_letter_that_waits_is_not_sent_once_the_password_changed(officer, mail_office, client):
    client.post(ASK, {"account": officer.username})
    officer.set_password("another horse 7")
    officer.save()
    letters.send_waiting()
    assert not mail_office.letters


def test_what_is_kept_of_a_link_opens_nothing(officer, link):
    secret = link().split("/")[2]
    row = PasswordLetter.objects.get()
    assert secret not in str(PasswordLetter.objects.values()) and not opens(f"{ASK}{row.digest}/")
    assert secret not in str(list(Event.objects.values()))


@pytest.mark.parametrize("why", ["nobody", "left", "none", "not confirmed"])
def test_whoever_is_not_written_to_is_answered_alike(officer, client, mail_office, why):
    account = "nobody@school" if why == "nobody" else officer.username
    here = client.post(ASK, {"account": "officer@school"})
    told = {
        "left": {"is_active": False},
        "none": {"email": ""},
        "not confirmed": {"email": "", "pending_email": ADDRESS},
    }
    User.objects.filter(pk=officer.pk).update(**told.get(why, {}))
    PasswordLetter.objects.all().delete()
    there = client.post(ASK, {"account": account})
    assert said(there, account) == said(here, account) and there.status_code == 200
    letters.send_waiting()
    assert not mail_office.letters and not PasswordLetter.objects.exists()


def test_the_same_is_asked_of_the_database(officer, client):
    client.post(ASK, {"account": "warms what is read once a process"})
    made = []
    for account in ("officer@school", "viewer@school", "nobody@school"):
        with statements_of() as statements:
            client.post(ASK, {"account": account})
        made.append([one.replace("NULL", "?") for one in statements])
    assert made[0] == made[1] == made[2]


@pytest.fixture
def rated(settings, tmp_path):
    settings.RATES, settings.RATES_FILE = throttles.RATES, tmp_path / "rates"


def test_too_much_asked_for_one_person_is_not_told_and_not_sent(
    officer, client, mail_office, rated
):
    answers = [client.post(ASK, {"account": "13900000001"}).status_code for _ in range(5)]
    letters.send_waiting()
    assert answers == [200] * 5 and len(mail_office.letters) == 3


def test_too_much_asked_from_one_address_is_refused(officer, client, rated):
    answers = [client.post(ASK, {"account": f"nobody{n}"}) for n in range(21)]
    assert [one.status_code for one in answers] == [200] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    elsewhere = client.post(ASK, {"account": "x"}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 200


def test_a_server_that_is_away_is_asked_again(officer, client, mail_office):
    mail_office.refuses_all = "421 not now"
    client.post(ASK, {"account": officer.username})
    letters.send_waiting()
    assert not mail_office.letters
    mail_office.refuses_all = ""
    letters.send_waiting()
    letters.send_waiting()
    assert len(mail_office.letters) == 1


def test_one_that_is_refused_keeps_nobody_else_waiting(officer, client, cast, mail_office):
    User.objects.filter(pk=cast.viewer.pk).update(email="viewer@school.example")
    mail_office.refused[ADDRESS] = "550 nobody"
    for account in (officer.username, "viewer@school"):
        client.post(ASK, {"account": account})
    letters.send_waiting()
    letters.send_waiting()
    assert [recipient for recipient, _letter in mail_office.letters] == ["viewer@school.example"]


def test_the_person_is_told_and_gets_a_letter_of_it(officer, link, mail_office):
    chooses(link())
    line = Notification.objects.get(recipient=officer)
    assert line.kind == "password_by_mail" and "邮件" in line.sentence
    assert deliver() == 1
    recipient, letter = mail_office.letters[-1]
    assert recipient == ADDRESS and line.sentence in letter.get_body(("plain",)).get_content()


def test_it_is_logged(officer, link):
    chooses(link())
    asked, chosen = Event.objects.filter(kind__startswith="password_").order_by("pk")
    assert (asked.kind, asked.account, asked.by) == ("password_mailed", officer.username, None)
    assert (chosen.kind, chosen.by) == ("password_by_mail", officer)


def test_the_second_factor_stays_and_is_asked_for(officer, link):
    set_up(officer)
    assert chooses(link())
    client = Client()
    client.post("/login/", {"username": officer.username, "password": NEW})
    assert client.get("/hazards/").url.startswith("/second-factor/?next=")


def test_somebody_elses_session_here_ends(officer, link, cast):
    client = Client()
    client.force_login(cast.viewer)
    client.get(link())
    client.post(NEW_PAGE, TWICE)
    assert "/login/" in client.get("/").url


def test_guessing_at_links_is_stopped(officer, client, settings):
    settings.LOCKOUT_ENABLED = True
    answers = [client.get(f"{ASK}guess{n}/").status_code for n in range(30)]
    assert answers == [302] * 29 + [429]


def test_who_remembers_goes_on(officer, link, client):
    link()
    assert client.post("/login/", {"username": officer.username, "password": PASSWORD}).url == "/"
