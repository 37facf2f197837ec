"""Tokens for programs: made with a name, a scope and an end, used, listed, and ended."""

from datetime import date, datetime, time, timedelta
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from knox.crypto import hash_token
from knox.models import AuthToken
from knox.settings import CONSTANTS

from accounts.models import Scope, TokenDetails, public_id
from audit import log
from audit.kinds import Kind
from organizations.people import Person, User
from throttling import user_agents
from throttling.addresses import client_address

MOST_DAYS = 366  # ahead: the same day of next year, whatever year it is
PRECISION = timedelta(minutes=10)  # a token is written at most this often to say that it was used
SHOWN = 8  # characters of the secret that are kept readable, to recognise a token by


# --- Reading -----------------------------------------------------------------------------------


def of(person: Person) -> QuerySet[AuthToken]:
    """Those that open something now, the newest first."""
    mine = AuthToken.objects.filter(user=person, expiry__gt=timezone.now())
    return mine.select_related("details").order_by("-created", "digest")


def details_of(token: AuthToken) -> TokenDetails:
    """One that a machine of the version before has made has none: it is one of a log-in."""
    known = getattr(token, "details", None)
    return known if known is not None else TokenDetails(token=token)


def public_id_of(token: AuthToken) -> UUID:
    return public_id("token", token.digest)


def label(token: AuthToken) -> str:
    """Its name, which is the device for one of a log-in, and that it is one where none was said."""
    return user_agents.in_words(details_of(token).name) or _("Log-in")


def first_characters(token: AuthToken) -> str:
    return str(token.token_key)[:SHOWN]


def last_day(token: AuthToken) -> date:
    """The last day on which it opens anything."""
    return timezone.localdate(token.expiry - timedelta(microseconds=1))


def with_secret(secret: str) -> AuthToken | None:
    """The token, as long as it opens something. Its owner comes with it."""
    begins = AuthToken.objects.filter(token_key=secret[: CONSTANTS.TOKEN_KEY_LENGTH])
    alive = begins.filter(expiry__gt=timezone.now()).select_related("user", "details")
    digest = hash_token(secret)
    return next((one for one in alive if compare_digest(one.digest, digest)), None)


# --- Using -------------------------------------------------------------------------------------


def note_use(token: AuthToken, request: HttpRequest) -> None:
    """That it was used, from where: so seldom that reading stays reading. One without details, of
    a machine of the version before, stays without."""
    now, details = timezone.now(), getattr(token, "details", None)
    if details is None or (details.used_at and now - details.used_at < PRECISION):
        return
    TokenDetails.objects.filter(pk=token.pk).update(used_at=now, **place_of(request))


def place_of(request: HttpRequest | None) -> dict[str, str]:
    if request is None:
        return {}
    return {"address": client_address(request), "device": user_agents.device_of(request)}


# --- Making ------------------------------------------------------------------------------------


def fault_of_end(day: date) -> str:
    """Why a token cannot end with `day`; "" where it can."""
    today = timezone.localdate()
    if day < today:
        return _("This day is over. A token ends today or later.")
    if day > today + timedelta(days=MOST_DAYS):
        return _("A token lasts a year at most.")
    return ""


@transaction.atomic
def make(
    *, by: User, name: str, scope: str, expires_on: date, request: HttpRequest
) -> tuple[AuthToken, str]:
    """A token of `by`'s own, with its secret, which nobody can read again. It opens until the end
    of the day `expires_on` where the district is.

    Raises ValidationError for a day that is over or too far ahead, PermissionDenied where `by` was
    deactivated or got another password since they came in. A service makes none for itself.
    """
    if by.is_service:
        raise PermissionDenied
    return make_for(by, by=by, name=name, scope=scope, expires_on=expires_on, request=request)


@transaction.atomic
def make_for(
    owner: User, *, by: User, name: str, scope: str, expires_on: date, request: HttpRequest
) -> tuple[AuthToken, str]:
    """As `make`, of a service account that `by` looks after."""
    fault = fault_of_end(expires_on)
    if fault:
        raise ValidationError({"expires_on": fault})
    if not is_still(owner):
        raise PermissionDenied
    end = timezone.make_aware(datetime.combine(expires_on + timedelta(days=1), time.min))
    return _made(owner, by, request, end, name=name, scope=Scope(scope))


def make_at_log_in(person: User, *, request: HttpRequest) -> tuple[AuthToken, str]:
    """A token for who has just given name and password; for as long as the settings say. Inside the
    transaction that has looked whether they still are who they were."""
    return _made(
        person, person, request, None, name=user_agents.device_of(request), scope=Scope.FULL
    )


def is_still(person: User) -> bool:
    """Is `person`, read before, still active with the same password? Locks the row: whatever ends
    credentials meanwhile comes before or after what is made here, and not past it."""
    same = User.objects.filter(pk=person.pk, password=person.password, is_active=True)
    return same.select_for_update().exists()


def _made(
    owner: User, by: User, request: HttpRequest, end: datetime | None, **told: Any
) -> tuple[AuthToken, str]:
    AuthToken.objects.filter(user=owner, expiry__lte=timezone.now()).delete()
    token, secret = AuthToken.objects.create(user=owner)
    if end:  # knox would count from its own now, and miss midnight by what passed in between
        token.expiry = end
        token.save(update_fields=["expiry"])
    token.details = TokenDetails.objects.create(token=token, **told, **place_of(request))
    _record(Kind.TOKEN_MADE, token, by, request)
    return token, secret


# --- Ending ------------------------------------------------------------------------------------


@transaction.atomic
def end(token: AuthToken, *, by: User, request: HttpRequest) -> None:
    """It opens nothing from now on. Ending what is ended already changes and logs nothing."""
    end_of(by, token, by=by, request=request)


@transaction.atomic
def end_of(owner: User, token: AuthToken, *, by: User, request: HttpRequest) -> None:
    """As `end`, of a service account that `by` looks after."""
    ended, _rows = AuthToken.objects.filter(pk=token.pk, user=owner).delete()
    if ended:
        _record(Kind.TOKEN_ENDED, token, by, request)


def _record(kind: Kind, token: AuthToken, by: User, request: HttpRequest) -> None:
    details = details_of(token)
    told = {
        "name": details.name,
        "begins": first_characters(token),
        "scope": str(details.scope),
        "until": last_day(token).isoformat(),
    }
    log.record(kind, request=request, by=by, about=token.user, details=told)
