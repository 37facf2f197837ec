"""One-time codes that open something: whoever guesses at them is stopped as one who guesses at
names nobody has. And codes beside a password, which are a person's."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from throttling import devices, lockout, rates
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


# --- Second factors ----------------------------------------------------------------------------


def trial_of(request: HttpRequest, person: Any) -> lockout.Trial:
    """Of a code beside a right password: counted as passwords are, under a name of its own, for a
    right password forgives wrong ones, and would else forgive wrong codes to whoever has stolen it.
    A device counts by itself where this person has shown the factor before; one on which only the
    password was given is a stranger's."""
    name = lockout.nobodys(f"second factor {person.pk}")
    where = network(client_address(request))
    return lockout.Trial(name, where, devices.device_of(request, key_of(person)))


def remember(request: HttpRequest, response: HttpResponseBase, person: Any) -> None:
    """From now on the factor was shown on this device."""
    devices.remember(request, response, person.pk, key_of(person))


def key_of(person: Any) -> str:
    return f"factor {person.pk}"
