"""Removes events that have been kept long enough. Younger ones the database does not let go."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from audit import log
from audit.kinds import Kind
from audit.models import Event

DAYS_A_MONTH = 31  # the longest, so that no calendar month is cut short
AT_ONCE = 5000


def remove_old_events() -> int:
    """Remove what is older than AUDIT_MONTHS, and log how many there were; returns that number."""
    before = timezone.now() - timedelta(days=settings.AUDIT_MONTHS * DAYS_A_MONTH)
    removed = 0
    while batch := _remove_some(before):
        removed += batch
    if removed:
        told = {"events": removed, "before": before.date().isoformat()}
        log.record(Kind.EVENTS_REMOVED, details=told)
    return removed


def _remove_some(before) -> int:
    """A batch a transaction, so that nobody waits long for the lock of the whole table."""
    old = Event.objects.filter(at__lt=before).order_by("at")[:AT_ONCE]
    keys = list(old.values_list("pk", flat=True))
    if not keys:
        return 0
    marks = ", ".join(["%s"] * len(keys))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Event._meta.db_table} WHERE id IN ({marks})", keys)
    return len(keys)
