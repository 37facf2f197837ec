"""What somebody is told of their second factor: whatever happens to it, also by themselves."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import kinds
from notifications.models import ACCOUNT, tell
from organizations.models import User

SET_UP, REMOVED = "factor_set_up", "factor_removed"
REMOVED_BY, REMOVED_AT_THE_SERVER = "factor_removed_by", "factor_removed_at_server"
RECOVERED = "recovery_code_used"
kinds.declare(
    {
        SET_UP: gettext_noop("Your account asks for a second factor from now on."),
        REMOVED: gettext_noop("The second factor of your account was removed."),
        REMOVED_BY: gettext_noop(
            "%(by)s has removed the second factor of your account. Set up a new one."
        ),
        REMOVED_AT_THE_SERVER: gettext_noop(
            "The second factor of your account was removed at the server. Set up a new one."
        ),
        RECOVERED: gettext_noop("A recovery code opened your account. %(left)s are left."),
    }
)


def tell_about(person: User, kind: str, **params: str) -> None:
    about = uuid.UUID(int=person.pk)
    tell([person], kind=kind, params=params, subject=ACCOUNT, about=about, at=timezone.now())
