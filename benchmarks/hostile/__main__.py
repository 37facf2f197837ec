"""2,000 hostile files sent to the running service, while somebody else asks pages:
`python -m benchmarks.hostile [--files 2000] [--senders 16] [--postgres URL]`.

The service is the shipped one on demo data of its own. Printed are the answers by kind, how long
the others waited, and how much memory the service took at most. A 5xx, or half of the others
waiting longer than they should, ends it with 1.
"""

import argparse
import itertools
import json
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from http.client import HTTPConnection, HTTPException
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.floor import servers
from benchmarks.hostile.documents import PICTURES, SCANS, SUMMARIES, drawn
from benchmarks.hostile.workbooks import TABLES, WORKBOOKS
from benchmarks.inside import prepare
from benchmarks.ledgers.ledger import Ledger

API, BOUNDARY = "/api/v1", "a-hostile-file-ends-here"
PASSWORD = "demo-2021"
PAGES = (f"{API}/hazards/?page_size=20", f"{API}/statistics/", f"{API}/me/", "/login/")
ALONE = 10  # seconds the others are measured without any file
SLOWEST = 1.0  # seconds, of 95 in 100 of the others
Make = Callable[[Random], bytes]
Answers = Counter[tuple[str, int]]  # by kind of file and status


class Door(NamedTuple):
    """Where files of a kind are sent, and by which name."""

    path: str
    name: str
    makes: tuple[Make, ...]


class Demo(Ledger):
    """With the demo people, and some history."""

    @property
    def environment(self) -> dict[str, str]:
        told = {"DEMO": "yes", "DEMO_HAZARDS": "60", "LOG_LEVEL": "ERROR"}
        return {**super().environment, **told}


class Seen:
    """What the senders and the others were answered, and the memory of the service."""

    def __init__(self) -> None:
        self.answers = Answers()
        self.alone: list[float] = []  # seconds each of the others waited before any file came
        self.waits: list[float] = []  # and while they came
        self.has_begun = False
        self.photo_waits: list[float] = []
        self.photos: Counter[int] = Counter()
        self.others: Counter[int] = Counter()
        self.peak = 0.0
        self.is_over = threading.Event()


def ask(port: int, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Any:
    """The status and the body; 0 where the service gave no answer."""
    connection = HTTPConnection(servers.HOST, port, timeout=120)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()


def log_in(port: int, name: str) -> dict[str, str]:
    body = json.dumps({"username": name, "password": PASSWORD}).encode()
    kind = {"Content-Type": "application/json"}
    status, told = ask(port, "POST", f"{API}/auth/login/", kind, body)
    if status != 200:
        raise SystemExit(f"{name} could not log in: {status} {told[:200]!r}")
    return {"Authorization": f"Token {json.loads(told)['token']}"}


def a_return(port: int, headers: dict[str, str], state: str) -> str | None:
    _status, told = ask(port, "GET", f"{API}/returns/?state={state}", headers)
    found = json.loads(told)["results"]
    return found[0]["id"] if found else None


def doors(port: int, headers: dict[str, str]) -> Iterator[Door]:
    yield Door(f"{API}/imports/", "台账.xlsx", WORKBOOKS)
    yield Door(f"{API}/imports/", "台账.csv", TABLES)
    yield Door(f"{API}/photos/", "a.jpg", PICTURES)
    draft = a_return(port, headers, "draft") or a_return(port, headers, "returned")
    if draft:
        yield Door(f"{API}/returns/{draft}/summary/", "总结.docx", SUMMARIES)
    handed_in = a_return(port, headers, "submitted") or a_return(port, headers, "accepted")
    if handed_in:
        yield Door(f"{API}/returns/{handed_in}/scan/", "盖章.pdf", SCANS)


def form(name: str, content: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="id"\r\n\r\n{uuid.uuid4()}\r\n'
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    head += "Content-Type: application/octet-stream\r\n\r\n"
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(port: int, headers: dict[str, str], turns: Iterator[Any], seen: Answers) -> None:
    """The next file, until there is none; each is made by its own seed."""
    told = {**headers, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    for seed, door, make in turns:
        body = form(door.name, make(Random(seed)))
        status, _body = ask(port, "POST", door.path, told, body)
        seen[make.__name__, status] += 1


def send_all(port: int, files: int, senders: int) -> Answers:
    """By so many at once; in a process of its own, so that the others wait for the service only."""
    guest, seen = log_in(port, "officer"), Answers()
    turns = Shared(in_turn(list(doors(port, guest)), files))
    guests = [
        threading.Thread(target=send, args=[port, guest, turns, seen]) for _ in range(senders)
    ]
    for thread in guests:
        thread.start()
    for thread in guests:
        thread.join()
    return seen


def look_around(port: int, headers: dict[str, str], seen: Seen) -> None:
    """Somebody else, who asks one page after the other."""
    for page in itertools.cycle(PAGES):
        if seen.is_over.is_set():
            return
        started = time.monotonic()
        status, _body = ask(port, "GET", page, headers)
        waits = seen.waits if seen.has_begun else seen.alone
        waits.append(time.monotonic() - started)
        seen.others[status] += 1
        time.sleep(0.02)


def bring_photos(port: int, headers: dict[str, str], seen: Seen) -> None:
    """Somebody else, who brings an ordinary picture every now and then."""
    told = {**headers, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    while not seen.is_over.wait(0.5):
        started = time.monotonic()
        status, _body = ask(
            port, "POST", f"{API}/photos/", told, form("a.jpg", drawn("JPEG", 1600))
        )
        if seen.has_begun:
            seen.photo_waits.append(time.monotonic() - started)
            seen.photos[status] += 1


def weigh(server: servers.Server, seen: Seen) -> None:
    while not seen.is_over.wait(0.25):
        try:
            seen.peak = max(seen.peak, server.megabytes())
        except (FileNotFoundError, ProcessLookupError):
            continue  # a reader that ended while it was weighed


def in_turn(found: list[Door], files: int) -> Iterator[Any]:
    """Which file is sent when: all kinds mixed, the same ones in each run."""
    kinds = [(door, make) for door in found for make in door.makes]
    order = Random(2021)
    return iter([(seed, *order.choice(kinds)) for seed in range(files)])


class Shared:
    """One iterator for many threads."""

    def __init__(self, turns: Iterator[Any]) -> None:
        self.turns, self.lock = turns, threading.Lock()

    def __iter__(self) -> "Shared":
        return self

    def __next__(self) -> Any:
        with self.lock:
            return next(self.turns)


def run(server: servers.Server, files: int, senders: int) -> Seen:
    seen = Seen()
    others = [
        threading.Thread(target=look_around, args=[server.port, log_in(server.port, name), seen])
        for name in ("auditor", "inspector.b", "viewer")
    ]
    uploader = log_in(server.port, "inspector")
    others.append(threading.Thread(target=bring_photos, args=[server.port, uploader, seen]))
    others.append(threading.Thread(target=weigh, args=[server, seen]))
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        for thread in others:
            thread.start()
        time.sleep(ALONE)
        seen.has_begun = True
        seen.answers = pool.submit(send_all, server.port, files, senders).result()
    seen.is_over.set()
    for thread in others:
        thread.join()
    return seen


def at(waits: list[float], part: float) -> float:
    return sorted(waits)[int(len(waits) * part)]


def spread(waits: list[float]) -> str:
    told = (f"{at(waits, part) * 1000:.0f}" for part in (0.5, 0.95))
    return "{} answers, p50 {} ms, p95 {} ms".format(len(waits), *told)


def tell(seen: Seen, took: float) -> bool:
    """Prints it; True when all is as it should be."""
    statuses: Counter[int] = Counter()
    for (kind, status), count in sorted(seen.answers.items()):
        statuses[status] += count
        print(f"  {kind:28} {status:4} {count:6}")
    print(f"files in {took:.0f} s, by status: {dict(sorted(statuses.items()))}")
    print(f"others before:    {spread(seen.alone)}")
    print(f"others meanwhile: {spread(seen.waits)}, by status {dict(seen.others)}")
    print(f"photos of others: {spread(seen.photo_waits)}, by status {dict(seen.photos)}")
    print(f"memory of the service at most: {seen.peak:.0f} MB")
    broken = [
        status for status in (*statuses, *seen.others, *seen.photos) if status == 0 or status >= 500
    ]
    return not broken and at(seen.waits, 0.95) <= SLOWEST


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    asked.add_argument("--files", type=int, default=2000)
    asked.add_argument("--senders", type=int, default=16)
    asked.add_argument("--postgres", default="", help="the address of an empty database")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="ledger-hostile-") as folder:
        ledger = Demo(Path(folder), told.postgres)
        prepare(ledger)
        with servers.whole(ledger) as server:
            started = time.monotonic()
            seen = run(server, told.files, told.senders)
            return 0 if tell(seen, time.monotonic() - started) else 1


if __name__ == "__main__":
    sys.exit(main())
