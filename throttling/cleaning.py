"""What the worker throws away once a day: failed log-ins and sessions nobody needs any more."""

from importlib import import_module

from django.conf import settings

from throttling import attempts


def clean() -> None:
    attempts.forget_old()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
