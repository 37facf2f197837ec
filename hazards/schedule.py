"""What the worker does for the ledger by the clock. Registering twice changes nothing."""

from django_q.models import Schedule

JOB = {"func": "hazards.folding.fold", "schedule_type": Schedule.MINUTES, "minutes": 1}


def register() -> None:
    """Let what acts have appended to the running counts be folded every minute."""
    # Two machines that start together may both register: twice is harmless, a refusal is not.
    if not Schedule.objects.filter(name="fold").update(**JOB):
        Schedule.objects.create(name="fold", **JOB)
