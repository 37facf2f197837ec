"""The one way in by name and password, for pages and programs alike."""

from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest

from throttling import lockout, rates
from throttling.addresses import client_address, network


def sign_in(request: HttpRequest, username: str, password: str) -> Any:
    """The person, or None when name and password do not go together.

    Raises LockedOut when there were too many failures, this one included, and Busy when too many
    log in at once. Nothing of it depends on whether somebody has the name.
    """
    seconds = rates.wait("login", network(client_address(request)))
    if seconds:
        raise lockout.LockedOut(seconds)
    trial = lockout.trial(request, username)
    lockout.refuse_if_locked(trial)
    person = authenticate(request, username=username, password=password)
    if person is not None:
        lockout.forgive(trial)
        return person
    lockout.record(trial)
    lockout.refuse_if_locked(trial)
    return None
