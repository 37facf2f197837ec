"""The worker's state, as it is told to whoever asks."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import heartbeat, lane, queue, schedule
from jobs.heartbeat import Heartbeat, LaneState
from jobs.kinds import LONG, QUICK
from jobs.models import Job, Schedule, Worker
from jobs.progress import Signs


def hearts(*lanes) -> list[Heartbeat]:
    found = [Heartbeat(uuid.uuid4(), lane, Signs()) for lane in lanes]
    for heart in found:
        heart.beat()
    return found


def told(lane: str) -> LaneState:
    return next(one for one in heartbeat.state().lanes if one.lane == lane)


def ago(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def test_where_nobody_has_ever_worked_nothing_is_well(db):
    state = heartbeat.state()
    assert not state.is_well
    assert [lane.beat_age for lane in state.lanes] == [None, None]


def test_it_is_well_when_each_lane_beats(db):
    (quick,) = hearts(QUICK)
    assert not heartbeat.state().is_well
    hearts(LONG)
    assert heartbeat.state().is_well
    Worker.objects.filter(pk=quick.row.pk).update(beat_at=ago(21))
    assert not heartbeat.state().is_well
    assert not told(QUICK).is_well and told(LONG).is_well
    assert 20 < told(QUICK).beat_age < 30


def test_another_machines_worker_keeps_a_lane_well(db):
    first, _second, _long = hearts(QUICK, QUICK, LONG)
    Worker.objects.filter(pk=first.row.pk).update(beat_at=ago(600))
    assert heartbeat.state().is_well


def test_it_says_what_is_done_and_since_when(db):
    quick, _long = hearts(QUICK, LONG)
    assert (told(QUICK).doing, told(QUICK).doing_for) == ("", None)
    quick.does("fold")
    quick.row.doing_since = ago(7)
    quick.beat()
    assert told(QUICK).doing == "fold" and 7 <= told(QUICK).doing_for < 17
    quick.does("")
    quick.beat()
    assert told(QUICK).doing == ""


def test_it_says_how_many_wait_and_how_long_the_oldest_does(cast):
    for _ in range(3):
        queue.start("ledger", by=cast.auditor)
    Job.objects.filter(pk=Job.objects.all()[0].pk).update(due_at=ago(90))
    later = Job.objects.all()[1]
    Job.objects.filter(pk=later.pk).update(due_at=timezone.now() + timedelta(minutes=1))
    assert told(LONG).waiting == 2 and 90 <= told(LONG).oldest_waiting < 100
    assert (told(QUICK).waiting, told(QUICK).oldest_waiting) == (0, None)


def test_it_counts_what_failed_within_a_day(cast):
    for hours in (1, 23, 25):
        job = queue.start("ledger", by=cast.auditor)
        Job.objects.filter(pk=job.pk).update(phase=Job.Phase.FAILED, ended_at=ago(hours * 3600))
    assert heartbeat.state().failed == 2


def test_asking_costs_three_questions_and_writes_nothing(db, django_assert_num_queries):
    hearts(QUICK, LONG)
    with django_assert_num_queries(3) as asked:
        heartbeat.state()
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


@pytest.fixture
def under_way(cast):
    """A process that is at a job, and at something by the clock."""
    (heart,) = hearts(LONG)
    schedule.daily("forget", "tests.jobs.work.nothing")
    queue.start("ledger", by=cast.auditor)
    heart.does("ledger", queue.claim(LONG, heart.row.pk))
    schedule.claim(LONG, heart.row.pk)
    return heart


def test_a_beat_renews_the_leases_of_its_process_alone(under_way):
    for model in (Job, Schedule):
        model.objects.update(lease_until=ago(1))
    hearts(LONG)
    assert Job.objects.get().lease_until < timezone.now()
    under_way.beat()
    for model in (Job, Schedule):
        assert model.objects.get().lease_until > timezone.now()


def test_what_a_dead_process_had_begun_is_free_at_once_for_its_successor(under_way):
    lane.release(under_way.row.pk)
    assert Job.objects.get().phase == Job.Phase.WAITING
    assert queue.claim(LONG, uuid.uuid4()).attempts == 2
    assert Schedule.objects.get().lease_until is None
    assert not Worker.objects.exists()


def test_the_dead_are_forgotten_after_an_hour(db):
    old, _young = hearts(QUICK, QUICK)
    Worker.objects.filter(pk=old.row.pk).update(beat_at=ago(3700))
    heartbeat.forget_the_dead()
    assert Worker.objects.count() == 1
