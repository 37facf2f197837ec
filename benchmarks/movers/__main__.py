"""Eight people who move hazards at once: with the running tally, without it, and with sums that
every act adds to by itself.

`python -m benchmarks.movers` takes some minutes.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.inside import HOUSE, inside, prepare
from benchmarks.ledgers import alike
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import Line

MOVERS, ROUNDS, SECONDS = 8, 3, 4
LEAST = 0.6  # of the throughput without any counting
WAYS = ("nothing", "append", "add to the sums")


def turns(one: Ledger) -> dict[str, list[float]]:
    """Moves a second of all movers together, way by way, the ways taking turns."""
    took: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way in WAYS:
            took[way].append(together(one, way) / SECONDS)
    return took


def together(one: Ledger, way: str) -> int:
    """A process each; they begin to count when the slowest is ready."""
    command = [sys.executable, "-m", "benchmarks.movers.moving", way, str(SECONDS)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    movers = [
        subprocess.Popen([*command, str(n)], cwd=HOUSE, env=one.environment, **pipes)
        for n in range(MOVERS)
    ]
    for mover in movers:
        mover.stdout.readline()
    for mover in movers:
        mover.stdin.write("go\n")
        mover.stdin.flush()
    return sum(int(mover.communicate()[0]) for mover in movers)


def lines(took: dict[str, list[float]]) -> Iterator[Line]:
    bare = took["nothing"]
    for way in WAYS[1:]:
        shares = sorted(one / other for one, other in zip(took[way], bare, strict=True))
        share, middle = shares[len(shares) // 2], len(bare) // 2
        yield Line(
            f"{MOVERS} movers, counting by: {way}",
            f"{share:.2f}×",
            f"{shares[0]:.2f}–{shares[-1]:.2f}",
            ours=f"{sorted(took[way])[middle]:.0f} /s",
            floor=f"{sorted(bare)[middle]:.0f} /s",
            aim=f"≥ {LEAST:g}×",
            verdict="ok" if share >= LEAST else "worse",
        )


def main() -> None:
    print(table.heading(), flush=True)
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder:
        for opened in (alike.sqlite, alike.postgres):
            with opened(Path(folder)) as database:
                print(table.section(database.name), flush=True)
                one = database.fresh("movers")
                prepare(one)
                inside(one, "benchmarks.movers.acts:fill")
                for line in lines(turns(one)):
                    print(table.row(line), flush=True)


if __name__ == "__main__":
    main()
