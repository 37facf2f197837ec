"""What the worker does for imports by the clock. Registering twice changes nothing."""

from datetime import timedelta

from django.utils import timezone
from django_q.models import Schedule

from imports.models import Import

KEPT = timedelta(days=90)  # of rows that were not loaded nobody needs more than the file at home
JOB = {"func": "imports.schedule.forget_old_imports", "schedule_type": Schedule.DAILY}


def register() -> None:
    """Let old imports be forgotten once a day."""
    # Two machines that start together may both register: twice is harmless, a refusal is not.
    if not Schedule.objects.filter(name="forget_old_imports").update(**JOB):
        Schedule.objects.create(name="forget_old_imports", **JOB)


def forget_old_imports() -> int:
    """Throw away old files' rows; what was loaded stays in the ledger, with where it came from."""
    old = Import.objects.filter(created_at__lt=timezone.now() - KEPT)
    return sum(one.delete()[1]["imports.Import"] for one in old)
