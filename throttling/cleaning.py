"""What the worker throws away once a day: failed log-ins and sessions nobody needs any more."""

from django.core.management import call_command

from throttling import attempts


def clean() -> None:
    attempts.forget_old()
    call_command("clearsessions")
