"""What the worker does for imports by the clock."""

from datetime import timedelta

from django.utils import timezone

from imports.models import Import
from jobs.schedule import daily

KEPT = timedelta(days=90)  # of rows that were not loaded nobody needs more than the file at home


def register() -> None:
    """Let old imports be forgotten once a day."""
    daily("forget_old_imports", "imports.schedule.forget_old_imports")


def forget_old_imports() -> int:
    """Throw away old files' rows; what was loaded stays in the ledger, with where it came from."""
    old = Import.objects.filter(created_at__lt=timezone.now() - KEPT)
    return sum(one.delete()[1]["imports.Import"] for one in old)
