"""Sixteen clients that report and move different hazards at once, and a count of what was lost."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.floor.calls import Ask, post, report
from benchmarks.floor.clients import Client
from benchmarks.table import Line, amount

CLIENTS = 16
REASSIGNMENTS = 2

Statuses = Counter[int]
Accepted = Counter[str]  # how many acts of each hazard were answered with a success


def storm(port: int, known: dict[str, Any], seconds: float) -> tuple[Statuses, Accepted]:
    """What was answered, and what the service said yes to."""
    ends_at = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as pool:
        runs = [pool.submit(client, port, known, seed, ends_at) for seed in range(CLIENTS)]
        results = [run.result() for run in runs]
    statuses, accepted = Statuses(), Accepted()
    for answered, moved in results:
        statuses += answered
        accepted += moved
    return statuses, accepted


def client(port: int, known, seed: int, ends_at: float) -> tuple[Statuses, Accepted]:
    """It reports a hazard, takes it through some moves, and begins again with another."""
    connection, chance = Client(port), Random(1000 + seed)
    statuses, accepted = Statuses(), Accepted()
    while time.monotonic() < ends_at:
        asked = report(known, chance, known["without_photo"])
        told = json.loads(asked.body)
        for request in (asked, *moves(known, told["id"], told["unit"])):
            status, _ = connection.ask(request.on_the_wire())
            statuses[status] += 1
            accepted[told["id"]] += status in (200, 201)
    connection.close()
    return statuses, accepted


def moves(known: dict[str, Any], pk: str, unit: int) -> Iterator[Ask]:
    due_on = (date.today() + timedelta(days=10)).isoformat()
    told = {
        "measures": "清走堆物",
        "due_on": due_on,
        "responsible": known["responsible"][str(unit)],
    }
    yield post(known["officer"], f"hazards/{pk}/assign", told)
    for number in range(REASSIGNMENTS):
        told = {"measures": f"改为第 {number} 套办法", "reason": "原办法不够"}
        yield post(known["officer"], f"hazards/{pk}/reassign", told)


def lines(statuses: Statuses, seconds: float, lost: dict[str, int]) -> Iterator[Line]:
    done = sum(count for status, count in statuses.items() if status in (200, 201))
    yield amount(f"{CLIENTS} clients at once: reports and moves", done / seconds, "/s")
    broken = sum(count for status, count in statuses.items() if status >= 500)
    other = sum(statuses.values()) - done - broken
    yield amount(f"{CLIENTS} clients at once: answers 5xx", broken, "", 0)
    yield amount(f"{CLIENTS} clients at once: answers 4xx", other, "", 0)
    yield amount(f"{CLIENTS} clients at once: moves lost", lost["moves"], "", 0)
    yield amount(f"{CLIENTS} clients at once: number gaps", lost["numbers"], "", 0)
