"""The worker's heart: the beat each of its processes gives, and what a reader can tell from it."""

import logging
import os
import socket
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Count, Min
from django.utils import timezone

from jobs.kinds import LANES
from jobs.models import LEASE, Job, Schedule, Worker
from jobs.progress import Signs

BEAT, BUSY_BEAT = 5.0, 2.0  # seconds
LATE = timedelta(seconds=20)
FORGOTTEN = timedelta(hours=1)
AWAY = (OperationalError, InterfaceError)

logger = logging.getLogger(__name__)


class Heartbeat(Thread):
    """Beats on a connection of its own while the work goes on: renews the row of this process and
    its leases, and tells the supervisor that it lives."""

    def __init__(self, worker: uuid.UUID, lane: str, signs: Signs) -> None:
        super().__init__(name="heart", daemon=True)
        now = timezone.now()
        machine = socket.gethostname()[:255]
        told = {"lane": lane, "machine": machine, "pid": os.getpid(), "started_at": now}
        self.row = Worker(id=worker, beat_at=now, **told)
        self.signs, self.ended = signs, Event()
        self.job: Job | None = None

    def run(self) -> None:
        while not self.ended.is_set():
            self.signs.live()
            try:
                self.beat()
            except AWAY:  # The loop beside says so; the next beat tries again.
                connection.close()
            self.ended.wait(BUSY_BEAT if self.job else BEAT)
        connection.close()

    @transaction.atomic
    def beat(self) -> None:
        self.row.beat_at = now = timezone.now()
        self.row.save()
        lease = {"lease_until": now + LEASE}
        if job := self.job:
            mine = Job.objects.filter(pk=job.pk, worker=self.row.pk, phase=Job.Phase.RUNNING)
            mine.update(**lease, done=job.done, total=job.total)
        Schedule.objects.filter(worker=self.row.pk).update(**lease)

    def does(self, what: str, job: Job | None = None) -> None:
        """Nothing is written at once: what takes no time need not be told."""
        self.row.doing_since = timezone.now() if what else None
        self.row.doing, self.job = what, job

    def stop(self) -> None:
        self.ended.set()
        self.join(BEAT)
        Worker.objects.filter(pk=self.row.pk).delete()


def forget_the_dead() -> None:
    Worker.objects.filter(beat_at__lt=timezone.now() - FORGOTTEN).delete()


class LaneState(NamedTuple):
    """Ages are in seconds; None where there is nothing that has one."""

    lane: str
    beat_age: float | None
    doing: str
    doing_for: float | None
    waiting: int
    oldest_waiting: float | None

    @property
    def is_well(self) -> bool:
        return self.beat_age is not None and self.beat_age < LATE.total_seconds()


class State(NamedTuple):
    """The worker on all machines; `failed` counts the jobs that failed in the last 24 hours."""

    lanes: tuple[LaneState, ...]
    failed: int

    @property
    def is_well(self) -> bool:
        return all(lane.is_well for lane in self.lanes)


def state() -> State:
    """What can be said without writing. Raises DatabaseError when the database is away."""
    now = timezone.now()
    ended = Job.objects.filter(phase=Job.Phase.FAILED, ended_at__gt=now - timedelta(days=1))
    return State(tuple(lane_states(now)), ended.count())


def lane_states(now: datetime) -> Iterator[LaneState]:
    workers = list(Worker.objects.filter(beat_at__gt=now - FORGOTTEN))
    rows = Job.objects.ready(now).order_by().values_list("lane")
    queues = {lane: told for lane, *told in rows.annotate(n=Count("pk"), oldest=Min("due_at"))}
    for lane in LANES:
        here = [one for one in workers if one.lane == lane]
        waiting, oldest = queues.get(lane, (0, None))
        busy = [
            (one.doing_since, one.doing)
            for one in here
            if one.doing_since and one.beat_at > now - LATE
        ]
        since, doing = min(busy, default=(None, ""))
        beat_at = max((one.beat_at for one in here), default=None)
        yield LaneState(lane, age(now, beat_at), doing, age(now, since), waiting, age(now, oldest))


def age(now: datetime, at: datetime | None) -> float | None:
    return None if at is None else max(0.0, (now - at).total_seconds())
