"""A set-up code opens an empty ledger once, whichever start printed it, and nothing afterwards."""

import io

import pytest
from django.core.management.base import OutputWrapper

from config import first_run
from installation import codes, services
from installation.models import Installation, SetupCode
from organizations.models import Membership, User
from tests.installation.setting_up import answers

pytestmark = pytest.mark.django_db


def said() -> str:
    out = io.StringIO()
    first_run.announce(OutputWrapper(out))
    return out.getvalue()


def test_what_is_kept_does_not_open_anything():
    code = codes.issue()
    kept = SetupCode.objects.get().digest
    assert code not in kept and not codes.was_issued(kept)
    assert codes.was_issued(code) and not codes.was_issued(code[:-1])


def test_nobody_guesses_a_code():
    several = {codes.issue() for _ in range(20)}
    assert len(several) == 20
    assert all(len(code) * 4 >= 128 and int(code, 16) >= 0 for code in several)


def test_the_code_of_an_earlier_start_goes_on_working():
    first, second = codes.issue(), codes.issue()
    assert codes.was_issued(first) and codes.was_issued(second)


def test_a_service_that_starts_for_ever_keeps_only_its_newest_codes(monkeypatch):
    monkeypatch.setattr(codes, "MOST_KEPT", 3)
    several = [codes.issue() for _ in range(5)]
    assert [codes.was_issued(code) for code in several] == [False, False, True, True, True]


def test_it_is_open_until_the_ledger_is_set_up():
    assert codes.is_open()
    services.set_up(**answers())
    assert not codes.is_open()


def test_an_administrator_made_otherwise_closes_it(cast):
    assert not codes.is_open()
    Membership.objects.filter(role="administrator").delete()
    assert codes.is_open()
    User.objects.create_superuser("root", name="安装者", password="x")
    assert not codes.is_open()


def test_it_does_not_open_again_when_the_administrator_leaves():
    person = services.set_up(**answers())
    person.is_active = False
    person.save()
    Membership.objects.all().delete()
    assert not codes.is_open()


def test_people_who_cannot_administer_do_not_close_it():
    User.objects.create_user("somebody", name="某人", password="x")
    assert codes.is_open()


# --- What a start says ---------------------------------------------------------------------


def test_a_start_prints_the_address_until_the_ledger_is_set_up(settings):
    settings.HOST, settings.PORT, settings.SITE_NAMES = "127.0.0.1", 9600, []
    settings.HTTPS = settings.PUBLIC = False
    line = said()
    code = line.removeprefix("Set-up: http://127.0.0.1:9600/setup/").removesuffix("/\n")
    assert codes.was_issued(code)
    services.set_up(**answers())
    assert said() == ""


@pytest.mark.parametrize(
    ("host", "names", "is_https", "base"),
    [
        ("0.0.0.0", ["ledger.example.org"], True, "https://ledger.example.org"),
        ("0.0.0.0", ["ledger.lan"], False, "http://ledger.lan:9600"),
        ("10.0.0.8", [], False, "http://10.0.0.8:9600"),
        ("::1", [], False, "http://[::1]:9600"),
        ("0.0.0.0", [".example.org", "l.example.org"], True, "https://l.example.org"),
    ],
)
def test_the_address_is_the_one_people_use(settings, host, names, is_https, base):
    settings.HOST, settings.PORT, settings.SITE_NAMES = host, 9600, names
    settings.HTTPS = is_https
    assert first_run.base() == base


# --- A ledger that was there before --------------------------------------------------------


def test_a_ledger_with_an_administrator_is_taken_over_and_asked_nothing(cast):
    services.take_over()
    services.take_over()
    kept = Installation.objects.get()
    assert kept.time_zone == "Asia/Shanghai" and kept.checklist_put_away_at


def test_an_empty_ledger_is_not_taken_over():
    services.take_over()
    assert not Installation.objects.exists() and codes.is_open()
