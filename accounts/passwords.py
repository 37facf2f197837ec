"""Passwords chosen by oneself, and passwords set by somebody else: both are told and logged."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit import log
from audit.kinds import Kind
from audit.models import Event
from notifications import kinds
from notifications.models import ACCOUNT, tell
from organizations.models import User

BY_SOMEBODY, AT_THE_SERVER = "password_reset", "reset_at_server"
kinds.declare(
    {
        BY_SOMEBODY: gettext_noop(
            "%(by)s has set a new password for your account. Choose your own."
        ),
        AT_THE_SERVER: gettext_noop(
            "Your account got a new password at the server. Choose your own."
        ),
    }
)


def note_own_change(person: User, *, request: HttpRequest) -> None:
    """Log that `person` has chosen a new password (the form saved it)."""
    log.record(Kind.PASSWORD_CHANGED, request=request, by=person, about=person)


@transaction.atomic
def note_reset(person: User, *, by: Any = None, request: HttpRequest | None = None) -> None:
    """Tell `person` that somebody else has just set their password, log it, and let the password
    open nothing but the page to choose another. `by` is empty for a command at the server."""
    person.must_change_password = True
    person.save(update_fields=["must_change_password"])
    told = {"whom": person.username}
    log.record(Kind.PASSWORD_RESET, request=request, by=by, about=person, details=told)
    tell(
        [person],
        kind=BY_SOMEBODY if by else AT_THE_SERVER,
        params={"by": str(by)} if by else {},
        subject=ACCOUNT,
        about=uuid.UUID(int=person.pk),
        at=timezone.now(),
    )


def last_reset(person: User) -> Event | None:
    """When, from where and by whom a password was last set for `person` by somebody else."""
    resets = Event.objects.about_person(person).filter(kind=Kind.PASSWORD_RESET)
    return resets.select_related("by").newest_first().first()


def last_log_ins(person: User, most: int) -> list[Event]:
    """The newest first, the present one among them."""
    mine = Event.objects.filter(by=person, kind=Kind.LOGGED_IN)
    return list(mine.newest_first()[:most])
