"""待办, coverage and the tables with a year of rounds of 5,000 units beside a month of 255.

`python -m benchmarks.inspections` fills both on each database; it takes half an hour.
`--ledgers SMALL LARGE` measures two that are filled already.
"""

from benchmarks import growing, table
from benchmarks.inside import inside, prepare
from benchmarks.ledgers.ledger import Ledger
from benchmarks.table import amount

DAYS = {"district": 30, "city": 365}


def filled(database: growing.Database) -> list[Ledger]:
    return [with_rounds(database, area) for area in DAYS]


def with_rounds(database: growing.Database, area: str) -> Ledger:
    one = database.fresh(area)
    prepare(one)
    told = inside(one, f"benchmarks.inspections.filled:{area}", days=DAYS[area])
    for name, number in told.items():
        print(table.row(amount(f"{area}: {name}", number, "")), flush=True)
    return one


if __name__ == "__main__":
    growing.main(
        "benchmarks.inspections", __doc__ or "", "benchmarks.inspections.asked:times", filled
    )
