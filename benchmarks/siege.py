"""Somebody who wants to stop the service or get in, and what everybody else notices of it.

`python -m benchmarks.siege` starts the service as `make run` does, with the demo, on SQLite and on
PostgreSQL; it takes some minutes. `--guesses 500` guesses less.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, quantiles
from threading import Event, Thread
from typing import Any

from benchmarks import table
from benchmarks.browsers import Browser
from benchmarks.floor import servers
from benchmarks.inside import HOUSE
from benchmarks.ledgers import alike
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import Line, amount

HALVES, GUESSERS, ADDRESSES, NAMES = 64, 16, 50, 40
PASSWORD = "demo-2021"
KNOWN = ("auditor", "officer", "inspector", "responsible", "viewer", "officer.central")
PAGES = ("/", "/hazards/", "/statistics/", "/api/v1/hazards/", "/login/")
BESIEGED_SECONDS = 10
PAUSE = 0.1  # between two pages of one visitor
P95, MEGABYTES = 1000, 400
HEAD = b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (
    b"POST /api/v1/auth/login/ HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"
)


class Visitors:
    """Four people who are logged in and go from page to page until told to stop."""

    def __init__(self, port: int) -> None:
        self.browsers = [Browser(port) for _ in range(4)]
        for browser, name in zip(self.browsers, KNOWN, strict=False):
            if browser.log_in(name, PASSWORD) != 302:
                raise SystemExit(f"{name} could not log in before anything happened.")
        self.over = Event()

    def visit(self, browser: Browser) -> None:
        while not self.over.is_set():
            for page in PAGES:
                browser.get(page)
                time.sleep(PAUSE)

    @contextmanager
    def about(self) -> Iterator[list[tuple[int, float]]]:
        """What they met while the block ran."""
        met: list[tuple[int, float]] = []
        self.over.clear()
        for browser in self.browsers:
            browser.waits = met
        walks = [Thread(target=self.visit, args=(browser,)) for browser in self.browsers]
        for walk in walks:
            walk.start()
        try:
            yield met
        finally:
            self.over.set()
            for walk in walks:
                walk.join()


class Memory:
    """The most the service held at any time, looked at twice a second."""

    def __init__(self, server: servers.Server) -> None:
        self.server, self.most, self.over = server, 0.0, Event()
        self.watch = Thread(target=self._look)

    def _look(self) -> None:
        while not self.over.wait(0.5):
            self.most = max(self.most, self.server.megabytes())

    def __enter__(self) -> "Memory":
        self.watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.watch.join()


def felt(what: str, met: list[tuple[int, float]]) -> Iterator[Line]:
    waits = [seconds * 1000 for _, seconds in met]
    yield amount(f"{what}: others' p95 of {len(waits)}", quantiles(waits, n=20)[-1], "ms", P95)
    broken = sum(not 0 < status < 500 for status, _ in met)
    yield amount(f"{what}: others' failures", broken, "", 0)


def half_sent(port: int, beginning: bytes) -> None:
    """They send a byte a second each, for as long as they are let."""
    held = [socket.create_connection((servers.HOST, port)) for _ in range(HALVES)]
    for one in held:
        one.sendall(beginning)
    deadline = time.monotonic() + BESIEGED_SECONDS
    while time.monotonic() < deadline:
        held = [one for one in held if still_open(one)]
        time.sleep(1)
    for one in held:
        one.close()


def still_open(one: socket.socket) -> bool:
    try:
        one.sendall(b"a")
    except OSError:
        return False
    return True


def unread(port: int, visitor: Browser) -> None:
    """They ask for the whole ledger as a file, and do not read it."""
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    asked = f"GET /hazards/ledger.csv HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"
    held = [socket.create_connection((servers.HOST, port)) for _ in range(HALVES)]
    for one in held:
        one.sendall(asked.encode())
    time.sleep(BESIEGED_SECONDS)
    for one in held:
        one.close()


def log_ins_at_once(port: int, count: int) -> tuple[Counter[int], float]:
    """What they were answered, and the seconds until the last was in."""
    begun = time.monotonic()
    names = [KNOWN[number % len(KNOWN)] for number in range(count)]
    with ThreadPoolExecutor(count) as pool:
        answers = list(pool.map(lambda name: Browser(port).ask_for_a_token(name, PASSWORD), names))
    return Counter(answers), time.monotonic() - begun


class Guessing:
    """Guesses over names, some of which somebody has, from many addresses at once."""

    def __init__(self, port: int, guesses: int) -> None:
        self.port, self.guesses = port, guesses
        strange = [f"teacher{number:02}" for number in range(NAMES - len(KNOWN))]
        self.names = [*KNOWN, *strange]
        self.answers: dict[str, list[tuple[int, float]]] = {name: [] for name in self.names}

    def run(self) -> None:
        with ThreadPoolExecutor(GUESSERS) as pool:
            list(pool.map(self._from_some, range(GUESSERS)))

    def _from_some(self, guesser: int) -> None:
        browsers = [Browser(self.port, f"127.0.0.{2 + number}") for number in range(ADDRESSES)]
        for number in range(guesser, self.guesses, GUESSERS):
            browser = browsers[number // (5 * NAMES) % ADDRESSES]  # five times over all names
            name = self.names[number % NAMES]
            browser.ask_for_a_token(name, f"guess-{number}")
            self.answers[name].append(browser.waits[-1])

    def statuses(self) -> Counter[int]:
        return Counter(status for met in self.answers.values() for status, _ in met)

    def milliseconds(self, is_known: bool) -> float:
        """How long a wrong password took, for names somebody has or for the others."""
        names = [name for name in self.names if (name in KNOWN) == is_known]
        return mean(s for name in names for status, s in self.answers[name] if status == 401) * 1000


def besieged(ledger: Ledger, log_ins: int, guesses: int) -> Iterator[Line]:
    port = servers.free_port()
    demo = {"DEMO": "yes", "DEMO_HAZARDS": "200", "PORT": str(port)}
    told = {**ledger.environment, **demo}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=HOUSE, env=told, **QUIET)
    command = [sys.executable, "-m", "config.serve"]
    with servers.started(command, told, port, "/healthz/") as server, Memory(server) as memory:
        visitors = Visitors(port)
        with visitors.about() as met:
            time.sleep(BESIEGED_SECONDS)
        yield from felt("calm", met)
        for what, act in SLOW.items():
            with visitors.about() as met:
                act(port, visitors.browsers[0])
            yield from felt(what, met)
        yield from many_log_ins(port, visitors, log_ins)
        yield from guessed(port, visitors, guesses)
        yield amount("healthz afterwards", servers.status(port, "/healthz/"), "", 200)
        yield amount("memory at most, all processes", memory.most, "MB", MEGABYTES)


QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "check": True}
SLOW: dict[str, Callable[[int, Browser], None]] = {
    f"{HALVES} half-sent heads": lambda port, _: half_sent(port, HEAD),
    f"{HALVES} half-sent bodies": lambda port, _: half_sent(port, BODY),
    f"{HALVES} unread files": unread,
}


def many_log_ins(port: int, visitors: Visitors, count: int) -> Iterator[Line]:
    what = f"{count} log-ins at once"
    with visitors.about() as met:
        answers, seconds = log_ins_at_once(port, count)
    yield from felt(what, met)
    yield amount(f"{what}: not let in", count - answers[200], "", 0)
    yield amount(f"{what}: until the last is in", seconds, "s")


def guessed(port: int, visitors: Visitors, guesses: int) -> Iterator[Line]:
    what, guessing = f"{guesses} guesses", Guessing(port, guesses)
    own = Browser(port, "127.0.0.2")  # one of the addresses guesses will come from
    own.ask_for_a_token(KNOWN[0], PASSWORD)
    begun = time.monotonic()
    with visitors.about() as met:
        siege = Thread(target=guessing.run)
        siege.start()
        time.sleep(min(20, guesses / 100))
        known = own.ask_for_a_token(KNOWN[0], PASSWORD)
        new = Browser(port, "127.0.0.99").log_in(KNOWN[1], PASSWORD)
        siege.join()
    yield amount(f"{what}: all answered after", time.monotonic() - begun, "s")
    yield from felt(what, met)
    statuses = guessing.statuses()
    yield amount(f"{what}: accounts found", statuses[200], "", 0)
    broken = sum(count for status, count in statuses.items() if not 0 < status < 500)
    yield amount(f"{what}: answers 5xx or none", broken, "", 0)
    yield amount(f"{what}: passwords looked at", statuses[401], "")
    yield amount(f"{what}: known device kept out", known != 200, "", 0)
    yield amount(f"{what}: clean address kept out", new != 302, "", 0)
    yield amount(f"{what}: a name somebody has", guessing.milliseconds(True), "ms")
    yield amount(f"{what}: a name nobody has", guessing.milliseconds(False), "ms")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.siege", description=__doc__)
    asked.add_argument("--guesses", type=int, default=10_000)
    asked.add_argument("--log-ins", type=int, default=200)
    asked.add_argument("--only", choices=("sqlite", "postgres"))
    told = asked.parse_args()
    print(table.heading(), flush=True)
    with tempfile.TemporaryDirectory(prefix="ledger-siege-") as folder:
        for opened in (alike.sqlite, alike.postgres):
            if told.only in (None, opened.__name__):
                with opened(Path(folder)) as database:
                    print(table.section(database.name), flush=True)
                    for line in besieged(database.fresh(alike.SERVED), told.log_ins, told.guesses):
                        print(table.row(line), flush=True)


if __name__ == "__main__":
    main()
