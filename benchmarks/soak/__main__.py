"""The shipped service under load for minutes while its processes are killed at random.

`python -m benchmarks.soak --minutes 4 --kills 10` runs it on SQLite, `--postgres` on a PostgreSQL
of Debian's that it starts itself. It ends with 1 when a job was lost or is stuck, when an act that
was answered is not in the ledger, when a process is left over, when the health check does not come
back, or when the ledger does not verify. The seed is printed; `--seed` repeats a run.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import debian
from benchmarks.inside import inside, prepare
from benchmarks.ledgers.ledger import Ledger
from benchmarks.soak import mailbox
from benchmarks.soak.load import Load
from benchmarks.soak.shipped import Shipped

SETTLES = 180  # seconds without a step after which what is left in the queue is stuck
COMES_BACK = 90  # seconds after a kill in which the health check must say so
DATABASE_AWAY = 4.0


def kills(shipped: Shipped, database: debian.Server | None, chance: Random) -> str:
    """Kill one thing outright; what it was."""
    victims = ["web", "worker", "worker", "lane"] + (["database", "backend"] if database else [])
    victim = chance.choice(victims)
    if victim == "database" and database:
        database.kill()
        time.sleep(DATABASE_AWAY / 2)
        said = shipped.health()
        time.sleep(DATABASE_AWAY / 2)
        database.start()
        return f"database (health check: {said})"
    if victim == "backend" and database:
        return f"backend {database.kill_a_backend(chance)}"
    return shipped.kill(victim, chance)


def soaked(shipped: Shipped, database, chance: Random, told) -> Iterator[str]:
    """Kill and wait for health, `told.kills` times over `told.minutes`; yields what went wrong."""
    begun, pause = time.monotonic(), told.minutes * 60 / (told.kills + 1)
    for number in range(told.kills):
        due = begun + pause * (number + 0.5 + chance.random() * 0.8)
        shipped.mind_until(due)
        victim, at = kills(shipped, database, chance), time.monotonic()
        is_well = shipped.comes_back(COMES_BACK)
        took = time.monotonic() - at
        print(f"{at - begun:6.0f} s  {victim}: well again after {took:.1f} s", flush=True)
        if not is_well:
            yield f"not well again {COMES_BACK} s after the end of {victim}: {shipped.health()}"
        if victim.startswith("database") and "'status': 503" not in victim:
            yield f"the health check did not say that the database was away: {victim}"
    shipped.mind_until(begun + told.minutes * 60)


def run(ledger: Ledger, database: debian.Server | None, told) -> list[str]:
    chance, faults = Random(told.seed), []
    prepare(ledger)
    known: dict[str, Any] = inside(ledger, "benchmarks.soak.afterwards:fill")
    with (
        mailbox.opened(a_loopback(told.port)) as box,
        Shipped(ledger, told.port, box.host) as shipped,
    ):
        if not shipped.comes_back(COMES_BACK):
            return ["it did not start"]
        with Load(told.port, known, chance) as load:
            faults += soaked(shipped, database, chance, told)
        faults += settled(shipped, ledger)
        asked = {"accepted": load.accepted, "unsure": load.unsure, "jobs": load.jobs}
        counts = inside(ledger, "benchmarks.soak.afterwards:counts", **asked)
        faults += inside(ledger, "benchmarks.soak.afterwards:faults", **asked)
        print(f"answers {dict(load.statuses)}, {counts}, letters {len(box.letters)}", flush=True)
    faults += [f"left over: process {pid}" for pid in shipped.left_over()]
    faults += inside(ledger, "benchmarks.soak.afterwards:verified")
    return [*faults, *shipped.errors()]


def a_loopback(port: int) -> str:
    """An address of this run's own."""
    return f"127.9.{port // 256}.{port % 256}"


def settled(shipped: Shipped, ledger: Ledger) -> Iterator[str]:
    """Stuck is what does not come on for so long; a busy machine only takes its time."""
    before, deadline = None, 0.0
    while now := inside(ledger, "benchmarks.soak.afterwards:unfinished"):
        if now != before:
            before, deadline = now, time.monotonic() + SETTLES
        if time.monotonic() > deadline:
            yield f"jobs are stuck, each with how far it is: {now}"
            return
        shipped.mind_until(time.monotonic() + 2)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    asked.add_argument("--minutes", type=float, default=4)
    asked.add_argument("--kills", type=int, default=10)
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--seed", type=int, default=time.time_ns() % 100_000)
    asked.add_argument("--port", type=int, default=9150)
    told = asked.parse_args()
    print(f"seed {told.seed}, {told.minutes} minutes, {told.kills} kills", flush=True)
    with tempfile.TemporaryDirectory(prefix="ledger-soak-") as folder:
        server = debian.started(Path(folder), told.port + 1) if told.postgres else nullcontext()
        with server as database:
            url = database.address() if database else ""
            faults = run(Ledger(Path(folder) / "data", url), database, told)
    print("\n".join(faults) or "Nothing lost, nothing stuck, nothing left over; all verified.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
