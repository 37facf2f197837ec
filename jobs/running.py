"""One thing the worker does, from its beginning to the line that says how it ended."""

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

from jobs import queue, schedule
from jobs.kinds import KINDS, get_ready
from jobs.models import Job, Schedule
from jobs.progress import Stopping

# The database, the photo store or the disk: away now, and perhaps back in a while.
PASSING = (OperationalError, InterfaceError, OSError)
FIRST_PAUSE = timedelta(seconds=15)

logger = logging.getLogger(__name__)


def carry_out(job: Job) -> None:
    """Do the work of a claimed job. Raises only when the database does not take what came of it,
    and Stopping."""
    try:
        get_ready()
        queue.begin(job)
        KINDS[job.kind].load()(job)
    except Stopping:
        queue.hand_back(job, counts=False)
        raise
    except PASSING:
        logger.exception("Job %s (%s) broke off.", job.pk, job.kind)
        try_again(job)
    except Exception:  # Nobody above could say it better than the row and the log.
        logger.exception("Job %s (%s) failed.", job.pk, job.kind)
        queue.end(job, Job.Phase.FAILED)
    else:
        queue.end(job, Job.Phase.FINISHED)


def try_again(job: Job) -> None:
    if job.attempts >= queue.MOST_ATTEMPTS:
        queue.end(job, Job.Phase.FAILED)
    else:
        queue.hand_back(job, after=FIRST_PAUSE * 2 ** (job.attempts - 1), counts=True)


def carry_out_by_the_clock(one: Schedule) -> None:
    """Do what is due. Whatever becomes of it, it is done again at its next time."""
    try:
        get_ready()
        import_string(one.run)()
    except Exception:  # The next round tries again; the log says that this one failed.
        logger.exception("“%s” failed.", one.name)
    schedule.end(one)
