"""Makes and ends service accounts and their tokens, and says which somebody looks after."""

import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from knox.models import AuthToken

from accounts import rights, tokens
from accounts.staff import policy
from accounts.staff.roles import give_role
from audit import log
from audit.kinds import Kind
from organizations.administration import (
    administered_units,
    administers_everything,
    administers_some,
)
from organizations.models import Membership, Unit, User
from organizations.people import ROLES_OF_SERVICES, Person

LONGEST_NAME = 48  # signs; the mark comes behind
PREFIX = "service-"  # of its user name, which nobody types


def looked_after_by(user: Person) -> QuerySet[User]:
    """The service accounts of the part of the tree `user` administers, also those that ended."""
    services = User.objects.exclude(service_since=None)
    if not administers_some(user):
        return services.none()
    if administers_everything(user):
        return services
    mine = Membership.objects.filter(unit__in=administered_units(user))
    beyond = Membership.objects.exclude(unit__in=administered_units(user))
    return services.filter(pk__in=mine.values("user")).exclude(pk__in=beyond.values("user"))


def marked(name: str) -> str:
    """As others read it: that it is a service stands in the name itself, so no list, paper or file
    leaves it out. In the service's language, for it is kept."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(name)s (service)") % {"name": name}


@transaction.atomic
def make(name: str, *, unit: Unit, role: str, by: User, request: HttpRequest | None = None) -> User:
    """Raises PermissionDenied where the unit is not `by`'s to look after, and ValidationError."""
    if role not in ROLES_OF_SERVICES:
        said = _("A service account is a viewer or an inspector, and nothing else.")
        raise ValidationError({"role": said})
    if not policy.may_give_first(by, unit, role):
        raise PermissionDenied
    now = timezone.now()
    service = User(
        username=f"{PREFIX}{secrets.token_hex(4)}",
        name=marked(name),
        password=make_password(None),
        password_changed_at=now,
        service_since=now,
    )
    service.full_clean()
    service.save()
    rights.note_new_person(service, by=by, request=request)
    with rights.changing(service, by=by, request=request):
        give_role(service, unit, role)
    told: dict[str, Any] = {"whom": service.name, "where": unit.name, "role": role}
    log.record(Kind.SERVICE_MADE, request=request, by=by, about=service, unit=unit, details=told)
    return service


@transaction.atomic
def end(service: User, *, by: User, request: HttpRequest | None = None) -> None:
    """Its tokens end at once; what it reported keeps its name. Ending it again changes nothing.
    Raises PermissionDenied."""
    refuse_unless_looked_after(service, by)
    with rights.changing(service, by=by, request=request):
        User.objects.filter(pk=service.pk).update(is_active=False)


def make_token(
    service: User, *, by: User, name: str, scope: str, expires_on: date, request: HttpRequest
) -> tuple[AuthToken, str]:
    """With its secret, which nobody can read again. Raises PermissionDenied, also where the account
    has ended, and ValidationError for a day that is over or too far ahead."""
    refuse_unless_looked_after(service, by)
    told = {"name": name, "scope": scope, "expires_on": expires_on}
    return tokens.make_for(service, by=by, request=request, **told)  # type: ignore[arg-type]


def end_token(service: User, token: AuthToken, *, by: User, request: HttpRequest) -> None:
    """Raises PermissionDenied."""
    refuse_unless_looked_after(service, by)
    tokens.end_of(service, token, by=by, request=request)


def refuse_unless_looked_after(service: User, by: User) -> None:
    if not looked_after_by(by).filter(pk=service.pk).exists():
        raise PermissionDenied
