"""What the worker does by the clock."""

from typing import Any

from django_q.models import Schedule


def arrange(name: str, **job: Any) -> None:
    """Let the worker do `job`. Arranging it again changes nothing."""
    # Two machines that start together may both arrange it: twice is harmless, a refusal is not.
    if not Schedule.objects.filter(name=name).update(**job):
        Schedule.objects.create(name=name, **job)


def every_minute(name: str, func: str) -> None:
    arrange(name, func=func, schedule_type=Schedule.MINUTES, minutes=1)


def daily(name: str, func: str) -> None:
    arrange(name, func=func, schedule_type=Schedule.DAILY)


def register() -> None:
    """Let the outbox be emptied every minute."""
    every_minute("deliver", "notifications.delivery.deliver")
