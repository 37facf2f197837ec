"""The outbox: what the worker carries out of the house, tried again, sent once."""

import time
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.models import Notification

MOST_AT_ONCE = 50
MOST_ATTEMPTS = 5
# Seconds. The next round begins a minute after this one; by then nothing of it is under way.
LONGEST_ROUND = 40


def deliver() -> int:
    """Deliver what waits, oldest first; how many left the outbox."""
    delivered, end = _reached_by_the_inbox_alone(), time.monotonic() + LONGEST_ROUND
    for pk, attempts in _waiting():
        if time.monotonic() < end:
            delivered += _deliver_one(pk, attempts)
    return delivered


def _reached_by_the_inbox_alone() -> int:
    """People without an address, or who have left, or who have read it already."""
    alone = Q(recipient__email="") | Q(recipient__is_active=False) | Q(read_at__isnull=False)
    quiet = Notification.objects.undelivered().filter(alone if settings.EMAIL_HOST else Q())
    return quiet.update(delivered_at=timezone.now())


def _waiting() -> list[tuple[int, int]]:
    rows = Notification.objects.undelivered().filter(attempts__lt=MOST_ATTEMPTS)
    return list(rows.order_by("created_at").values_list("pk", "attempts")[:MOST_AT_ONCE])


def _deliver_one(pk: int, attempts: int) -> bool:
    """Whoever counts the attempt makes it. No lock is held while the mail server takes its time:
    on SQLite it would be everybody's."""
    line = Notification.objects.undelivered().filter(pk=pk)
    if not line.filter(attempts=attempts).update(attempts=attempts + 1):
        return False
    if not _mailed(line.select_related("recipient").get()):
        return False
    return bool(line.update(delivered_at=timezone.now()))


def _mailed(line: Notification) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _("Hazard ledger"), line.sentence
    try:
        send_mail(subject, body, None, [line.recipient.email])
    except (SMTPException, OSError):  # the mail server is away; the next round tries again
        return False
    return True
