"""What the worker does for workbooks of the district by the clock."""

from datetime import timedelta

from django.utils import timezone

from district.models import Workbook
from jobs.schedule import daily

KEPT = timedelta(days=7)  # whoever needs it longer has the file


def register() -> None:
    """Let old workbooks be forgotten once a day."""
    daily("forget_old_workbooks", "district.schedule.forget_old_workbooks")


def forget_old_workbooks() -> int:
    """Throw away what was read of them, with names and phones; what was loaded stays."""
    return Workbook.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]
