"""Ends the session of somebody who has not been seen for a while; notes when and where they are."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from audit import log
from audit.kinds import Kind
from throttling.addresses import client_address
from throttling.user_agents import device_of

# In a session's data; moments are seconds since 1970.
SEEN = "seen"  # when the person was last seen
BEGUN = "begun"
ADDRESS, DEVICE = "address", "device"  # where the person was last seen
PRECISION = 60  # seconds; a session is written at most this often only to say so
MINUTE = 60
FORGET_PAGES = '"cache"'  # the photos a browser keeps; what a later page keeps as a draft stays


class EndIdleSessions:
    """Whoever said that the device is their own is waited for longer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY not in request.session:
            return self.get_response(request)
        if not is_idle(request):
            return self.get_response(request)
        end(request)
        response = self.get_response(request)
        response["Clear-Site-Data"] = FORGET_PAGES
        return response


def is_idle(request: HttpRequest) -> bool:
    """Also notes that somebody is here. A session of before there was a limit begins now."""
    session, now = request.session, int(time.time())
    away = now - session.get(SEEN, 0) if SEEN in session else PRECISION
    if away >= patience(session):
        return True
    if away >= PRECISION:
        note(request, now)
    return False


def note(request: HttpRequest, now: int) -> None:
    here = {ADDRESS: client_address(request), DEVICE: device_of(request)}
    request.session.update({SEEN: now, **here})


def patience(session: Any) -> int:
    """Seconds somebody may be away."""
    is_own_device = not session.get_expire_at_browser_close()
    return MINUTE * (settings.IDLE_MINUTES_OWN_DEVICE if is_own_device else settings.IDLE_MINUTES)


def end(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        log.record(Kind.SESSION_ENDED, request=request, details={"reason": "idle"})
    request.session.flush()
    request.user = AnonymousUser()
    request.was_idle = True  # type: ignore[attr-defined]  # the log-in page says so


@receiver(user_logged_in)
def begin(request: HttpRequest, **_more: Any) -> None:
    """A program that asks for a token has no session."""
    session = getattr(request, "session", None)
    if session is not None and SESSION_KEY in session:
        now = int(time.time())
        session[BEGUN] = now
        note(request, now)
