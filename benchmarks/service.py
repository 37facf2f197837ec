"""The whole service, web and worker: how soon it answers, what it holds, what it bears."""

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks.floor import servers
from benchmarks.floor.calls import kinds
from benchmarks.floor.clients import Client
from benchmarks.floor.storm import lines, storm
from benchmarks.inside import inside
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import Line, amount

MOST_SECONDS, MOST_MEGABYTES = 3, 200
VISITS = 8
SETTLING = 3  # seconds without a request before memory is read


def starts(ledger: Ledger, times: int) -> Line:
    """On a ledger with data in it, until the health check finds everything well."""
    seconds = []
    for _ in range(times):
        with servers.whole(ledger) as server:
            seconds.append(server.took)
    return amount("start, installed, until healthz is well", median(seconds), "s", MOST_SECONDS)


def under_way(ledger: Ledger, known: dict[str, Any], seconds: float) -> Iterator[Line]:
    """Memory before and after the storm, and what the storm broke."""
    with servers.whole(ledger) as server:
        visit(server.port, known)
        yield memory("memory idle, each page visited", server, MOST_MEGABYTES)
        begun = time.perf_counter()
        statuses, accepted = storm(server.port, known, seconds)
        seconds = time.perf_counter() - begun
        after = memory(f"memory after {sum(statuses.values())} requests at once", server)
    lost = inside(ledger, "benchmarks.soak.audit:lost", accepted=accepted)
    yield from lines(statuses, seconds, lost)
    yield after


def visit(port: int, known: dict[str, Any]) -> None:
    """A service nobody has asked yet has loaded only half of itself."""
    client = Client(port)
    for kind in kinds(known, 0):
        for asks in kind.times[:VISITS]:
            client.milliseconds([ask.on_the_wire() for ask in asks])
    client.close()


def memory(what: str, server: servers.Server, aim: float | None = None) -> Line:
    time.sleep(SETTLING)
    return amount(what, server.megabytes(), "MB", aim)
