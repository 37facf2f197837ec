"""Each call against its floor, in turns, and eight connections at once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from statistics import median
from typing import NamedTuple

from benchmarks.floor.calls import Kind
from benchmarks.floor.clients import Client
from benchmarks.floor.servers import Server
from benchmarks.table import Line, compared

WARM = 3  # calls before the clock runs
FEWEST_ROUNDS = 3
CONNECTIONS = 8


class Times(NamedTuple):
    """Milliseconds."""

    wall: float
    cpu: float


class Plan(NamedTuple):
    """At most so many rounds of so many calls, and no new round after so many seconds."""

    rounds: int
    each: int
    seconds: float

    @property
    def writes(self) -> int:
        return WARM + self.rounds * self.each


Pair = tuple[Server, Server]  # the service and its floor


def wire(kind: Kind, number: int) -> tuple[list[bytes], list[bytes]]:
    """The same call as the service and as the floor are asked."""
    asks = kind.times[number]
    paths = [f"/{kind.name}/{number}/{part}" for part in range(len(asks))]
    floor = [ask.on_the_wire(path) for ask, path in zip(asks, paths, strict=True)]
    return [ask.on_the_wire() for ask in asks], floor


def turns(kind: Kind, pair: Pair, plan: Plan) -> tuple[list[Times], list[Times]]:
    """Round by round a few calls to the service, then to the floor. A round's time is its median
    call; its processor time is the mean, for the server's process alone."""
    clients = [Client(server.port) for server in pair]
    numbers = cycle(range(len(kind.times))) if kind.is_read else iter(range(len(kind.times)))
    for number in islice(numbers, WARM):
        for client, asked in zip(clients, wire(kind, number), strict=True):
            client.milliseconds(asked)
    took: tuple[list[Times], list[Times]] = ([], [])
    ends_at = time.monotonic() + plan.seconds
    while len(took[0]) < plan.rounds and (
        len(took[0]) < FEWEST_ROUNDS or time.monotonic() < ends_at
    ):
        asked = [wire(kind, number) for number in islice(numbers, plan.each)]
        for side, server in enumerate(pair):
            took[side].append(turn(server, clients[side], [both[side] for both in asked]))
    for client in clients:
        client.close()
    return took


def turn(server: Server, client: Client, calls: list[list[bytes]]) -> Times:
    before = server.cpu()
    milliseconds = median(client.milliseconds(call) for call in calls)
    return Times(milliseconds, (server.cpu() - before) / len(calls))


def each_call(kinds: list[Kind], pair: Pair, plan: Plan, statements) -> Iterator[Line]:
    for kind in kinds:
        ours, floor = (list(zip(*side, strict=True)) for side in turns(kind, pair, plan))
        line = compared(f"{kind.title}, {statements[kind.name]} SQL", ours[0], floor[0], kind.aim)
        yield line._replace(cpu=f"{median(ours[1]) / median(floor[1]):.1f}×")


# --- Eight connections at once --------------------------------------------------------------


def crowd(port: int, requests: list[bytes]) -> float:
    """Requests a second."""

    def ask(share: list[bytes]) -> None:
        client = Client(port)
        client.milliseconds(share)
        client.close()

    shares = [requests[start::CONNECTIONS] for start in range(CONNECTIONS)]
    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(ask, shares))
    return len(requests) / (time.perf_counter() - started)


def throughput(kind: Kind, pair: Pair, count: int) -> Line:
    """In turns as well, twice: the floor's rate over the service's is the ratio."""
    asked = [wire(kind, number % len(kind.times)) for number in range(count)]
    rates: tuple[list[float], list[float]] = ([], [])
    for side in (0, 1, 0, 1):
        rates[side].append(crowd(pair[side].port, [both[side][0] for both in asked]))
    line = compared(f"{CONNECTIONS} connections: {kind.title}", rates[1], rates[0])
    ours, floor = (f"{median(side):.0f}/s" for side in rates)
    return line._replace(ours=ours, floor=floor)
