"""What the worker throws away once a day: failed log-ins and sessions nobody needs any more."""

from django.contrib.sessions.backends.db import SessionStore

from throttling import attempts


def clean() -> None:
    attempts.forget_old()
    SessionStore.clear_expired()
