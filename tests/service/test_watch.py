"""The parent's watch over its web processes and its worker: dead or silent ones are replaced."""

import signal
import subprocess
import sys
import time

import pytest

from config import serve
from config.serving import children, watched, web, worker

PATIENCE = 90


def until(happens, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not happens():
        assert time.monotonic() < deadline, f"{happens.__name__} did not come true"
        time.sleep(0.02)


WAITING = [sys.executable, "-c", "import time; time.sleep(600)"]
BEATING = r"""
import os, socket, time
line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
while True:
    line.sendto(b"WATCHDOG=1", os.environ["NOTIFY_SOCKET"].replace("@", "\0", 1))
    time.sleep(0.1)
"""


@pytest.fixture
def small_children(monkeypatch):
    """Children that do nothing, in place of web and worker."""
    monkeypatch.setattr(serve, "web_command", lambda host, port: WAITING)
    monkeypatch.setattr(worker, "COMMAND", WAITING)
    with web.listen("127.0.0.1", 0) as listener:
        service = serve.Service("127.0.0.1", 1, listener)
        yield service
        children.stop(*service.web.children, service.worker.child)


@pytest.fixture
def small_worker(small_children):
    return small_children.worker


def test_a_dead_worker_is_replaced(small_worker):
    first = small_worker.child
    first.kill()
    first.wait()
    small_worker.process.started_at -= watched.SHORTEST_LIFE_SECONDS
    small_worker.mind()
    assert small_worker.child is not first
    assert small_worker.child.poll() is None


def test_a_worker_that_dies_at_once_is_not_started_over_and_over(small_worker):
    first = small_worker.child
    first.kill()
    first.wait()
    small_worker.mind()
    assert small_worker.child is first


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has addresses without a file")
def test_a_worker_that_goes_silent_is_killed_and_replaced(monkeypatch, capfd):
    monkeypatch.setattr(worker, "COMMAND", [sys.executable, "-c", BEATING])
    monkeypatch.setattr(watched, "SILENCE_SECONDS", 3.0)
    one = worker.Worker()
    first = one.child

    def has_been_heard():
        one.mind()
        return one.process.heard_at is not None

    def is_replaced():
        one.mind()
        return one.child is not first

    until(has_been_heard)
    assert one.child is first
    first.send_signal(signal.SIGSTOP)
    until(is_replaced)
    assert first.returncode == -signal.SIGKILL
    until(has_been_heard)
    children.stop(one.child)
    assert "gives no sign of life" in capfd.readouterr().err


def test_a_worker_is_given_time_to_load_before_it_is_heard(small_worker):
    first = small_worker.child
    small_worker.process.started_at -= watched.SILENCE_SECONDS + 1
    small_worker.mind()
    assert small_worker.child is first
    small_worker.process.started_at -= watched.LOADING_SECONDS
    small_worker.mind()
    assert small_worker.child is not first


def test_a_web_process_that_cannot_even_start_ends_the_service(small_children):
    (child,) = small_children.web.children
    child.kill()
    child.wait()
    assert small_children.watch() != 0


def test_a_web_process_that_dies_is_replaced(small_children):
    (process,) = small_children.web.processes
    process.heard_at = time.monotonic()
    process.child.kill()
    process.child.wait()
    assert small_children.web.mind() is None
    (child,) = small_children.web.children
    assert child is not process.child and child.poll() is None


def test_a_web_process_that_has_gone_silent_is_killed_and_replaced(small_children):
    (process,) = small_children.web.processes
    process.heard_at = time.monotonic() - watched.SILENCE_SECONDS - 1
    assert small_children.web.mind() is None
    assert process.child.returncode == -signal.SIGKILL
    (child,) = small_children.web.children
    assert child is not process.child and child.poll() is None


def test_a_web_process_is_given_time_to_load(small_children):
    (process,) = small_children.web.processes
    process.started_at -= watched.SILENCE_SECONDS + 1
    assert small_children.web.mind() is None
    assert small_children.web.processes == [process]


def test_a_child_that_does_not_listen_is_ended_all_the_same(monkeypatch):
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)"
    )
    monkeypatch.setattr(children, "PATIENCE", 0.1)
    child = subprocess.Popen(
        [sys.executable, "-c", deaf], start_new_session=True, stdout=subprocess.PIPE
    )
    child.stdout.readline()
    children.stop(child)
    assert child.returncode == -signal.SIGKILL
