"""`make bench`: prints one table. `--quick` measures less, and less exactly."""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import ingest, returns, service, table
from benchmarks.files import exporting, importing
from benchmarks.floor import requests, servers
from benchmarks.floor.calls import kinds
from benchmarks.floor.requests import Plan
from benchmarks.inside import inside, prepare
from benchmarks.ledgers import alike
from benchmarks.table import Line


class Size(NamedTuple):
    """How much is measured; `crowd` is how many requests eight connections share, `wide` how many
    direct units a very large bureau sums up, `rows` how long an imported ledger is."""

    hazards: int
    wide: int
    plan: Plan
    crowd: int
    photos: int
    starts: int
    seconds: float
    rows: int


FULL = Size(
    3000,
    3000,
    Plan(rounds=12, each=4, seconds=5),
    crowd=64,
    photos=9,
    starts=3,
    seconds=8,
    rows=2000,
)
QUICK = Size(
    600, 600, Plan(rounds=5, each=3, seconds=2), crowd=32, photos=5, starts=1, seconds=3, rows=400
)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="a fast run")
    size, started = QUICK if asked.parse_args().quick else FULL, time.monotonic()
    print(table.heading(), flush=True)
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder:
        for line in everything(Path(folder), size):
            print(line if isinstance(line, str) else table.row(line), flush=True)
    took, neighbours = time.monotonic() - started, os.getloadavg()[2]
    print(f"\nThe run took {took:.0f} s on {os.cpu_count()} cores, load {neighbours:.1f}.")


def everything(folder: Path, size: Size) -> Iterator[Line | str]:
    yield from ingest.measured(folder, size.photos)
    for opened in (alike.sqlite, alike.postgres):
        with opened(folder) as database:
            yield table.section(f"{database.name}, {size.hazards} hazards")
            yield from on(database, size)
            yield from returns.measured(database, size.hazards, size.wide, size.plan.rounds)
            yield from exporting.measured(database, size.hazards, size.starts)
            yield from importing.measured(database, size.rows)


def on(database: alike.Sqlite | alike.Postgres, size: Size) -> Iterator[Line]:
    """Three ledgers alike: the scratch is asked first, to write down its SQL for the floor."""
    served = database.fresh(alike.SERVED)
    prepare(served)
    writes = size.plan.writes
    known = inside(served, "benchmarks.ledgers.district:fill", hazards=size.hazards, waiting=writes)
    floor = database.copy(served, alike.FLOOR)
    scratch = database.copy(served, alike.SCRATCH)
    recordings = database.folder / "recordings"
    told = {"file": str(recordings), "known": known, "writes": writes}
    statements = inside(scratch, "benchmarks.floor.recording:record", **told)
    asked = kinds(known, writes)
    with servers.web(served) as ours, servers.floor(floor, recordings) as bare:
        yield from requests.each_call(asked, (ours, bare), size.plan, statements)
        for kind in asked:
            if kind.is_read:
                yield requests.throughput(kind, (ours, bare), size.crowd)
    yield service.starts(served, size.starts)
    yield from service.under_way(served, known, size.seconds)


if __name__ == "__main__":
    main()
