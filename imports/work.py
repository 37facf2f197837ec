"""What the worker does when the loading of an import is handed to it."""

from imports import loading, services
from imports.models import Import
from reports.jobs import Job, carry_out


def run(pk: str) -> None:
    """Carry out a job by its id. Running twice loads nothing twice."""
    job = Job.objects.filter(pk=pk).first()
    if job is not None:
        carry_out(job, load)


def load(job: Job) -> None:
    one = Import.objects.filter(pk=job.subject, owner=job.owner).first()
    if one is not None:
        asked = services.chosen(one, job.asked["rows"], job.asked["leave_settled"])
        loading.load(one, services.keys(asked), job.advance)
