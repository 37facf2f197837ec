"""The secret address under which a calendar program reads what is due for somebody.

It opens nothing else, is shown once, and ends with a new one, with the password it was made under
and with the account.
"""

import hashlib
import secrets
from typing import Any

from django.utils import timezone

from accounts.models import CalendarAddress
from audit import log
from audit.kinds import Kind
from organizations.models import User

BYTES = 24  # 192 bits: nobody guesses one
NAMED = {"name": "iCal"}


def renew(person: User, *, request: Any = None) -> str:
    """The secret of a new address; the one before ends."""
    secret = secrets.token_urlsafe(BYTES)
    told = {"digest": digest(secret), "made_at": timezone.now()}
    CalendarAddress.objects.update_or_create(user=person, defaults=told)
    log.record(Kind.TOKEN_MADE, request=request, by=person, about=person, details=NAMED)
    return secret


def end(person: User, *, request: Any = None) -> None:
    if CalendarAddress.objects.filter(user=person).delete()[0]:
        log.record(Kind.TOKEN_ENDED, request=request, by=person, about=person, details=NAMED)


def address_of(person: User) -> CalendarAddress | None:
    """The one that works, if there is any."""
    one = CalendarAddress.objects.filter(user=person).select_related("user").first()
    return one if one and works(one) else None


def reader(secret: str) -> User | None:
    """Whose address it is; None where it works no more, or never did."""
    found = CalendarAddress.objects.select_related("user").filter(digest=digest(secret)).first()
    return found.user if found and works(found) else None


def works(one: CalendarAddress) -> bool:
    changed_at = one.user.password_changed_at
    return one.user.is_active and (changed_at is None or changed_at <= one.made_at)


def digest(secret: str) -> str:
    """A plain hash is enough: what is hashed here has more bits than anybody can try."""
    return hashlib.sha256(secret.encode()).hexdigest()
