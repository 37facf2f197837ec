"""Starts the service and the floor, each on a free loopback port, and ends what it started."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from benchmarks.inside import HOUSE
from benchmarks.ledgers.ledger import Ledger
from config.serve import web_command

HOST = "127.0.0.1"
PATIENCE = 60

Child = subprocess.Popen[bytes]


class Server(NamedTuple):
    """Where it listens, its first process, and the seconds until it answered."""

    port: int
    pid: int
    took: float

    def cpu(self) -> float:
        """Milliseconds of processor time it has used so far, its children included."""
        tasks = (task for pid in family(self.pid) for task in Path(f"/proc/{pid}/task").iterdir())
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6

    def megabytes(self) -> float:
        """Proportional set size: what its processes share counts once."""
        rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in family(self.pid))
        lines = (line for rollup in rollups for line in rollup.splitlines())
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def process(command: list[str], environment: dict[str, str], log: IO[str]) -> Iterator[Child]:
    """Ended on the way out, by its own process id."""
    outputs = {"stdout": log, "stderr": log}
    child = subprocess.Popen(command, cwd=HOUSE, env=environment, **outputs)
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def web(ledger: Ledger) -> AbstractContextManager[Server]:
    """The service's own web process."""
    port = free_port()
    return started(web_command(HOST, port), ledger.environment, port, "/login/")


def floor(ledger: Ledger, recordings: Path) -> AbstractContextManager[Server]:
    """The floor behind the very same server."""
    port, told = free_port(), {**ledger.environment, "FLOOR": str(recordings)}
    command = [
        "benchmarks.floor.server" if word == "config.wsgi" else word
        for word in web_command(HOST, port)
    ]
    return started(command, told, port, "/list/0/0")


def whole(ledger: Ledger) -> AbstractContextManager[Server]:
    """Web and worker, as `make run` starts them."""
    port = free_port()
    told = {**ledger.environment, "PORT": str(port)}
    return started([sys.executable, "-m", "config.serve"], told, port, "/healthz/")


@contextmanager
def started(command: list[str], told: dict[str, str], port: int, page: str) -> Iterator[Server]:
    """From the moment `page` answers until the end of the block."""
    begun = time.perf_counter()
    with TemporaryFile("w+") as log, process(command, told, log) as child:
        if not comes_true(lambda: status(port, page) == 200, child):
            log.seek(0)
            raise SystemExit(f"A server that was to be measured did not start.\n{log.read()}")
        yield Server(port, child.pid, time.perf_counter() - begun)


def comes_true(happens: Callable[[], bool], child: Child) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        if child.poll() is not None or time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def status(port: int, path: str) -> int:
    """0 while nobody listens."""
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]
