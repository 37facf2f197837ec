"""Hashes take little memory, a few at once, and their time does not tell who has an account."""

import threading

import pytest
from argon2.exceptions import HashingError
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from throttling import backends, hashing
from throttling.hashing import BoundedArgon2, Busy

ARGON = ["throttling.hashing.BoundedArgon2"]


def test_a_hash_takes_19_mebibytes():
    assert (
        BoundedArgon2()
        .encode("word", "saltsaltsalt")
        .startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    )


def test_a_dearer_hash_of_before_still_opens_and_is_renewed(cast, settings, client):
    settings.PASSWORD_HASHERS = ARGON
    cast.officer.password = Argon2PasswordHasher().encode("Ein-Wort-5", "saltsaltsalt")
    cast.officer.save()
    told = {"username": "officer@school", "password": "Ein-Wort-5"}
    assert client.post("/login/", told).status_code == 302
    cast.officer.refresh_from_db()
    assert "m=19456,t=2,p=1" in cast.officer.password
    client.logout()
    assert client.post("/login/", told).status_code == 302


@pytest.fixture
def no_turn(monkeypatch, settings):
    """All turns are taken, and nobody waits long for one."""
    settings.PASSWORD_HASHERS = ARGON
    monkeypatch.setattr(hashing, "WAIT_SECONDS", 0.01)
    taken = threading.BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(BoundedArgon2, "turns", taken)


def test_there_are_never_more_hashes_at_once_than_turns(no_turn):
    with pytest.raises(Busy):
        BoundedArgon2().encode("word", "saltsaltsalt")


def test_a_turn_is_given_back_also_when_the_hash_fails(monkeypatch):
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(BoundedArgon2, "turns", turns)
    with pytest.raises(HashingError):
        BoundedArgon2().encode("word", "")
    assert turns.acquire(timeout=0)


def test_whoever_gets_no_turn_is_asked_to_come_back(cast, no_turn):
    told = {"username": "nobody", "password": "word"}
    page = Client().post("/login/", told)
    answer = Client().post("/api/v1/auth/login/", told, content_type="application/json")
    assert page.status_code == answer.status_code == 503
    assert page["Retry-After"] == answer["Retry-After"] == "5"
    assert answer.json()["type"] == "server_error"
    assert answer.json()["errors"][0]["code"] == "busy"


@pytest.mark.parametrize("name", ["officer@school", "nobody"])
def test_one_hash_is_compared_whether_or_not_somebody_has_the_name(cast, monkeypatch, name):
    compared = []
    note = lambda password, encoded: compared.append(encoded) or False  # noqa: E731
    monkeypatch.setattr(backends, "check_password", note)
    monkeypatch.setattr(get_user_model(), "check_password", lambda self, word: note(word, ""))
    assert backends.EvenTimeBackend().authenticate(None, name, "word") is None
    assert len(compared) == 1


def test_a_name_nobody_has_costs_what_a_stored_hash_costs(cast, monkeypatch):
    compared = []
    monkeypatch.setattr(backends, "check_password", lambda word, encoded: compared.append(encoded))
    for _ in range(2):
        backends.EvenTimeBackend().authenticate(None, "nobody", "word")
    stored = set(get_user_model().objects.values_list("password", flat=True))
    assert compared[0] == compared[1] and compared[0] in stored
