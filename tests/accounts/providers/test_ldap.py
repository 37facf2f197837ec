"""A directory's password: over LDAP on loopback, for whom both know, and for nobody else."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import authenticate
from django.test import Client

from audit.models import Event
from tests.accounts.providers import directory as directories
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
THEIRS = "the directory's own"


@pytest.fixture
def directory(set_up, settings):
    settings.AUTHENTICATION_BACKENDS = [
        "throttling.backends.EvenTimeBackend",
        "accounts.providers.protocols.ldap.LdapBackend",
    ]
    with directories.running(directories.Directory()) as one:
        set_up(one.environment())
        yield one


@pytest.fixture
def officer(cast, directory):
    cast.officer.staff_number, cast.officer.phone = "A001", "13800000001"
    cast.officer.save()
    directory.person("officer", employeeNumber="A001", userPassword=THEIRS)
    return cast.officer


def comes_in(username: str, password: str) -> bool:
    answer = Client().post("/login/", {"username": username, "password": password})
    return answer.status_code == 302


def test_either_password_lets_somebody_in(officer):
    assert comes_in("A001", PASSWORD) and comes_in("A001", THEIRS)
    assert not comes_in("A001", "neither")


def test_the_directory_is_asked_when_ones_own_password_does_not_fit(officer, directory):
    comes_in("A001", PASSWORD)
    assert directory.binds == []


def test_whatever_one_logs_in_with_the_directory_knows_the_staff_number(officer, directory):
    assert comes_in(officer.username, THEIRS) and comes_in("138 0000 0001", THEIRS)
    assert set(directory.filters) == {("employeeNumber", "A001")}
    assert {event.details["through"] for event in Event.objects.filter(kind="logged_in")} == {
        "ldap"
    }
    assert SocialAccount.objects.get().uid == "uuid-officer"


def test_a_program_logs_in_so_as_well(officer, client):
    told = {"username": "A001", "password": THEIRS}
    answer = client.post("/api/v1/auth/login/", told, content_type="application/json")
    assert answer.status_code == 200 and answer.json()["token"]


def test_whom_the_ledger_does_not_know_is_not_taken_in(officer, directory, django_user_model):
    directory.person("new", employeeNumber="N1", userPassword=THEIRS)
    before = django_user_model.objects.count()
    assert not comes_in("N1", THEIRS) and django_user_model.objects.count() == before


def test_an_empty_password_is_never_tried(officer, directory, rf):
    """Neither door lets one through; the backend does not rest on that."""
    directory.people[f"uid=officer,{directories.BASE}"]["userPassword"] = ""
    assert not comes_in("A001", "")
    assert authenticate(rf.post("/"), username="A001", password="") is None
    assert directory.binds == []


@pytest.mark.parametrize("typed", ["*", "A*", "A001)(uid=*", "a\\2a"])
def test_a_name_is_no_filter(directory, typed):
    directory.person("officer", employeeNumber="A001", userPassword=THEIRS)
    assert not comes_in(typed, THEIRS)
    assert directory.filters == [("employeeNumber", typed)]


def test_unknown_names_cost_the_directory_the_same(officer, directory):
    comes_in("A001", "wrong")
    known = len(directory.binds)
    directory.binds.clear()
    comes_in("nobody at all", "wrong")
    assert len(directory.binds) == known == 2


def test_two_entries_with_one_number_let_nobody_in(officer, directory):
    directory.person("another", employeeNumber="A001", userPassword=THEIRS)
    assert not comes_in("A001", THEIRS)


def test_another_entry_with_ones_number_later_is_not_ones_own(officer, directory):
    assert comes_in("A001", THEIRS)
    directory.people.clear()
    directory.person("heir", employeeNumber="A001", userPassword=THEIRS)
    assert not comes_in("A001", THEIRS)
    reasons = Event.objects.filter(kind="login_failed").values_list("details__reason", flat=True)
    assert "taken" in reasons


def test_who_has_left_stays_outside(officer):
    officer.is_active = False
    officer.save()
    assert not comes_in("A001", THEIRS)


def test_a_directory_that_is_down_leaves_the_ledgers_own_password(officer, directory, set_up):
    set_up({"LDAP_URL": "ldap://127.0.0.1:9"})
    assert not comes_in("A001", THEIRS) and comes_in("A001", PASSWORD)


def test_a_reader_who_is_refused_leaves_the_ledgers_own_password(officer, directory, set_up):
    set_up({"LDAP_BIND_PASSWORD": "old"})
    assert not comes_in("A001", THEIRS) and comes_in("A001", PASSWORD)
    assert set(directory.binds) == {directories.READER}


def test_a_directory_without_tls_is_not_told_a_password(officer, directory, set_up):
    set_up({"LDAP_STARTTLS": "yes"})
    assert not comes_in("A001", THEIRS) and directory.binds == []
