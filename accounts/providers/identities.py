"""Which account of another service is whose: bound at the first log-in by it, unbound by people.

allauth's table keeps (service, subject → person, since when) and no profile. Whoever is
deactivated, or activated again, has none any more: the database itself takes them away (migration
0011).
"""

from typing import Any, NamedTuple

from allauth.socialaccount.models import SocialAccount as Identity
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.providers.declared import Declared
from audit import log
from audit.kinds import Kind
from organizations.people import User


class Taken(Exception):
    """The subject is another person's, or the person has another subject at the service."""


class Shown(NamedTuple):
    """An identity as people read it: `key` is of the service."""

    identity: Identity
    key: str


def of(person: User) -> QuerySet[Identity]:
    return Identity.objects.filter(user=person).order_by("date_joined", "pk")


def shown_of(person: User) -> list[Shown]:
    return [Shown(one, key_of(one)) for one in of(person)]


def key_of(identity: Identity) -> str:
    return identity.provider.partition(" ")[0]


def owner(declared: Declared, subject: str) -> User | None:
    found = Identity.objects.filter(provider=declared.kept_as, uid=subject).select_related("user")
    one = found.first()
    return one.user if one else None


@transaction.atomic
def bind(declared: Declared, subject: str, person: User, *, request: HttpRequest | None) -> None:
    """From now on this subject is `person`, whatever the service says of its phone later. Raises
    Taken. Of two who bind at once, one does."""
    User.objects.select_for_update().get(pk=person.pk)
    mine = Identity.objects.filter(user=person, provider=declared.kept_as)
    if mine.exclude(uid=subject).exists():
        raise Taken
    told = {"user": person, "provider": declared.kept_as, "uid": subject}
    try:
        with transaction.atomic():
            one, is_new = Identity.objects.get_or_create(**told)
    except IntegrityError as error:
        raise Taken from error
    if is_new:
        _record(Kind.IDENTITY_BOUND, one, by=person, request=request)


@transaction.atomic
def unbind(identity: Identity, *, by: User, request: HttpRequest | None = None) -> None:
    """The next log-in by it is matched anew; sessions go on."""
    found = Identity.objects.select_for_update().filter(pk=identity.pk).select_related("user")
    for one in found:
        _record(Kind.IDENTITY_UNBOUND, one, by=by, request=request)
        one.delete()


def _record(kind: Kind, one: Identity, *, by: Any, request: HttpRequest | None) -> None:
    whose: Any = one.user
    told = {"whom": whose.username, "through": key_of(one)}
    log.record(kind, request=request, by=by, about=whose, details=told)
