"""What the worker does by the clock: each at its time, and by one process at a time."""

import uuid
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from jobs.kinds import LONG, QUICK
from jobs.models import LEASE, Schedule

MINUTE, DAY = 60, 24 * 3600  # seconds
AGAIN = timedelta(minutes=10)


def register() -> None:
    """Let old results be forgotten once a day."""
    daily("forget_old_results", "jobs.queue.forget_old_results")


def every_minute(name: str, run: str) -> None:
    """Let the function with the dotted name `run` be called each minute, by the quick lane."""
    arrange(name, run, QUICK, MINUTE)


def daily(name: str, run: str) -> None:
    """Let the function with the dotted name `run` be called once a day, by the long lane."""
    arrange(name, run, LONG, DAY)


def arrange(name: str, run: str, lane: str, every: int) -> None:
    """Arranging it again puts nothing off; of two machines that start together one arranges it."""
    told = {"run": run, "lane": lane, "every": every}
    if not Schedule.objects.filter(name=name).update(**told):
        new = Schedule(name=name, due_at=timezone.now(), **told)
        Schedule.objects.bulk_create([new], ignore_conflicts=True)


def claim(lane: str, worker: uuid.UUID) -> Schedule | None:
    """Take on what is due in the lane, as it was planned. What was missed while nobody worked is
    done once; what is broken off by the end of its worker is begun again, but not at once."""
    now = timezone.now()
    is_free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Schedule.objects.filter(is_free, lane=lane, due_at__lte=now)
    for one in list(due.order_by("due_at")):
        again = now + min(timedelta(seconds=one.every), AGAIN)
        mine = due.filter(pk=one.pk, due_at=one.due_at)
        if mine.update(worker=worker, lease_until=now + LEASE, due_at=again):
            one.worker = worker
            return one
    return None


def end(one: Schedule) -> None:
    """Plan the next time of its own beat that is still to come."""
    now, every = timezone.now(), timedelta(seconds=one.every)
    next_at = one.due_at + every * ((now - one.due_at) // every + 1)
    mine = Schedule.objects.filter(pk=one.pk, worker=one.worker)
    mine.update(lease_until=None, worker=None, due_at=next_at, ended_at=now)


def hand_back(worker: uuid.UUID) -> None:
    """What a process that is gone had begun is free again."""
    Schedule.objects.filter(worker=worker).update(lease_until=None, worker=None)
