"""Adding up parts for every unit they count for, and writing the sums."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, models

from hazards.counted import Kind, Parts, Slot
from hazards.tally import COUNTS, NO_DAYS, By, Count, FoldedPlace, Grain, Spread
from organizations.units import STEP

ROWS_AT_ONCE = 800  # times 27 columns stays under the parameters a statement may have
KEY_OF: dict[str, Callable[[Kind], str]] = {
    By.ALL: lambda kind: "",
    By.CATEGORY: lambda kind: str(kind.category),
    By.SOURCE: lambda kind: kind.source,
}


ROW = ("unit_id", "by", "grain", "day", "key", "severity")


class Place(NamedTuple):
    """Where a unit stands; its path is the keys of all above it and its own."""

    path: str
    is_leaf: bool

    def counted_for(self) -> list[tuple[int, tuple[By, ...]]]:
        """The unit and all above it, each with what its rows are told apart by."""
        starts = range(0, len(self.path), STEP)
        *above, own = [int(self.path[start : start + STEP]) for start in starts]
        kept = (By.ALL,) if self.is_leaf else tuple(By)
        return [(own, kept), *((unit, tuple(By)) for unit in above)]


Places = dict[int, Place]
Row = tuple[Any, ...]


class Sums:
    """Counts and spreads that wait to be added to what is written."""

    def __init__(self) -> None:
        self.counts: dict[Row, Counter[str]] = {}
        self.spreads: Counter[Row] = Counter()

    def __len__(self) -> int:
        return len(self.counts) + len(self.spreads)

    def add(self, parts: Parts, places: Places) -> None:
        for slot, counts in parts.items():
            place = places.get(slot.kind.unit)
            for row in rows_of(slot, place) if place else ():
                self.counts.setdefault(row, Counter()).update(counts)
                if slot.days != NO_DAYS and counts["closed"]:
                    self.spreads[(*row, slot.days)] += counts["closed"]

    def write(self) -> None:
        """Add everything to the tables, in the order of their keys, and be empty again."""
        values = [(*row, *(counts[n] for n in COUNTS)) for row, counts in self.counts.items()]
        upsert(Count, ROW, COUNTS, sorted(values, key=by_key))
        spreads = [(*row, n) for row, n in self.spreads.items() if n]
        upsert(Spread, (*ROW, "days"), ("closed",), sorted(spreads, key=by_key))
        self.counts, self.spreads = {}, Counter()


def by_key(row: Row) -> Row:
    return row[:6]


def rows_of(slot: Slot, place: Place) -> Iterator[Row]:
    """The rows a part is counted in: unit, by, grain, day, key, severity."""
    kind, month = slot.kind, slot.day.replace(day=1)
    for unit, kept in place.counted_for():
        for by in kept:
            key = KEY_OF[by](kind)
            yield unit, by.value, Grain.DAY.value, slot.day, key, kind.severity
            yield unit, by.value, Grain.MONTH.value, month, key, kind.severity


def upsert(
    model: type[models.Model], keyed: Sequence[str], added: Sequence[str], rows: list[Row]
) -> None:
    """Insert rows of (key columns…, added columns…), or add to the ones that are there."""
    quote, table = connection.ops.quote_name, model._meta.db_table
    columns = [*map(quote, keyed), *map(quote, added)]
    keys, sums = columns[: len(keyed)], columns[len(keyed) :]
    adding = ", ".join(f"{c} = {quote(table)}.{c} + excluded.{c}" for c in sums)
    one = f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {quote(table)} ({', '.join(columns)}) VALUES "
    conflict = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {adding}"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            batch = rows[start : start + ROWS_AT_ONCE]
            told = [adapted(value) for row in batch for value in row]
            cursor.execute(into + ", ".join([one] * len(batch)) + conflict, told)


def adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def folded_places(units: Iterable[int] | None = None) -> Places:
    places = (
        FoldedPlace.objects.all() if units is None else FoldedPlace.objects.filter(pk__in=units)
    )
    return {pk: Place(path, leaf) for pk, path, leaf in places.values_list("pk", "path", "is_leaf")}
