"""Changes of what somebody may do: each is logged and told in the feed of changes, and somebody can
still administer after it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from audit import log
from audit.kinds import Kind
from organizations import feed
from organizations.administrators import an_administrator_remains
from organizations.departures import handing_over
from organizations.models import Membership, Unit, User
from organizations.people import ROLES_OF_SERVICES

# The first and the last day of a role, None where it has none.
Days = tuple[date | None, date | None]
# What nobody but the operator sees is not in the feed of changes.
UNTOLD = ("superuser_given", "superuser_taken")


class Rights(NamedTuple):
    """What one person may do; `roles` are the days of each role at the key of a unit. `called` is
    what others read of them."""

    is_active: bool
    is_superuser: bool
    roles: dict[tuple[str, int], Days]
    called: tuple[str, str]


def rights_of(people: Iterable[User]) -> dict[int, Rights]:
    """By the key of each person, read anew."""
    now = User.objects.in_bulk([person.pk for person in people])
    roles: dict[int, dict[tuple[str, int], Days]] = {pk: {} for pk in now}
    for one in Membership.objects.filter(user__in=now).order_by():
        roles[one.user_id][one.role, one.unit_id] = (one.starts_on, one.ends_on)
    return {
        pk: Rights(one.is_active, one.is_superuser, roles[pk], (one.username, one.name))
        for pk, one in now.items()
    }


@contextmanager
def changing(person: User, *, by: Any = None, request: HttpRequest | None = None) -> Iterator[None]:
    """Whatever happens to the rights of `person` inside is one transaction with its events and with
    what is handed over.

    Raises ValidationError, and nothing is changed, where nobody could administer any more.
    """
    with changing_several([person], by=by, request=request):
        yield


@contextmanager
def changing_several(
    people: Sequence[User],
    *,
    losing: Iterable[User] | None = None,
    by: Any = None,
    request: HttpRequest | None = None,
) -> Iterator[None]:
    """As `changing`, of many people in a few statements; `losing` are those whose rights may end,
    where it is known who can be."""
    by_whom = by or getattr(request, "user", None)
    with transaction.atomic(), an_administrator_remains():
        before, paths = rights_of(people), feed.paths_of(person.pk for person in people)
        with handing_over(people if losing is None else losing, by=by_whom):
            yield
        refuse_roles_beyond_services(people)
        after = rights_of(people)
        _log([(one, before[one.pk], after[one.pk]) for one in people], by, request)
        feed.note_people_leaving(paths)


def refuse_roles_beyond_services(people: Iterable[User]) -> None:
    """Raises ValidationError where a service account would decide something."""
    services = [person.pk for person in people if person.is_service]
    if not services:
        return
    beyond = Membership.objects.filter(user__in=services).exclude(role__in=ROLES_OF_SERVICES)
    if beyond.exists():
        said = _("A service account is a viewer or an inspector, and nothing else.")
        raise ValidationError(said, code="service")


def note_new_person(person: User, *, by: Any = None, request: HttpRequest | None = None) -> None:
    """Log that `person` was taken in."""
    _record(person, by, request, change="added")


def _log(people: Sequence[tuple[User, Rights, Rights]], by: Any, request: Any) -> None:
    changes = [
        (person, change)
        for person, before, after in people
        for change in _changes_of_roles(before.roles, after.roles)
    ]
    for person, before, after in people:
        if before.called != after.called:
            feed.note_person(person, "changed")
        for flag in _flags(before, after):
            _record(person, by, request, change=flag)
    units = Unit.objects.in_bulk({unit for _person, ((_role, unit), *_) in changes})
    for person, ((role, unit), change, (first, last)) in changes:
        days = {"first_day": _words(first), "last_day": _words(last)} if first or last else {}
        _record(person, by, request, units[unit], change=change, role=role, **days)


def _words(day: date | None) -> str:
    return day.isoformat() if day else ""


def _changes_of_roles(
    before: dict[tuple[str, int], Days], after: dict[tuple[str, int], Days]
) -> Iterator[tuple[tuple[str, int], str, Days]]:
    for role in sorted(after.keys() - before.keys()):
        yield role, "role_given", after[role]
    for role in sorted(before.keys() - after.keys()):
        yield role, "role_taken", (None, None)
    for role in sorted(before.keys() & after.keys()):
        if before[role] != after[role]:
            yield role, "role_dated", after[role]


def _flags(before: Rights, after: Rights) -> Iterator[str]:
    if before.is_active != after.is_active:
        yield "activated" if after.is_active else "deactivated"
    if before.is_superuser != after.is_superuser:
        yield "superuser_given" if after.is_superuser else "superuser_taken"


def _record(person: User, by: Any, request: Any, unit: Unit | None = None, **change: str) -> None:
    details = {"whom": person.username, "where": unit.name if unit else "", **change}
    if change["change"] not in UNTOLD:
        feed.note_person(person, change["change"], unit)
    log.record(
        Kind.RIGHTS_CHANGED, request=request, by=by, about=person, unit=unit, details=details
    )
