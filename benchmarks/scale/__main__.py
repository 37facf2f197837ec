"""Whether figures and first pages cost the same with a million hazards as with ten thousand.

`python -m benchmarks.scale` fills a city of 5,000 units twice on each database; it takes the
better part of an hour. `--ledgers SMALL LARGE` measures two that are filled already.
"""

from benchmarks import growing
from benchmarks.inside import inside, prepare
from benchmarks.ledgers.ledger import Ledger

SMALL, LARGE = 10_000, 1_000_000


def filled(database: growing.Database) -> list[Ledger]:
    return [city(database, hazards) for hazards in (SMALL, LARGE)]


def city(database: growing.Database, hazards: int) -> Ledger:
    one = database.fresh(f"city{hazards}")
    prepare(one)
    inside(one, "benchmarks.ledgers.city:fill", hazards=hazards)
    return one


if __name__ == "__main__":
    growing.main("benchmarks.scale", __doc__ or "", "benchmarks.scale.asked:times", filled)
