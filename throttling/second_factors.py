"""Who has shown too many wrong codes beside a right password.

Counted as passwords are, under a name of its own: a right password forgives wrong passwords, and
would else forgive wrong codes as well to whoever has stolen it.
"""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from throttling import devices, lockout
from throttling.addresses import client_address, network


def trial(request: HttpRequest, person: Any) -> lockout.Trial:
    """By person and place; a device on which this person has shown the factor before is counted by
    itself. One on which only the password was given is a stranger's."""
    name = lockout.nobodys(f"second factor {person.pk}")
    where = network(client_address(request))
    return lockout.Trial(name, where, devices.device_of(request, key_of(person)))


def remember(request: HttpRequest, response: HttpResponseBase, person: Any) -> None:
    """From now on the factor was shown on this device."""
    devices.remember(request, response, person.pk, key_of(person))


def key_of(person: Any) -> str:
    return f"factor {person.pk}"
