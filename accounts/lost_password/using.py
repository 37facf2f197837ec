"""Uses a mailed link: once, for a password of one's own. The second factor stays, and is asked for
at the log-in: a mailbox alone opens nothing that has one."""

import uuid

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.lost_password import letters
from accounts.models import PasswordLetter
from audit import log
from audit.kinds import Kind
from notifications import kinds
from notifications.models import ACCOUNT, tell
from organizations.models import User

CHOSEN = "password_by_mail"
kinds.declare({CHOSEN: gettext_noop("Your account got a new password by a link sent by mail.")})


class NotValid(Exception):
    """Wrong, used, ended or run out: nobody is told which."""


def opened(secret: str) -> PasswordLetter | None:
    """What a link opens, if it does now."""
    return by_digest(letters.digest(secret))


def by_digest(digest: str) -> PasswordLetter | None:
    since = timezone.now() - letters.GOOD_FOR
    alive = PasswordLetter.objects.filter(digest=digest, person__is_active=True)
    one = alive.filter(asked_at__gt=since - letters.GOOD_FOR).select_related("person").first()
    if one is None or one.person is None or one.person.email != one.address:
        return None
    return one if (one.sent_at or timezone.now()) > since else None


@transaction.atomic
def use(digest: str, password: str, *, request: HttpRequest | None = None) -> User:
    """Set the password, which was checked (`accounts.validators`). With it every session, token,
    calendar address, slip and mailed link of the person ends; they are told, and get a letter.

    Raises NotValid. Of two who use one link at once, one does.
    """
    whose = PasswordLetter.objects.filter(digest=digest).values("person")
    person = User.objects.select_for_update().filter(pk__in=whose).first()
    if person is None or by_digest(digest) is None:
        raise NotValid
    person.set_password(password)
    person.save(update_fields=["password", "password_changed_at", "must_change_password"])
    PasswordLetter.objects.filter(person=person).delete()
    log.record(Kind.PASSWORD_BY_MAIL, request=request, by=person, about=person)
    about = uuid.UUID(int=person.pk)
    tell([person], kind=CHOSEN, params={}, subject=ACCOUNT, about=about, at=timezone.now())
    return person
