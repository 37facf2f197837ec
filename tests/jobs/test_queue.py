"""The queue: asked for in the caller's transaction, claimed by one, begun again when it is lost."""

import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from jobs import kinds, queue, running
from jobs.kinds import LONG, QUICK
from jobs.models import LEASE, Job
from jobs.progress import Process, Stopping
from tests.base.together import at_once


@pytest.fixture(autouse=True)
def kinds_of_work(monkeypatch):
    """A kind whose work is a function of the test."""
    monkeypatch.setattr(kinds, "KINDS", dict(kinds.KINDS))
    monkeypatch.setattr(queue, "KINDS", kinds.KINDS)
    monkeypatch.setattr(running, "KINDS", kinds.KINDS)
    kinds.register("letter", "tests.jobs.work.nothing", lane=QUICK)
    kinds.register("count", "tests.jobs.work.nothing")


@pytest.fixture
def does(monkeypatch):
    """`does(work)` lets a job of the kind `count` do that."""

    def does(work):
        monkeypatch.setattr("tests.jobs.work.nothing", work)

    return does


def begun(cast, **told) -> Job:
    queue.start("count", by=cast.auditor, **told)
    return queue.claim(LONG, uuid.uuid4())


def lose(job: Job) -> None:
    """Its process has died some time ago."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


class ChangedMindError(Exception):
    pass


def test_a_job_is_part_of_the_transaction_that_asks_for_it(cast):
    with pytest.raises(ChangedMindError), transaction.atomic():
        queue.start("count", by=cast.auditor)
        raise ChangedMindError
    assert queue.claim(LONG, uuid.uuid4()) is None


def test_a_kind_nobody_carries_out_is_refused(cast):
    with pytest.raises(KeyError):
        queue.start("juggle", by=cast.auditor)


def test_a_lane_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="scenic"):
        kinds.register("count", "tests.jobs.work.nothing", lane="scenic")


def test_each_lane_takes_its_own_the_oldest_first(cast):
    first, letter, second = (
        queue.start(kind, by=cast.auditor) for kind in ("count", "letter", "count")
    )
    me = uuid.uuid4()
    assert [queue.claim(LONG, me), queue.claim(LONG, me)] == [first, second]
    assert queue.claim(LONG, me) is None
    assert queue.claim(QUICK, me) == letter


@pytest.mark.django_db(transaction=True)
def test_of_many_processes_one_gets_a_job(cast):
    for _ in range(3):
        queue.start("count", by=cast.auditor)
    claims = [lambda: queue.claim(LONG, uuid.uuid4()) for _ in range(8)]
    claimed = [job.pk for job in at_once(*claims) if job]
    assert len(claimed) == len(set(claimed)) > 0
    assert set(Job.objects.values_list("attempts", flat=True)) <= {0, 1}


def test_whoever_listed_a_job_as_well_but_comes_second_does_not_get_it(cast):
    queue.start("count", by=cast.auditor)
    taken = []

    def let_another_one_go_first(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and not taken:
            taken.append("now")
            taken.append(queue.claim(LONG, uuid.uuid4()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(let_another_one_go_first):
        assert queue.claim(LONG, uuid.uuid4()) is None
    assert taken[1] is not None


def test_a_job_under_way_is_nobody_elses_until_its_lease_has_run_out(cast):
    job = begun(cast)
    assert timezone.now() < job.lease_until <= timezone.now() + LEASE
    assert queue.claim(LONG, uuid.uuid4()) is None
    lose(job)
    again = queue.claim(LONG, uuid.uuid4())
    assert again == job and again.worker != job.worker
    assert (job.attempts, again.attempts) == (1, 2)


def test_whoever_has_lost_a_job_does_not_say_how_it_ended(cast):
    job = begun(cast)
    lose(job)
    again = queue.claim(LONG, uuid.uuid4())
    queue.end(job, Job.Phase.FAILED)
    assert fresh(job).phase == Job.Phase.RUNNING
    queue.end(again, Job.Phase.FINISHED)
    assert fresh(job).phase == Job.Phase.FINISHED
    assert fresh(job).ended_at is not None and fresh(job).lease_until is None


def test_a_job_that_takes_its_process_down_each_time_is_given_up_for_all_to_see(cast):
    begun(cast)
    for _ in range(queue.MOST_ATTEMPTS):
        lose(Job.objects.get())
        queue.claim(LONG, uuid.uuid4())
    job = Job.objects.get()
    assert (job.phase, job.attempts) == (Job.Phase.FAILED, queue.MOST_ATTEMPTS)
    assert queue.claim(LONG, uuid.uuid4()) is None


def test_work_that_is_done_leaves_a_finished_job(cast, does):
    does(lambda job: job.advance(2, 2))
    job = begun(cast)
    running.carry_out(job)
    assert (fresh(job).phase, fresh(job).percent) == (Job.Phase.FINISHED, 100)


def test_work_that_fails_leaves_a_failed_job_and_a_traceback_in_the_log(cast, does, caplog):
    does(lambda job: {}["nothing there"])
    job = begun(cast)
    running.carry_out(job)
    assert fresh(job).phase == Job.Phase.FAILED
    assert str(job.pk) in caplog.text and "KeyError: 'nothing there'" in caplog.text


@pytest.mark.parametrize("fault", [OperationalError("away"), OSError(28, "No space left")])
def test_what_may_pass_is_tried_again_after_a_pause_that_grows(cast, does, fault):
    def broken(job):
        raise fault

    does(broken)
    pauses = []
    queue.start("count", by=cast.auditor)
    for _ in range(queue.MOST_ATTEMPTS):
        assert fresh(Job.objects.get()).phase == Job.Phase.WAITING
        Job.objects.update(due_at=timezone.now())
        job, at = queue.claim(LONG, uuid.uuid4()), timezone.now()
        running.carry_out(job)
        pauses.append(round((fresh(job).due_at - at).total_seconds()))
    assert pauses[:4] == [15, 30, 60, 120]
    assert fresh(job).phase == Job.Phase.FAILED


def test_an_orderly_end_gives_the_job_back_and_is_no_attempt(cast, does, monkeypatch):
    monkeypatch.setattr(Process, "is_stopping", True)
    does(lambda job: job.advance(1, 2))
    job = begun(cast)
    with pytest.raises(Stopping):
        running.carry_out(job)
    monkeypatch.setattr(Process, "is_stopping", False)
    again = queue.claim(LONG, uuid.uuid4())
    assert again == job and again.attempts == 1


def test_old_results_are_forgotten_with_their_files(cast):
    job = begun(cast)
    assert queue.forget_old_results() == 0
    Job.objects.update(created_at=timezone.now() - queue.KEPT * 2)
    assert queue.forget_old_results() == 1
    assert not Job.objects.filter(pk=job.pk).exists()


def test_one_person_with_many_jobs_keeps_nobody_waiting_for_more_than_one(cast):
    for _ in range(5):
        queue.start("count", by=cast.auditor)
    other = queue.start("count", by=cast.officer)
    me = uuid.uuid4()
    first, second, third = (queue.claim(LONG, me) for _ in range(3))
    assert [first.owner, second, third.owner] == [cast.auditor, other, cast.auditor]


def test_whoever_was_served_longest_ago_comes_first(cast):
    ahead = queue.start("count", by=cast.officer)
    queue.end(queue.claim(LONG, ahead.pk), Job.Phase.FINISHED)
    behind = [queue.start("count", by=who) for who in (cast.officer, cast.auditor)]
    assert queue.claim(LONG, uuid.uuid4()) == behind[1]


def test_the_jobs_of_somebody_that_are_given_up_do_not_keep_the_next_from_its_turn(cast):
    for _ in range(2):
        queue.start("count", by=cast.auditor)
    Job.objects.update(attempts=queue.MOST_ATTEMPTS)
    whole = queue.start("count", by=cast.auditor)
    assert queue.claim(LONG, uuid.uuid4()) == whole


def test_who_asks_again_for_what_waits_to_be_made_gets_that(cast):
    told = {"file_name": "a.xlsx", "asked": {"state": ["closed"]}}
    first = queue.start_or_join("count", by=cast.auditor, **told)
    assert queue.start_or_join("count", by=cast.auditor, **told) == first
    assert queue.start_or_join("count", by=cast.officer, **told) != first
    assert queue.start_or_join("count", by=cast.auditor, **told | {"asked": {}}) != first
    queue.claim(LONG, uuid.uuid4())
    queue.claim(LONG, uuid.uuid4())
    assert queue.start_or_join("count", by=cast.auditor, **told) != first
