"""Whoever has given their password and not yet their second factor is nobody.

It rests on the session and not on a log-in page, so it holds whichever way somebody came in: the
request goes on as a stranger's, and no page, photo, export, table or call has to think of it.
"""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from accounts.second_factor import sessions
from organizations.models import User


class SecondFactorFirst:
    """Behind the one that ends idle sessions, before all that ask who is asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        has_session = SESSION_KEY in request.session
        if has_session and request.user.is_authenticated and sessions.waits(request):
            request.waiting_person = request.user  # type: ignore[attr-defined]
            request.user = AnonymousUser()
        return self.get_response(request)


def waiting_person(request: HttpRequest) -> User | None:
    """Who has given their password here and has to show or to make their second factor."""
    return getattr(request, "waiting_person", None)


def way_in(request: HttpRequest) -> str:
    """Where somebody goes who may not see a page yet: the log-in, or what it still lacks."""
    if waiting_person(request) is None:
        return resolve_url("web:login")
    is_due = sessions.mark_of(request) == sessions.DUE
    return resolve_url("web:second_factor" if is_due else "web:set_up_second_factor")
