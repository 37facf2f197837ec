"""What the jobs of these tests do; each writes a line to the file it was asked to."""

import os
import time

from jobs.models import Job
from organizations.models import User


def nothing(job: Job) -> None:
    pass


def note(job: Job, word: str) -> None:
    with open(job.asked["into"], "a") as file:
        file.write(f"{word} {job.subject} {os.getpid()} {job.attempts}\n")


def quick(job: Job) -> None:
    note(job, "done")


def stuck_at_first(job: Job) -> None:
    """Hangs when it is begun for the first time."""
    note(job, "begun")
    if job.attempts == 1:
        time.sleep(600)
    note(job, "done")


def step_by_step(job: Job) -> None:
    """Takes many small steps when it is begun for the first time, one afterwards."""
    note(job, "begun")
    for done in range(6000 if job.attempts == 1 and not job.total else 1):
        job.advance(done, 6000)
        time.sleep(0.05)
    note(job, "done")


def read_step_by_step(job: Job) -> None:
    """Reads row by row and says how far it is, while its rows are still being read."""
    note(job, "begun")
    for done, _user in enumerate(User.objects.order_by("pk").iterator(chunk_size=1)):
        job.advance(done, 0)
        time.sleep(0.2)
    note(job, "done")


def by_the_clock() -> None:
    pass
