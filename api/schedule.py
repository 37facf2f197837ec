"""What the worker does for the API by the clock. Registering twice changes nothing."""

from django_q.models import Schedule

JOB = {"func": "api.idempotency.forget_old_answers", "schedule_type": Schedule.DAILY}


def register() -> None:
    """Let old answers be forgotten once a day."""
    # Two machines that start together may both register: twice is harmless, a refusal is not.
    if not Schedule.objects.filter(name="forget_old_answers").update(**JOB):
        Schedule.objects.create(name="forget_old_answers", **JOB)
