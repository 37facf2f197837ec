"""Writes events. Inside a transaction an event stands or falls with the act it is about."""

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from audit.kinds import Door, Kind, Result
from audit.models import Event
from organizations import scope
from organizations.models import Unit
from throttling.addresses import client_address, network
from throttling.lockout import NOBODY, kept_name


def record(
    kind: Kind,
    *,
    request: HttpRequest | None = None,
    by: Any = None,
    account: str = "",
    about: Model | tuple[str, str] | None = None,
    unit: Unit | None = None,
    result: Result = Result.DONE,
    details: Mapping[str, Any] = MappingProxyType({}),
) -> Event:
    """Log one event and return it.

    `request` gives address and door (none: a command or the worker), and `by` where it is left
    out. `about` is a record, or its kind and key; `unit` is the record's, else the person's own is
    taken. `details` are JSON values: what is needed to understand the event, never a password.
    """
    key = unit.pk if unit else None
    return _event(kind, request, by, account, about, key, result, details, None)


def record_once_a_day(
    kind: Kind,
    *,
    request: HttpRequest,
    about: Model,
    unit_id: int,
    details: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Log that somebody did this to `about` today, unless it is logged already."""
    once = f"{kind}:{request.user.pk}:{about.pk}:{timezone.localdate():%Y%m%d}"
    if not Event.objects.filter(once=once).exists():
        _event(kind, request, None, "", about, unit_id, Result.DONE, details, once)


def _event(kind, request, by, account, about, unit_id, result, details, once) -> Event:
    by = by or _person_of(request)
    key = about if isinstance(about, tuple) else _key_of(about)
    event = Event(
        kind=kind,
        by=by,
        account=_storable(account or (by.get_username() if by else ""))[:150],
        address=client_address(request) if request else None,
        door=door_of(request),
        about_kind=key[0],
        about=key[1][:64],
        unit_id=unit_id or _own_unit(by),
        result=result,
        details={name: value for name, value in details.items() if value not in ("", None)},
        once=once,
    )
    if once:  # two tabs at the same moment: the second finds it there
        Event.objects.bulk_create([event], ignore_conflicts=True)
    else:
        event.save()
    return event


def door_of(request: HttpRequest | None) -> Door:
    if request is None:
        return Door.COMMAND
    doors = {"/api/": Door.API, "/admin/": Door.ADMIN}
    return next((door for path, door in doors.items() if request.path.startswith(path)), Door.PAGE)


def _person_of(request: HttpRequest | None):
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _key_of(record: Model | None) -> tuple[str, str]:
    return (record._meta.model_name or "", str(record.pk)) if record else ("", "")


def _own_unit(person) -> int | None:
    """The highest unit somebody holds a role at."""
    posts = scope.posts(person)
    return min(posts, key=lambda post: len(post.path)).unit_id if posts else None


def record_lock_out(request: HttpRequest, account: str) -> None:
    """Log that a log-in to `account` was refused for too many failures: once an hour and place, and
    for all names nobody has together, so that whoever goes on guessing does not fill the log."""
    account = kept_name(account)
    who = NOBODY if account.startswith(NOBODY) else account
    digest = sha256(f"{who} {network(client_address(request))}".encode()).hexdigest()
    once = f"{Kind.LOCKED_OUT}:{timezone.now():%Y%m%d%H}:{digest}"
    if not Event.objects.filter(once=once).exists():
        _event(Kind.LOCKED_OUT, request, None, account, None, None, Result.REFUSED, {}, once)


def _storable(words: str) -> str:
    """PostgreSQL keeps no NUL; a guesser may type one."""
    return words.replace("\x00", "")
