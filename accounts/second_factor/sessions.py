"""What a session knows of the second factor of its person.

Any way of logging in ends in Django's `login`, which says so here; a session that was begun
otherwise, or before there was a second factor, is looked at when it comes. One that was shown the
factor is ended with it (`removing`), so what stands in the session needs no second look.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import Session
from accounts.second_factor import policy
from organizations.people import User

MARK = "second_factor"  # in a session's data
SHOWN, DUE, NONE = "shown", "due", "none"  # NONE: there was no factor to show


@receiver(user_logged_in)
def begin(request: HttpRequest, user: User, **_more: Any) -> None:
    """Also where somebody logs in once more in the same session. A program that asks for a token
    has no session."""
    session = getattr(request, "session", None)
    if session is not None and SESSION_KEY in session:
        session[MARK] = DUE if policy.has_one(user) else NONE


def mark_of(request: HttpRequest) -> str:
    if MARK not in request.session:
        begin(request, request.user)  # type: ignore[arg-type]  # whoever asks has logged in
    return str(request.session[MARK])


def waits(request: HttpRequest) -> bool:
    """Has somebody given their password here, and still to show or to make their second factor?"""
    mark = mark_of(request)
    return mark == DUE or (mark == NONE and policy.must_have(request.user))


def note(request: HttpRequest | None, mark: str) -> None:
    """Under another key from now on, as after a log-in."""
    if request is not None and SESSION_KEY in request.session:
        request.session[MARK] = mark
        request.session.cycle_key()


def end_others(person: User, request: HttpRequest | None = None) -> None:
    """All of the person's sessions but the one `request` comes with."""
    mine = Session.objects.filter(user=person)
    current = request.session.session_key if request else None
    (mine.exclude(session_key=current) if current else mine).delete()
