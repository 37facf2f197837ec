"""Rolling returns up: the bureau's table of a whole district, and of three thousand direct units.

`python -m benchmarks.returns` measures these alone, on SQLite.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import table
from benchmarks.inside import inside, prepare
from benchmarks.ledgers import alike
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import Line, compared, verdict

MOST_MILLISECONDS = 300  # for a district; three thousand units, a whole city, are only told
HAZARDS, WIDE, ROUNDS = 3000, 3000, 9
TITLES = {
    "sum": "table, being summed",
    "frozen": "table, frozen and now",
    "page": "table, as a page",
    "submit": "table, handed in",
    "board": "who has reported",
    "stale": "which sums are stale",
}


def measured(
    database: alike.Sqlite | alike.Postgres, hazards: int, wide: int, rounds: int
) -> Iterator[Line]:
    """On ledgers of their own: the district of the other lines, and one bureau with very many
    direct units."""
    ledger, filled = ready(database, "district", hazards=hazards)
    took = inside(ledger, "benchmarks.opening:rounds", count=rounds, **filled)
    yield from lines(filled["returns"], took, MOST_MILLISECONDS)
    ledger, filled = ready(database, "wide", units=wide)
    took = inside(ledger, "benchmarks.opening:rounds", count=rounds, **filled)
    yield from lines(filled["returns"], took)


def ready(
    database: alike.Sqlite | alike.Postgres, name: str, **told: int
) -> tuple[Ledger, dict[str, Any]]:
    ledger = database.fresh(f"returns-{name}")
    prepare(ledger)
    return ledger, inside(ledger, f"benchmarks.ledgers.handed_in:{name}", **told)


def lines(returns: int, took: dict[str, Any], aim: float | None = None) -> Iterator[Line]:
    for name, title in TITLES.items():
        ours, floor = took["ours"][name], took["floor"][name]
        what = f"{returns} returns: {title}, {took['statements'][name]} SQL"
        told = {"aim": f"≤ {aim:g} ms" if aim else "", "verdict": verdict(median(ours), aim)}
        yield compared(what, ours, floor)._replace(**told)


def main() -> None:
    print(table.heading(), flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder,
        alike.sqlite(Path(folder)) as database,
    ):
        for line in measured(database, HAZARDS, WIDE, ROUNDS):
            print(table.row(line), flush=True)


if __name__ == "__main__":
    main()
