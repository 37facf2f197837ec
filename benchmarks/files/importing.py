"""Importing an old ledger: how long the dry run and the loading take, and that each row is loaded
once.

`python -m benchmarks.files.importing` measures 10,000 rows, 500 of them faulty, on SQLite.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.inside import inside, prepare
from benchmarks.ledgers import alike
from benchmarks.table import Line, amount

MANY = 10_000
MOST_SECONDS = 10  # of the dry run, for whoever waits for the page


def measured(database: alike.Sqlite | alike.Postgres, rows: int) -> Iterator[Line]:
    one = database.fresh("imported")
    prepare(one)
    came = inside(one, "benchmarks.ledgers.old_ledgers:imported", rows=rows)
    what = f"import of {rows} rows"
    yield amount(f"{what}: dry run", came["dry_run"], "s", MOST_SECONDS)
    yield amount(f"{what}: rows loaded a second", came["loaded"] / came["loading"], "/s")
    yield amount(f"{what}: faults not told", came["faulty"] - came["told"], "", 0)
    yield amount(f"{what}: good rows not in the ledger once", came["not_once"], "", 0)


def main() -> None:
    print(table.heading(), flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder,
        alike.sqlite(Path(folder)) as database,
    ):
        for line in measured(database, MANY):
            print(table.row(line), flush=True)


if __name__ == "__main__":
    main()
