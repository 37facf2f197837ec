"""By the clock: each at its time, by one process, once for all the times that were missed."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jobs import running, schedule
from jobs.kinds import LONG, QUICK
from jobs.models import Schedule
from tests.base.together import at_once

NOTHING = "tests.jobs.test_schedule.nothing"


def nothing() -> None:
    pass


def broken() -> None:
    raise ValueError("it broke")


@pytest.fixture
def each_minute(db):
    schedule.every_minute("sweep", NOTHING)


def claimed(lane=QUICK) -> Schedule | None:
    return schedule.claim(lane, uuid.uuid4())


def put_due(**ago) -> None:
    Schedule.objects.update(due_at=timezone.now() - timedelta(**ago))


def test_what_is_due_is_done_once_and_again_a_minute_later(each_minute):
    due_at = Schedule.objects.get().due_at
    running.carry_out_by_the_clock(claimed())
    assert claimed() is None
    assert Schedule.objects.get().due_at == due_at + timedelta(minutes=1)
    put_due(seconds=1)
    assert claimed() is not None


def test_while_it_is_under_way_nobody_else_begins_it(each_minute):
    put_due(hours=1)
    one = claimed()
    put_due(hours=1)
    assert claimed() is None
    schedule.end(one)
    put_due(hours=1)
    assert claimed() is not None


@pytest.mark.django_db(transaction=True)
def test_of_many_processes_one_begins_it(each_minute):
    assert len([one for one in at_once(*[claimed] * 8) if one]) == 1


def test_whoever_listed_it_as_well_but_comes_second_does_not_get_it(each_minute):
    taken = []

    def let_another_one_go_first(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and not taken:
            taken.append("now")
            taken.append(claimed())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(let_another_one_go_first):
        assert claimed() is None
    assert taken[1] is not None


def test_what_was_missed_for_a_day_is_done_once_and_keeps_its_beat(each_minute):
    put_due(hours=26, seconds=7)
    planned = Schedule.objects.get().due_at
    running.carry_out_by_the_clock(claimed())
    next_at = Schedule.objects.get().due_at
    assert claimed() is None
    assert (next_at - planned) % timedelta(minutes=1) == timedelta(0)
    assert timezone.now() < next_at <= timezone.now() + timedelta(minutes=1)


def test_a_daily_one_whose_process_died_is_begun_again_within_minutes(db):
    schedule.daily("forget", NOTHING)
    assert claimed(QUICK) is None
    one = claimed(LONG)
    Schedule.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    due_at = Schedule.objects.get().due_at
    assert due_at <= timezone.now() + schedule.AGAIN
    Schedule.objects.update(due_at=due_at - schedule.AGAIN)
    again = claimed(LONG)
    assert again == one
    schedule.end(one)  # by the process that was taken for dead
    assert Schedule.objects.get().lease_until is not None


def test_a_fault_is_in_the_log_and_the_next_time_comes(db, caplog):
    schedule.every_minute("sweep", "tests.jobs.test_schedule.broken")
    running.carry_out_by_the_clock(claimed())
    assert "“sweep” failed" in caplog.text and "ValueError: it broke" in caplog.text
    assert Schedule.objects.get().due_at > timezone.now()


def test_arranging_it_again_puts_nothing_off_and_takes_what_is_new(each_minute):
    put_due(minutes=5)
    before = Schedule.objects.get().due_at
    schedule.daily("sweep", "tests.jobs.test_schedule.broken")
    after = Schedule.objects.get()
    assert (after.due_at, after.every, after.lane) == (before, schedule.DAY, LONG)
