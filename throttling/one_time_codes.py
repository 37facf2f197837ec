"""One-time codes that open something: whoever guesses at them is stopped as one who guesses at
names nobody has."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from throttling import lockout, rates
from throttling.addresses import client_address, network

Found = TypeVar("Found")


def look_up(request: HttpRequest, typed: str, find: Callable[[str], Found | None]) -> Found | None:
    """What `find` finds for the code that was typed, or None.

    Raises LockedOut when there were too many failures from this address, log-ins among them and
    this one included. Of what was typed only a keyed digest is kept.
    """
    seconds = rates.wait("activation", network(client_address(request)))
    if seconds:
        raise lockout.LockedOut(seconds)
    one = trial(request, typed)
    lockout.refuse_if_locked(one)
    found = find(typed)
    if found is None:
        lockout.record(one)
        lockout.refuse_if_locked(one)
    return found


def trial(request: HttpRequest, typed: str) -> lockout.Trial:
    """Every code is a name of its own, so that only the address counts: a device somebody has
    logged in on before is no better for guessing."""
    where = network(client_address(request))
    return lockout.Trial(lockout.nobodys(f"one-time code {typed}"), where, "")
