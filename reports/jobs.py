"""Long work for the worker: a row that says how far it has come and where its result is.

Jobs carry ids only and may run twice; the second run does the same again.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_q.tasks import async_task

KEPT = timedelta(days=7)  # results are made anew when they are asked for again


class Job(models.Model):
    """`subject` is the key of what it is about, `asked` what else the worker must know; `done` of
    `total` steps are behind it."""

    class Phase(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("job", "Waiting")
        RUNNING = "running", _("In progress")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=40)
    asked = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def result(self) -> str:
        """Where the storage keeps what came out."""
        return f"jobs/{self.pk.hex}"

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    def advance(self, done: int, total: int) -> None:
        """Say how far it has come, for whoever watches."""
        self.done, self.total = done, total
        self.save(update_fields=["done", "total"])


RUN = "reports.work.run"


def start(
    kind: str, subject="", *, by, file_name: str = "", asked: dict | None = None, run: str = RUN
) -> Job:
    """Hand a job to the worker once the transaction is through. `run` is the dotted name of what
    carries it out: a higher room names its own, and is not imported from here."""
    job = Job.objects.create(
        kind=kind,
        subject=str(subject),
        asked=asked or {},
        owner=by,
        file_name=file_name,
        created_at=timezone.now(),
    )
    transaction.on_commit(lambda: async_task(run, str(job.pk)))
    return job


def carry_out(job: Job, work: Callable[[Job], None]) -> None:
    """Run `work` and leave the row saying how it ended; a failure is also the worker's to log."""
    job.phase = Job.Phase.RUNNING
    job.save(update_fields=["phase"])
    ended = Job.Phase.FAILED
    try:
        work(job)
        ended = Job.Phase.FINISHED
    finally:
        job.phase = ended
        job.save(update_fields=["phase"])


def forget_old_results() -> int:
    """Throw away what nobody comes back for; how many there were."""
    old = Job.objects.filter(created_at__lt=timezone.now() - KEPT)
    for job in old:
        default_storage.delete(job.result)
    return old.delete()[0]
