"""What the worker does for the reports by the clock. Registering twice changes nothing."""

from django_q.models import Schedule

JOB = {"func": "reports.jobs.forget_old_results", "schedule_type": Schedule.DAILY}


def register() -> None:
    """Let old results be forgotten once a day."""
    # Two machines that start together may both register: twice is harmless, a refusal is not.
    if not Schedule.objects.filter(name="forget_old_results").update(**JOB):
        Schedule.objects.create(name="forget_old_results", **JOB)
