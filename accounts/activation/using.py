"""Uses a code: once, for a password of one's own."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.activation import codes, notices
from accounts.activation.reach import people_of
from accounts.models import Activation
from audit import log
from audit.kinds import Kind
from organizations.models import User


class NotValid(Exception):
    """Wrong, used, ended or run out, or its person or its maker may not any more: nobody is told
    which."""


def opened(typed: str) -> Activation | None:
    """What a code opens, if it does today."""
    return by_digest(codes.digest(codes.plain(typed)))


def by_digest(digest: str) -> Activation | None:
    """As `opened`. A code is worth what its maker may do: who has lost the right to make it, or
    whose right no longer covers the person, made one that opens nothing."""
    found = Activation.objects.valid().filter(digest=digest, person__is_active=True)
    one = found.select_related("person", "made_by").first()
    if one is None or one.made_by is None:
        return one
    return one if people_of(one.made_by).filter(pk=one.person_id).exists() else None


@transaction.atomic
def use(digest: str, password: str, *, request: HttpRequest | None = None) -> User:
    """Set the password of the person whose code it is, end the code, and return the person. The
    password has been checked (`accounts.validators`).

    Raises NotValid. Of two who use one code at once, one does.
    """
    whose = Activation.objects.filter(digest=digest).values("person")
    person = User.objects.select_for_update().filter(pk__in=whose).first()
    one = by_digest(digest)
    if person is None or one is None:
        raise NotValid
    had_password = person.has_usable_password()
    Activation.objects.filter(pk=one.pk).update(used_at=timezone.now())
    person.set_password(password)
    person.save(update_fields=["password", "password_changed_at", "must_change_password"])
    log.record(Kind.ACTIVATED, request=request, by=person, about=person, details=told(one))
    if had_password:
        notices.tell_used(person)
    return person


def told(one: Activation) -> dict[str, str]:
    return {"maker": one.made_by.username if one.made_by else ""}
