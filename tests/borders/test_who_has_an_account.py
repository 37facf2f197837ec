"""Logging in tells nobody which names there are: the same words after the same work."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache

from tests.borders.reading import said
from tests.borders.statements import statements_of

DOORS = ("/login/", "/api/v1/auth/login/")
WRONG = "not the password"


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Every password that is hashed, whatever it is compared with."""
    seen: list[str] = []
    plain = MD5PasswordHasher.encode

    def encode(self, password, *args, **kwargs):
        seen.append(password)
        return plain(self, password, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return seen


def refused(client, door: str, name: str):
    """What was said, and what was asked of the database."""
    cache.clear()
    told = {"username": name, "password": WRONG}
    how = {"content_type": "application/json"} if door.startswith("/api/") else {}
    with statements_of() as made:
        answer = client.post(door, told, **how)
    return said(answer, name), made


@pytest.mark.parametrize("door", DOORS)
def test_a_name_nobody_has_is_refused_like_a_wrong_password(cast, client, hashed, door):
    cast.viewer.is_active = False
    cast.viewer.save()
    refused(client, door, "warms what is read once a process")
    first = None
    for name in ("officer@school", "viewer@school", "nobody@school"):
        hashed.clear()
        told = refused(client, door, name)
        assert hashed == [WRONG], name
        first = first or told
        assert told == first, name
