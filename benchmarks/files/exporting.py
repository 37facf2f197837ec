"""Exporting a long ledger, beside bare XlsxWriter writing the same cells.

`python -m benchmarks.files.exporting` measures 100,000 rows, on SQLite; it takes some minutes.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.inside import inside, prepare
from benchmarks.ledgers import alike
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import Line, amount, compared

LONG, ROUNDS = 100_000, 3
MOST_RATIO, MOST_MEGABYTES = 1.5, 150


def measured(database: alike.Sqlite | alike.Postgres, hazards: int, rounds: int) -> Iterator[Line]:
    one = database.fresh("exported")
    prepare(one)
    inside(one, "benchmarks.files.workbooks:filled", hazards=hazards)
    yield from lines(one, hazards, rounds)


def lines(one: Ledger, hazards: int, rounds: int) -> Iterator[Line]:
    grown = inside(one, "benchmarks.files.workbooks:peak")
    what = f"ledger of {hazards} rows as xlsx"
    yield amount(f"{what}: memory at most", grown, "MB", MOST_MEGABYTES)
    took = inside(one, "benchmarks.files.workbooks:rounds", count=rounds)
    yield compared(what, took["ours"], took["floor"], MOST_RATIO)


def main() -> None:
    print(table.heading(), flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder,
        alike.sqlite(Path(folder)) as database,
    ):
        for line in measured(database, LONG, ROUNDS):
            print(table.row(line), flush=True)


if __name__ == "__main__":
    main()
