"""Clocks of a hazard, counted in the days of the district's own time zone."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from workflow.states import Severity

USUAL_DAYS = {Severity.GENERAL: 15, Severity.MAJOR: 30}  # a proposal, to be changed at will
SOON = 3  # days: 「即将到期」
HELD_DAYS = 30  # a closure that outlives these has held (handbook, section 3)


def usual_deadline(severity: str) -> date:
    """The day proposed for a repair that is asked for today."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS[Severity(severity)])


def days_left(due_on: date | None, today: date) -> int | None:
    """Days until the deadline; 0 on its last day, negative once it has passed."""
    return None if due_on is None else (due_on - today).days


def is_overdue(due_on: date | None, today: date) -> bool:
    return due_on is not None and due_on < today


def is_soon(due_on: date | None, today: date) -> bool:
    left = days_left(due_on, today)
    return left is not None and 0 <= left <= SOON


def midnight(day: date) -> datetime:
    """The first moment of a day in the district's own time zone, whoever asks."""
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def day_of(at: datetime) -> date:
    """The day a moment belongs to in the district's own time zone, whoever asks."""
    return timezone.localdate(at)
