"""The outbox: what the worker carries out of the house, tried again, sent once."""

import logging
import time
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.models import Notification

MOST_AT_ONCE = 50
MOST_ATTEMPTS = 5
# Seconds. The next round begins a minute after this one; by then nothing of it is under way.
LONGEST_ROUND = 40
# What is wrong with one letter; anything else is the mail server's, and concerns all of them.
REFUSED = (SMTPRecipientsRefused, SMTPDataError)

logger = logging.getLogger(__name__)


class ServerAway(Exception):
    """The mail server takes no letters now."""


def deliver() -> int:
    """Deliver what waits, oldest first; how many left the outbox."""
    delivered, end = _reached_by_the_inbox_alone(), time.monotonic() + LONGEST_ROUND
    for pk, attempts in _waiting():
        if time.monotonic() >= end:
            break
        try:
            delivered += _deliver_one(pk, attempts)
        except ServerAway as error:
            logger.warning("The mail server takes no letters; they wait: %s", error)
            break
    return delivered


def waiting() -> QuerySet[Notification]:
    """What is still tried. Beyond that many attempts the inbox alone has it."""
    return Notification.objects.undelivered().filter(attempts__lt=MOST_ATTEMPTS)


def given_up() -> QuerySet[Notification]:
    return Notification.objects.undelivered().filter(attempts__gte=MOST_ATTEMPTS)


def _reached_by_the_inbox_alone() -> int:
    """People without an address, or who have left, or who have read it already."""
    alone = Q(recipient__email="") | Q(recipient__is_active=False) | Q(read_at__isnull=False)
    quiet = Notification.objects.undelivered().filter(alone if settings.EMAIL_HOST else Q())
    return quiet.update(delivered_at=timezone.now())


def _waiting() -> list[tuple[int, int]]:
    rows = waiting().order_by("created_at")
    return list(rows.values_list("pk", "attempts")[:MOST_AT_ONCE])


def _deliver_one(pk: int, attempts: int) -> bool:
    """Whoever counts the attempt makes it; that the server was away is none. No lock is held while
    it takes its time: on SQLite it would be everybody's. Raises ServerAway."""
    line = Notification.objects.undelivered().filter(pk=pk)
    if not line.filter(attempts=attempts).update(attempts=attempts + 1):
        return False
    try:
        _mail(line.select_related("recipient").get())
    except REFUSED as error:
        logger.warning("The mail server refused a letter: %s", type(error).__name__)
        return False
    except OSError as error:  # smtplib's own errors are among them
        line.update(attempts=F("attempts") - 1)
        raise ServerAway(type(error).__name__) from error
    return bool(line.update(delivered_at=timezone.now()))


def _mail(line: Notification) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _("Hazard ledger"), line.sentence
    send_mail(subject, body, None, [line.recipient.email])
