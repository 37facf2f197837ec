"""The worker's processes, for real: killed, hung, stopped, two at a time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from jobs import heartbeat
from jobs.kinds import LONG, QUICK
from jobs.models import Job, Worker

HOUSE = Path(__file__).resolve().parent.parent.parent
DEADLINE = 45  # seconds; on a loaded machine too

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a death"),
]


def until(happens, patience=DEADLINE):
    deadline = time.monotonic() + patience
    while not (found := happens()):
        assert time.monotonic() < deadline, f"{happens.__name__} did not come true"
        time.sleep(0.05)
    return found


@pytest.fixture
def worker(tmp_path):
    """Starts workers on the test's database; whatever is left of them is ended."""
    started = []

    def worker(patience=30.0):
        told = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(settings.DATA_DIR)}
        told |= {"LEDGER": str(connection.settings_dict["NAME"]), "PATIENCE": str(patience)}
        command = [sys.executable, "-m", "tests.jobs.worker"]
        process = subprocess.Popen(
            command,
            cwd=HOUSE,
            env={**os.environ, **told},
            stderr=(tmp_path / "log").open("a"),
            start_new_session=True,
        )
        started.append(process)
        return process

    yield worker
    for process in started:
        process.terminate()
        try:
            process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def asked(cast, tmp_path):
    """Asks for a job whose work writes lines; `lines` reads them."""

    class Asked:
        file = tmp_path / "lines"

        def __call__(self, kind, subject="one", lane=LONG) -> Job:
            told = {"kind": kind, "lane": lane, "subject": subject, "owner": cast.auditor}
            return Job.objects.create(
                **told, asked={"into": str(self.file)}, created_at=timezone.now()
            )

        def lines(self, word) -> list[list[str]]:
            text = self.file.read_text() if self.file.exists() else ""
            return [line.split() for line in text.splitlines() if line.startswith(word)]

    return Asked()


def finished() -> bool:
    return not Job.objects.exclude(phase=Job.Phase.FINISHED).exists()


def pid_of(lane: str) -> int:
    return until(lambda: Worker.objects.filter(lane=lane).first()).pid


def is_gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_job_whose_process_is_killed_runs_again_within_seconds(worker, asked, tmp_path):
    worker()
    asked("steps")
    begun = until(lambda: asked.lines("begun"))
    until(lambda: Job.objects.get().done)
    os.kill(int(begun[0][2]), signal.SIGKILL)
    at = time.monotonic()
    until(finished)
    assert time.monotonic() - at < 15
    assert Job.objects.get().attempts == 2
    assert "The lane “long” was killed; it is replaced." in (tmp_path / "log").read_text()


def test_a_hung_job_is_noticed_and_its_process_replaced(worker, asked, tmp_path):
    worker(patience=3.0)
    asked("stuck")
    until(finished)
    first, second = asked.lines("begun")
    assert first[2] != second[2]
    assert is_gone(int(first[2]))
    assert "has not gone a step further" in (tmp_path / "log").read_text()


def test_a_stopped_process_is_noticed_and_replaced(worker, asked, tmp_path):
    worker(patience=3.0)
    first = pid_of(LONG)
    os.kill(first, signal.SIGSTOP)
    until(lambda: pid_of(LONG) != first and is_gone(first))
    until(lambda: heartbeat.state().is_well)
    assert "has given no sign of life" in (tmp_path / "log").read_text()


def test_a_long_job_holds_up_no_quick_one(worker, asked):
    worker()
    asked("stuck")
    until(lambda: asked.lines("begun"))
    asked("quick", lane=QUICK)
    at = time.monotonic()
    until(lambda: asked.lines("done"))
    assert time.monotonic() - at < 10
    assert Job.objects.filter(kind="stuck", phase=Job.Phase.RUNNING).exists()


def test_two_workers_share_the_queue_and_run_nothing_twice(worker, asked):
    worker()
    worker()
    until(lambda: Worker.objects.count() == 4)
    for number in range(60):
        asked("quick", str(number), lane=QUICK)
    until(finished)
    subjects = [line[1] for line in asked.lines("done")]
    assert sorted(subjects, key=int) == [str(number) for number in range(60)]
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_a_worker_that_is_killed_outright_leaves_no_process_and_no_job_behind(worker, asked):
    first = worker()
    asked("steps")
    until(lambda: asked.lines("begun"))
    lanes = [pid_of(lane) for lane in (QUICK, LONG)]
    first.kill()
    first.wait()
    until(lambda: all(is_gone(pid) for pid in lanes))
    worker()
    until(finished)
    assert Job.objects.get().attempts == 2


def test_a_worker_that_is_asked_to_end_gives_back_what_it_is_at(worker, asked):
    first = worker()
    asked("steps")
    until(lambda: Job.objects.get().done)
    first.terminate()
    assert first.wait(DEADLINE) == 0
    job = Job.objects.get()
    assert (job.phase, job.attempts) == (Job.Phase.WAITING, 0)
    assert not Worker.objects.exists()
    worker()
    until(finished)
    assert len(asked.lines("begun")) == 2


def test_progress_is_told_while_rows_are_read_and_others_write(worker, asked, cast):
    """On SQLite whoever reads may not begin to write once somebody else has written."""
    worker()
    asked("reads")
    until(lambda: asked.lines("begun"))
    shown = set()

    def finished_while_others_write():
        cast.auditor.save()
        shown.add(Job.objects.get().done)
        return finished()

    until(finished_while_others_write)
    assert len(asked.lines("begun")) == 1
    assert len(shown) > 1
