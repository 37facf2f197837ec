"""When the ledger was last backed up, told by whatever backs it up."""

from datetime import datetime, timedelta

from django.utils import timezone

from installation.models import Backup

FRESH = timedelta(days=8)  # a weekly backup with a day's grace


def backup_taken(at: datetime, what: str) -> None:
    """A backup was finished and verified at `at`; `what` says where, in 200 characters."""
    Backup.objects.create(at=at, what=what[:200])


def last_backup() -> Backup | None:
    return Backup.objects.order_by("-at", "-pk").first()


def is_fresh(backup: Backup | None) -> bool:
    return backup is not None and timezone.now() - backup.at <= FRESH
