"""Whether figures and first pages cost the same with a million hazards as with ten thousand.

`python -m benchmarks.scale` fills a city of 5,000 units twice on each database; it takes the
better part of an hour. `--ledgers SMALL LARGE` measures two that are filled already.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.inside import inside, prepare
from benchmarks.ledgers import alike
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import Line, compared

SMALL, LARGE = 10_000, 1_000_000
TURNS, ROUNDS = 3, 3
MOST_RATIO = 2.0


def lines(small: Ledger, large: Ledger) -> Iterator[Line]:
    """The ledgers take turns, for the machine is not always equally quiet."""
    both = [(asked(small), asked(large)) for _ in range(TURNS)]
    for name in both[0][0]:
        few, many = ([turn[side][name] for turn in both] for side in (0, 1))
        yield compared(name, many, few, MOST_RATIO)


def asked(one: Ledger) -> dict[str, float]:
    return inside(one, "benchmarks.scaled:times", rounds=ROUNDS)


def filled(database: alike.Sqlite | alike.Postgres, hazards: int) -> Ledger:
    one = database.fresh(f"city{hazards}")
    prepare(one)
    inside(one, "benchmarks.ledgers.city:fill", hazards=hazards)
    return one


def main() -> None:
    told = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    told.add_argument("--ledgers", nargs=2, type=Path, metavar=("SMALL", "LARGE"))
    folders = told.parse_args().ledgers
    print(table.heading(), flush=True)
    if folders:
        show(lines(*(Ledger(folder) for folder in folders)))
        return
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder:
        for opened in (alike.sqlite, alike.postgres):
            with opened(Path(folder)) as database:
                print(table.section(database.name), flush=True)
                show(lines(filled(database, SMALL), filled(database, LARGE)))


def show(measured: Iterator[Line]) -> None:
    for line in measured:
        print(table.row(line), flush=True)


if __name__ == "__main__":
    main()
