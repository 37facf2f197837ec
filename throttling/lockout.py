"""Who has failed too often to try again now, counted so that nobody shuts out another.

Strangers are counted by name and network, and by network over all names; a person's user name,
staff number and phone number are one name. A known device of the person is counted by itself: what
strangers do there or elsewhere is no hindrance to it.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from organizations import identifiers
from organizations.identifiers import plain
from throttling.addresses import client_address, network
from throttling.devices import device_of
from throttling.models import FailedLogin

NOBODY = "?"  # before the digest of a name nobody has
DIGITS = 16  # of that digest


class LockedOut(Exception):
    """Too many failed tries; `seconds` until the next one."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    @property
    def minutes(self) -> int:
        return ceil(self.seconds / 60)


class Trial(NamedTuple):
    """Who is being tried, from where, and on which of their own devices, if it is one."""

    name: str
    network: str
    device: str


def trial(request: HttpRequest, username: str) -> Trial:
    person = identifiers.account_of(username)
    name = person.username if person else nobodys(username)
    where = network(client_address(request))
    return Trial(name, where, device_of(request, person.pk if person else None))


def kept_name(username: str) -> str:
    """The name as it may be written down: the user name of whoever logs in with it, if anybody."""
    person = identifiers.account_of(username)
    return person.username if person else nobodys(username)


def nobodys(username: str) -> str:
    """Stands for a name nobody has, which may be a password in the wrong box: the same for the same
    name, and no way back from it."""
    return NOBODY + salted_hmac("throttling.lockout", plain(username)).hexdigest()[:DIGITS]


def refuse_if_locked(one: Trial) -> None:
    """Raises LockedOut."""
    if not settings.LOCKOUT_ENABLED:
        return
    now = timezone.now()
    seconds = max(_seconds_left(rows, limit, now) for rows, limit in _bounds(one, now))
    if seconds:
        raise LockedOut(seconds)


def record(one: Trial) -> None:
    FailedLogin.objects.create(at=timezone.now(), **one._asdict())


def forgive(one: Trial) -> None:
    """They have come in: what failed before, here, was their own mistake."""
    FailedLogin.objects.filter(**one._asdict(), is_forgiven=False).update(is_forgiven=True)


def _bounds(one: Trial, now: datetime) -> list[tuple]:
    """Failures that count, each kind with how many there may be."""
    told = settings.LOCKOUT
    since = now - timedelta(minutes=told["minutes"])
    counted = FailedLogin.objects.filter(at__gt=since, is_forgiven=False, device=one.device)
    of_name = counted.filter(name=one.name)
    if one.device:
        return [(of_name, told["per_name"])]
    from_here = counted.filter(network=one.network)
    is_attacked = of_name[told["attacked_from"] - 1 : told["attacked_from"]].exists()
    limit = told["per_attacked_name"] if is_attacked else told["per_name"]
    return [(from_here.filter(name=one.name), limit), (from_here, told["per_network"])]


def _seconds_left(rows: QuerySet[FailedLogin], limit: int, now: datetime) -> int:
    """Until fewer than `limit` of them lie within the time that counts."""
    deciding = rows.order_by("-at").values_list("at", flat=True)[limit - 1 : limit].first()
    if deciding is None:
        return 0
    free_at = deciding + timedelta(minutes=settings.LOCKOUT["minutes"])
    return max(1, ceil((free_at - now).total_seconds()))
