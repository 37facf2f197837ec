"""What the worker does by the clock. Registering twice changes nothing."""

from django_q.models import Schedule


def register() -> None:
    """Let the outbox be emptied every minute."""
    Schedule.objects.update_or_create(
        name="deliver",
        defaults={
            "func": "notifications.delivery.deliver",
            "schedule_type": Schedule.MINUTES,
            "minutes": 1,
        },
    )
