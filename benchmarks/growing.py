"""Whether what is asked of a ledger costs the same with very much in it as with little."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.inside import inside
from benchmarks.ledgers import alike
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import Line, compared

TURNS, ROUNDS = 3, 3
MOST_RATIO = 2.0
Database = alike.Sqlite | alike.Postgres


def main(program: str, text: str, times: str, filled: Callable[[Database], list[Ledger]]) -> None:
    """`times` names the function that measures inside a ledger; `filled` makes the small one and
    the large one. `--ledgers SMALL LARGE` measures two that are filled already."""
    told = argparse.ArgumentParser(prog=f"python -m {program}", description=text)
    told.add_argument("--ledgers", nargs=2, type=Path, metavar=("SMALL", "LARGE"))
    folders = told.parse_args().ledgers
    print(table.heading(), flush=True)
    if folders:
        show(lines(times, *(Ledger(folder) for folder in folders)))
        return
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder:
        for opened in (alike.sqlite, alike.postgres):
            with opened(Path(folder)) as database:
                print(table.section(database.name), flush=True)
                show(lines(times, *filled(database)))


def lines(times: str, small: Ledger, large: Ledger) -> Iterator[Line]:
    """The ledgers take turns, for the machine is not always equally quiet."""
    both = [
        (inside(small, times, rounds=ROUNDS), inside(large, times, rounds=ROUNDS))
        for _ in range(TURNS)
    ]
    for name in both[0][0]:
        few, many = ([turn[side][name] for turn in both] for side in (0, 1))
        yield compared(name, many, few, MOST_RATIO)


def show(measured: Iterator[Line]) -> None:
    for line in measured:
        print(table.row(line), flush=True)
