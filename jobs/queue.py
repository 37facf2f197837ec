"""Jobs: asked for inside the caller's transaction, claimed by one process, ended by it."""

import logging
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import F, Max, Min, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from jobs.kinds import KINDS
from jobs.models import LEASE, Job, posts_of
from organizations.people import User

KEPT = timedelta(days=7)  # results are made anew when they are asked for again
MOST_ATTEMPTS = 5  # a job that takes its worker down each time is given up
LISTED = 5
NEVER = datetime.min.replace(tzinfo=UTC)

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


def start_or_join(kind: str, subject: Any = "", *, by: User, **told: Any) -> Job:
    """The same job of this person that nobody has begun yet, or a new one: whoever asks again for a
    file that waits to be made gets that file, and the queue does not grow. Raises as `start`."""
    same = Job.objects.waiting().filter(kind=kind, subject=str(subject), owner=by, attempts=0)
    joined = same.filter(**told).order_by("created_at").first()
    return joined or start(kind, subject, by=by, **told)


def claim(lane: str, worker: uuid.UUID) -> Job | None:
    """Take on the next job of the lane. Of several processes that want it one gets it: the
    condition is asked again by the statement that takes it."""
    now = timezone.now()
    for job in upcoming(lane, now):
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


def upcoming(lane: str, now: datetime) -> Iterator[Job]:
    """What can be begun, a job of each person first: whoever was served longest ago, then whose job
    has waited longest. One person with a hundred jobs keeps nobody waiting for more than one."""
    ready = Job.objects.ready(now).filter(lane=lane)
    waiting = dict(ready.order_by().values_list("owner").annotate(since=Min("due_at")))
    if not waiting:
        return
    begun = Job.objects.filter(lane=lane, owner__in=waiting, attempts__gt=0).order_by()
    served_at = Max(Coalesce("ended_at", "lease_until"))
    served = dict(begun.values_list("owner").annotate(at=served_at))
    turns = sorted(waiting, key=lambda one: (served.get(one) or NEVER, waiting[one]))
    for owner in turns[:LISTED]:
        yield from ready.filter(owner=owner).order_by("due_at")[:LISTED]


def give_up(mine: QuerySet[Job], job: Job) -> None:
    if mine.update(phase=Job.Phase.FAILED, lease_until=None, ended_at=timezone.now()):
        logger.error("Job %s (%s) was begun %d times in vain.", job.pk, job.kind, job.attempts)


def begin(job: Job) -> None:
    """Remember under which roles of its owner the work is done."""
    job.posts = posts_of(job.owner)
    Job.objects.filter(pk=job.pk, worker=job.worker).update(posts=job.posts)


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
