"""Jobs: asked for inside the caller's transaction, claimed by one process, ended by it."""

import logging
import uuid
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import F, QuerySet
from django.utils import timezone

from jobs.kinds import KINDS
from jobs.models import LEASE, Job
from organizations.people import User

KEPT = timedelta(days=7)  # results are made anew when they are asked for again
MOST_ATTEMPTS = 5  # a job that takes its worker down each time is given up
LISTED = 5

logger = logging.getLogger(__name__)


def start(
    kind: str, subject: Any = "", *, by: User, file_name: str = "", asked: dict | None = None
) -> Job:
    """Leave a job to the worker, as part of the transaction this is called in. Raises KeyError for
    a kind no room has registered."""
    now = timezone.now()
    return Job.objects.create(
        kind=kind,
        lane=KINDS[kind].lane,
        subject=str(subject),
        asked=asked or {},
        owner=by,
        file_name=file_name,
        created_at=now,
        due_at=now,
    )


def claim(lane: str, worker: uuid.UUID) -> Job | None:
    """Take on the job of the lane that has waited longest. Of several processes that want it one
    gets it: the condition is asked again by the statement that takes it."""
    now = timezone.now()
    ready = Job.objects.ready(now).filter(lane=lane).order_by("due_at")
    for job in list(ready[:LISTED]):
        mine = Job.objects.ready(now).filter(pk=job.pk)
        if job.attempts >= MOST_ATTEMPTS:
            give_up(mine, job)
        elif mine.update(
            phase=Job.Phase.RUNNING,
            worker=worker,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
        ):
            job.refresh_from_db()
            return job
    return None


def give_up(mine: QuerySet[Job], job: Job) -> None:
    if mine.update(phase=Job.Phase.FAILED, lease_until=None, ended_at=timezone.now()):
        logger.error("Job %s (%s) was begun %d times in vain.", job.pk, job.kind, job.attempts)


def end(job: Job, phase: str) -> None:
    """Say how it ended, unless somebody else has it by now."""
    mine = Job.objects.filter(pk=job.pk, phase=Job.Phase.RUNNING, worker=job.worker)
    told = {"done": job.done, "total": job.total, "ended_at": timezone.now()}
    mine.update(phase=phase, lease_until=None, **told)


def hand_back(job: Job, after: timedelta = timedelta(0), *, counts: bool) -> None:
    """Let it be begun again `after` a while. An orderly end of the worker is no attempt."""
    mine = Job.objects.filter(pk=job.pk, phase=Job.Phase.RUNNING, worker=job.worker)
    mine.update(
        phase=Job.Phase.WAITING,
        lease_until=None,
        due_at=timezone.now() + after,
        attempts=F("attempts") - (0 if counts else 1),
    )


def forget_old_results() -> int:
    """Throw away what nobody comes back for; how many there were."""
    old = Job.objects.filter(created_at__lt=timezone.now() - KEPT)
    for job in old:
        default_storage.delete(job.result)
    return old.delete()[0]
