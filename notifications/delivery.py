"""The outbox: what the worker carries out of the house, tried again, sent once."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.models import Notification

MOST_AT_ONCE = 50
MOST_ATTEMPTS = 5


def deliver() -> int:
    """Deliver what waits, oldest first; how many left the outbox. Two workers never share a row."""
    delivered = 0
    for pk in _waiting():
        delivered += _deliver_one(pk)
    return delivered


def _waiting() -> list[int]:
    rows = Notification.objects.undelivered().filter(attempts__lt=MOST_ATTEMPTS)
    return list(rows.order_by("created_at").values_list("pk", flat=True)[:MOST_AT_ONCE])


@transaction.atomic
def _deliver_one(pk: int) -> bool:
    waiting = Notification.objects.undelivered().select_related("recipient")
    line = waiting.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if line is None:
        return False
    line.attempts += 1
    if _carried(line):
        line.delivered_at = timezone.now()
    line.save(update_fields=["attempts", "delivered_at"])
    return line.delivered_at is not None


def _carried(line: Notification) -> bool:
    """People without an address, or who have read it already, are reached by the inbox alone."""
    if line.read_at or not line.recipient.email or not settings.EMAIL_HOST:
        return True
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _("Hazard ledger"), line.sentence
    try:
        send_mail(subject, body, None, [line.recipient.email])
    except (SMTPException, OSError):  # the mail server is away; the next round tries again
        return False
    return True
