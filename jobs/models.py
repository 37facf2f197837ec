"""The queue as tables: jobs somebody asked for, what is done by the clock, and who works on it.

A process that takes something on holds a lease on it, and renews it for as long as it lives. When
the lease has run out, the process is taken for dead and somebody else may begin again.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jobs import progress
from jobs.kinds import LONG
from organizations import scope
from organizations.people import Person

LEASE = timedelta(seconds=30)


def posts_of(person: Person) -> list[tuple[str, int]]:
    """Each role with the unit it is held at."""
    return [(str(post.role), post.unit_id) for post in scope.posts(person)]


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, user: Person) -> "JobQuerySet":
        """One's own; those of others are not there."""
        return self.filter(owner=user.pk)

    def files_of(self, user: Person) -> "JobQuerySet":
        """Finished ones whose file is handed to this person still."""
        finished, held = self.of(user).filter(phase=Job.Phase.FINISHED), posts_of(user)
        return self.filter(pk__in=[job.pk for job in finished if job.is_under(held)])

    def waiting(self) -> "JobQuerySet":
        return self.filter(phase=Job.Phase.WAITING)

    def ready(self, at: datetime) -> "JobQuerySet":
        """What can be begun: what waits, and what has lost whoever had begun it."""
        waits = Q(phase=Job.Phase.WAITING, due_at__lte=at)
        return self.filter(waits | Q(phase=Job.Phase.RUNNING, lease_until__lt=at))


class Job(models.Model):
    """`subject` is the key of what it is about, `asked` what else the worker must know; `done` of
    `total` steps are behind it. `attempts` says how often it was begun."""

    class Phase(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("job", "Waiting")
        RUNNING = "running", _("In progress")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=24)
    lane = models.CharField(max_length=8, default=LONG)
    subject = models.CharField(max_length=40)
    asked = models.JSONField(default=dict)
    # Of its owner when the work was begun; null until then, and in what earlier versions made.
    posts = models.JSONField(null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["lane", "due_at"],
                condition=Q(phase__in=("waiting", "running")),
                name="jobs_to_do",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def result(self) -> str:
        """Where the storage keeps what came out."""
        return f"jobs/{self.pk.hex}"

    @property
    def is_still_theirs(self) -> bool:
        """Whether its owner holds every role yet under which it was made: what a person saw as an
        officer is not handed out to them when they are one no more."""
        return self.is_under(posts_of(self.owner))

    def is_under(self, held: Iterable[tuple[str, int]]) -> bool:
        """Whether these are all the roles it was made under, or more."""
        return set(map(tuple, self.posts or ())) <= set(held)

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.phase in (Job.Phase.FINISHED, Job.Phase.FAILED)

    def advance(self, done: int, total: int) -> None:
        """Say how far it has come, for whoever watches, and that it is not hung. Raises
        `progress.Stopping` when the worker has been asked to end."""
        self.done, self.total = done, total
        if not progress.is_written_by_the_heart():
            self.save(update_fields=["done", "total"])
        progress.step()


class Schedule(models.Model):
    """Something done by the clock, every `every` seconds; `run` is the dotted name of a function
    without arguments."""

    name = models.CharField(primary_key=True, max_length=60)
    run = models.CharField(max_length=200)
    lane = models.CharField(max_length=8)
    every = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    worker = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """One process of a worker, for as long as it lives; `doing` is a kind of job or the name of
    something done by the clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lane = models.CharField(max_length=8)
    machine = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)
    doing = models.CharField(max_length=60, blank=True)
    doing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["lane", "started_at"]

    def __str__(self) -> str:
        return f"{self.lane} {self.machine} {self.pid}"
