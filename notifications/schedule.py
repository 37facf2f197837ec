"""What the worker does by the clock. Registering twice changes nothing."""

from django_q.models import Schedule

JOB = {
    "func": "notifications.delivery.deliver",
    "schedule_type": Schedule.MINUTES,
    "minutes": 1,
}


def register() -> None:
    """Let the outbox be emptied every minute."""
    # Two machines that start together may both register: twice is harmless, a refusal is not.
    if not Schedule.objects.filter(name="deliver").update(**JOB):
        Schedule.objects.create(name="deliver", **JOB)
