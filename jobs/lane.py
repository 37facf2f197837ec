"""What one process of the worker does: looks what is due in its lane, and does it."""

import logging
import os
import signal
import time
import uuid
from pathlib import Path

from django.db import connection, connections

from jobs import heartbeat, queue, running, schedule
from jobs.heartbeat import AWAY, Heartbeat
from jobs.models import Job, Worker
from jobs.progress import Process, Signs, Stopping

POLL = 1.0  # seconds without anything to do
MOST_TURNS = 1000  # things done, after which the process is renewed
MOST_GROWTH = 16 * 1024 * 1024  # bytes; a process that grew by more gives them back by ending
MEMORY = Path("/proc/self/statm")

logger = logging.getLogger(__name__)


class Lane:
    """A process of the worker. `predecessor` is the one of the same lane that ended before it:
    what that one had begun is begun again at once."""

    def __init__(self, name: str, signs: Signs, worker: uuid.UUID, predecessor: uuid.UUID | None):
        self.name, self.signs, self.worker = name, signs, worker
        self.predecessor, self.has_broken_off = predecessor, False
        self.heartbeat = Heartbeat(worker, name, signs)
        self.turns, self.began_with = 0, resident()

    def work(self) -> None:
        """Returns when the worker ends, or when this process should be renewed."""
        Process.signs = self.signs
        signal.signal(signal.SIGTERM, stop)
        self.heartbeat.start()
        try:
            while not Process.is_stopping and not self.is_worn():
                self.turn()
        except Stopping:
            logger.info("Stopped in the middle; what was begun is begun again.")
        finally:
            self.end()

    def turn(self) -> None:
        self.signs.move()
        try:
            self.take_over()
            has_worked = self.by_the_clock() or self.a_job()
        except AWAY as error:
            logger.warning("The database does not answer: %s", str(error).strip())
            self.break_off()
            has_worked = False
        if not has_worked:
            pause()

    def break_off(self) -> None:
        """How what it was at ended could not be written down. The heart must not keep that for
        this process: nobody would ever begin it again."""
        connections.close_all()
        self.does("")
        self.has_broken_off = True

    def take_over(self) -> None:
        if self.has_broken_off:
            give_back(self.worker)
            self.has_broken_off = False
        if self.predecessor is not None:
            release(self.predecessor)
            heartbeat.forget_the_dead()
            self.predecessor = None

    def by_the_clock(self) -> bool:
        due = schedule.claim(self.name, self.worker)
        if due is None:
            return False
        self.does(due.name)
        running.carry_out_by_the_clock(due)
        self.does("")
        return True

    def a_job(self) -> bool:
        job = queue.claim(self.name, self.worker)
        if job is None:
            return False
        self.does(job.kind, job)
        running.carry_out(job)
        self.does("")
        return True

    def does(self, what: str, job: Job | None = None) -> None:
        self.turns += bool(what)
        self.heartbeat.does(what, job)

    def is_worn(self) -> bool:
        return self.turns >= MOST_TURNS or resident() > self.began_with + MOST_GROWTH

    def end(self) -> None:
        try:
            self.heartbeat.stop()
        except AWAY:  # Its row grows old, which says as much.
            connection.close()


def release(worker: uuid.UUID) -> None:
    """What a process had begun that is gone is free again, and its row with it."""
    give_back(worker)
    Worker.objects.filter(pk=worker).delete()


def give_back(worker: uuid.UUID) -> None:
    lost = Job.objects.filter(phase=Job.Phase.RUNNING, worker=worker)
    for job in lost:
        queue.hand_back(job, counts=True)
    schedule.hand_back(worker)


def stop(_signal: int, _frame: object) -> None:
    Process.is_stopping = True


def pause() -> None:
    """Cut short when the worker is asked to end."""
    until = time.monotonic() + POLL
    while not Process.is_stopping and time.monotonic() < until:
        time.sleep(0.1)


def resident() -> int:
    """Bytes of memory this process holds; 0 where the system does not say."""
    if not MEMORY.exists():
        return 0
    return int(MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
