"""Devices somebody has logged in on before, told by a signed cookie.

Failures on them are counted apart from strangers': whoever guesses at a name from elsewhere, or
from behind the same school's address, does not shut its owner out (OWASP's "device cookies").
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "known_device"
SALT = "throttling.devices"
DAYS = 400
MOST_PEOPLE = 30  # of a computer in a staff room


Key = int | str  # of a person; as words, of something more they have shown here


def device_of(request: HttpRequest, person: Key | None) -> str:
    """The device's own word when this person has logged in on it before, else nothing."""
    device, people = _read(request)
    return device if person in people else ""


def remember(request: HttpRequest, response: HttpResponseBase, *keys: Key) -> None:
    """From now on this device is one of theirs."""
    device, people = _read(request)
    people = [*keys, *(one for one in people if one not in keys)][:MOST_PEOPLE]
    told = signing.dumps([device or secrets.token_hex(12), people], salt=SALT, compress=True)
    response.set_cookie(
        COOKIE,
        told,
        max_age=DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[Key]]:
    try:
        device, people = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 24 * 3600
        )
    except signing.BadSignature:
        return "", []
    return device, people
