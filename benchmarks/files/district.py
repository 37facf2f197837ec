"""A district's workbook of units and people: how long the look, the loading and a second look take.

`python -m benchmarks.files.district` measures 247 units with 700 people, and 5,000 with 15,000, on
SQLite.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.inside import inside, prepare
from benchmarks.ledgers import alike
from benchmarks.table import Line, amount

USUAL, LARGE = (247, 700), (5000, 15000)
MOST_SECONDS = 30  # of a usual district, look and loading


def measured(
    database: alike.Sqlite | alike.Postgres, units: int, people: int, most: float | None = None
) -> Iterator[Line]:
    one = database.fresh(f"district{units}")
    prepare(one)
    came = inside(one, "benchmarks.ledgers.workbooks:loaded", units=units, people=people)
    what = f"{units} units, {people} people"
    yield amount(f"{what}: read and compared", came["dry_run"], "s")
    yield amount(f"{what}: compared and loaded", came["dry_run"] + came["loading"], "s", most)
    yield amount(f"{what}: compared again", came["again"], "s")
    lacking = units - came["units"] + people - came["people"]
    yield amount(f"{what}: not loaded once", lacking + came["faulty"] + came["changes"], "", 0)


def main() -> None:
    print(table.heading(), flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder,
        alike.sqlite(Path(folder)) as database,
    ):
        for size, most in ((USUAL, MOST_SECONDS), (LARGE, None)):
            for line in measured(database, *size, most):
                print(table.row(line), flush=True)


if __name__ == "__main__":
    main()
