"""What somebody who has an account already is told of slips made for it."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import kinds
from notifications.models import ACCOUNT, tell
from organizations.models import User

MADE, MADE_AT_THE_SERVER, USED = "slip_made", "slip_made_at_server", "slip_used"
kinds.declare(
    {
        MADE: gettext_noop(
            "%(by)s has made an activation slip for your account. Your password holds until it is "
            "used."
        ),
        MADE_AT_THE_SERVER: gettext_noop(
            "An activation slip was made for your account. Your password holds until it is used."
        ),
        USED: gettext_noop("Your account got a new password with an activation slip."),
    }
)


def tell_made(person: User, by: User | None) -> None:
    _tell(person, MADE if by else MADE_AT_THE_SERVER, {"by": str(by)} if by else {})


def tell_used(person: User) -> None:
    _tell(person, USED, {})


def _tell(person: User, kind: str, params: dict[str, str]) -> None:
    about = uuid.UUID(int=person.pk)
    tell([person], kind=kind, params=params, subject=ACCOUNT, about=about, at=timezone.now())
