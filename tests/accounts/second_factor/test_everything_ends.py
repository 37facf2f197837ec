"""Everything that opens an account ends with a reset, by whichever way, and when somebody leaves;
the second factor alone stays, for a mailbox or a slip is not enough to come in with."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts import calendars, contact, passwords
from accounts.activation import using as slips
from accounts.lost_password import letters
from accounts.lost_password import using as links
from accounts.models import Activation, PasswordLetter, SecondFactor, Session
from organizations.models import User
from tests.accounts.activating import code_for
from tests.accounts.second_factor.app import half_in, set_up
from tests.api.conftest import Caller

NEW = "another horse 7"


class Everything:
    """One person with everything that opens their account, and whether it still does."""

    def __init__(self, person: User, mail_office) -> None:
        self.person = User.objects.get(pk=person.pk)
        self.app, self.recovery = set_up(self.person)
        self.verified, self.half = half_in(person), half_in(person)
        self.verified.post("/second-factor/", {"code": self.recovery[0]})
        self.token, self.calendar = Caller(person), calendars.renew(self.person)
        self.slip = code_for(person)
        self.confirmation = contact.tokens.make_token(self.person)
        Client().post("/lost-password/", {"account": person.username})
        letters.send_waiting()
        text = mail_office.letters[-1][1].get_body(("plain",)).get_content()
        self.link = text.split("/lost-password/")[1].split("/")[0]

    def open(self) -> dict[str, bool]:
        person = User.objects.get(pk=self.person.pk)
        return {
            "a session": self.verified.get("/me/").status_code == 200,
            "a half one": self.half.get("/second-factor/").status_code == 200,
            "a token": self.token.get("me/").status_code == 200,
            "a calendar": calendars.reader(self.calendar) is not None,
            "a slip": slips.opened(self.slip) is not None,
            "a mailed link": links.opened(self.link) is not None,
            "an address to confirm": person.is_active
            and contact.is_good(self.confirmation, person),
        }


@pytest.fixture
def everything(cast, mail_office, public_address):
    told = {"email": "officer@school.example", "pending_email": "new@school.example"}
    User.objects.filter(pk=cast.officer.pk).update(**told)
    made = Everything(cast.officer, mail_office)
    assert set(made.open().values()) == {True}, made.open()
    return made


def by_mail(one: Everything) -> None:
    links.use(letters.digest(one.link), NEW)


def by_slip(one: Everything) -> None:
    slips.use(slips.opened(one.slip).digest, NEW)


def by_an_administrator(one: Everything) -> None:
    one.person.set_password(NEW)
    one.person.save()
    passwords.note_reset(one.person)


def in_sql(one: Everything) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organizations_user SET password = %s, password_changed_at = now() WHERE id = %s"
            if connection.vendor == "postgresql"
            else "UPDATE organizations_user SET password = %s, "
            "password_changed_at = strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now') WHERE id = %s",
            [make_password(NEW), one.person.pk],
        )


def by_leaving(one: Everything) -> None:
    User.objects.filter(pk=one.person.pk).update(is_active=False)


@pytest.mark.parametrize("reset", [by_mail, by_slip, by_an_administrator, in_sql, by_leaving])
def test_a_reset_ends_everything(everything, reset: Callable[[Everything], None]):
    reset(everything)
    assert set(everything.open().values()) == {False}, everything.open()
    mine = {"person": everything.person.pk}
    assert not Session.objects.filter(user=everything.person.pk).exists()
    assert not PasswordLetter.objects.filter(**mine).exists()
    assert not Activation.objects.open().filter(**mine).exists()
    assert SecondFactor.objects.filter(**mine).exists()


@pytest.mark.parametrize("reset", [by_mail, by_slip, by_an_administrator, in_sql])
def test_no_session_has_shown_the_factor_after_it(everything, reset):
    reset(everything)
    again = half_in(User.objects.get(pk=everything.person.pk))
    assert again.get("/hazards/").url.startswith("/second-factor/")
    again.post("/second-factor/", {"code": everything.recovery[1]})
    assert again.session["second_factor"] == "shown"


def test_what_ended_with_somebody_who_left_does_not_come_back(everything):
    by_leaving(everything)
    User.objects.filter(pk=everything.person.pk).update(is_active=True)
    again = everything.open()
    assert {name for name, is_open in again.items() if is_open} <= {"an address to confirm"}


def test_taking_the_factor_off_ends_every_session(everything):
    call_command("remove_second_factor", everything.person.username)
    now = everything.open()
    assert not (now["a session"] or now["a half one"])
