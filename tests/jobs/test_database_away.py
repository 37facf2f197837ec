"""The database goes away while a process of the worker is at something: nothing stays undone."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from jobs import kinds, lane, queue, running, schedule
from jobs.kinds import LONG, QUICK
from jobs.lane import Lane
from jobs.models import Job, Schedule
from jobs.progress import Process, Signs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(lane, "POLL", 0.0)
    monkeypatch.setattr(Process, "signs", None)
    for room in (kinds, queue, running):
        monkeypatch.setattr(room, "KINDS", dict(kinds.KINDS))
    queue.KINDS["count"] = running.KINDS["count"] = kinds.Kind("tests.jobs.work.nothing", LONG)


@contextmanager
def away_for(table: str):
    """The database takes no change of this table, as if it had gone before that statement."""

    def answer(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and table in sql and went["away"]:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    went = {"away": False}
    with connection.execute_wrapper(answer):
        yield went


def lane_of(name: str) -> Lane:
    return Lane(name, Signs(), uuid.uuid4(), None)


def test_a_job_whose_end_could_not_be_written_is_begun_again(cast, monkeypatch):
    job, one = queue.start("count", by=cast.auditor), lane_of(LONG)
    with away_for("jobs_job") as went:
        monkeypatch.setattr("tests.jobs.work.nothing", lambda _job: went.update(away=True))
        one.turn()
        went.update(away=False)
    assert Job.objects.get(pk=job.pk).phase == Job.Phase.RUNNING
    one.heartbeat.beat()
    monkeypatch.setattr("tests.jobs.work.nothing", lambda _job: None)
    one.turn()
    assert Job.objects.get(pk=job.pk).phase == Job.Phase.FINISHED


def test_what_is_done_by_the_clock_goes_on_when_its_end_could_not_be_written(db, monkeypatch):
    Schedule.objects.all().delete()
    schedule.every_minute("count", "tests.jobs.work.by_the_clock")
    one = lane_of(QUICK)
    with away_for("jobs_schedule") as went:
        monkeypatch.setattr("tests.jobs.work.by_the_clock", lambda: went.update(away=True))
        one.turn()
        went.update(away=False)
    one.heartbeat.beat()
    one.turn()
    left = Schedule.objects.get()
    assert left.lease_until is None
    assert left.due_at <= timezone.now() + timedelta(minutes=1)
