"""Adding up parts for every unit they count for, and writing the sums."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models

from hazards.tally.rules import Contribution, TallyKey
from hazards.tally.tables import COUNTS, NO_DAYS, By, Count, FoldedPlace, Grain, Spread
from organizations.units import STEP

ROW = ("unit_id", "by", "grain", "day", "key", "severity")
PARAMETERS = 22_000  # fewer than any database lets a statement have
ROWS_AT_ONCE = PARAMETERS // (len(ROW) + len(COUNTS))
DAY, MONTH = Grain.DAY.value, Grain.MONTH.value
FOUND = (By.ALL.value, By.CATEGORY.value, By.SOURCE.value)  # of what is counted by its finding


class Place(NamedTuple):
    """Where a unit stands; its path is the keys of all above it and its own."""

    path: str
    is_leaf: bool


Places = dict[int, Place]
Row = tuple[Any, ...]


@cache
def counted_for(place: Place) -> list[tuple[int, str]]:
    """The unit and all above it, with each way its rows are told apart."""
    starts = range(0, len(place.path), STEP)
    *above, own = [int(place.path[start : start + STEP]) for start in starts]
    kept = FOUND[:1] if place.is_leaf else FOUND
    return [*((own, by) for by in kept), *((unit, by) for unit in above for by in FOUND)]


@cache
def lies_on(place: Place) -> list[tuple[int, str]]:
    return [(unit, By.DESK.value) for unit, by in counted_for(place) if by == By.ALL]


class Sums:
    """Counts and spreads that wait to be added to what is written."""

    def __init__(self) -> None:
        self.counts: dict[Row, dict[str, int]] = {}
        self.spreads: Counter[Row] = Counter()

    def __len__(self) -> int:
        return len(self.counts) + len(self.spreads)

    def add(self, contribution: Contribution, places: Places) -> None:
        for key, counts in contribution.items():
            place = places.get(key.dimensions.unit)
            for row in rows_of(key, place) if place else ():
                self.put(row, counts)
                if key.days != NO_DAYS and counts["closed"]:
                    self.spreads[(*row, key.days)] += counts["closed"]

    def put(self, row: Row, counts: dict[str, int]) -> None:
        here = self.counts.setdefault(row, {})
        for name, n in counts.items():
            here[name] = here.get(name, 0) + n

    def write(self) -> None:
        """Add everything to the tables, in the order of their keys, and be empty again."""
        values = [(*row, *(c.get(n, 0) for n in COUNTS)) for row, c in self.counts.items()]
        upsert(Count, ROW, COUNTS, sorted(values, key=by_key))
        spreads = [(*row, n) for row, n in self.spreads.items() if n]
        upsert(Spread, (*ROW, "days"), ("closed",), sorted(spreads, key=by_key))
        self.counts, self.spreads = {}, Counter()


def by_key(row: Row) -> Row:
    return row[: len(ROW)]


def rows_of(key: TallyKey, place: Place) -> Iterator[Row]:
    """The rows a part is counted in, each by its key (`ROW`)."""
    dimensions, month = key.dimensions, key.day.replace(day=1)
    keys = {
        By.ALL.value: "",
        By.CATEGORY.value: str(dimensions.category),
        By.SOURCE.value: dimensions.source,
    }
    if key.desk:
        keys = {By.DESK.value: key.desk}
    for unit, by in lies_on(place) if key.desk else counted_for(place):
        yield unit, by, DAY, key.day, keys[by], dimensions.severity
        yield unit, by, MONTH, month, keys[by], dimensions.severity


def upsert(
    model: type[models.Model], keyed: Sequence[str], added: Sequence[str], rows: list[Row]
) -> None:
    """Insert rows of (key columns…, added columns…), or add to the ones that are there."""
    quote, table = connection.ops.quote_name, connection.ops.quote_name(model._meta.db_table)
    columns = [*map(quote, keyed), *map(quote, added)]
    adding = ", ".join(f"{c} = {table}.{c} + excluded.{c}" for c in columns[len(keyed) :])
    into = f"INSERT INTO {table} ({', '.join(columns)}) "
    conflict = f" ON CONFLICT ({', '.join(columns[: len(keyed)])}) DO UPDATE SET {adding}"
    told = as_columns if connection.vendor == "postgresql" else as_rows
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            values, params = told(model, (*keyed, *added), rows[start : start + ROWS_AT_ONCE])
            cursor.execute(into + values + conflict, params)


def as_rows(model, columns: Sequence[str], rows: list[Row]) -> tuple[str, list[Any]]:
    one = f"({', '.join(['%s'] * len(columns))})"
    told = [value for row in rows for value in adapted(row)]
    return "VALUES " + ", ".join([one] * len(rows)), told


def as_columns(model, columns: Sequence[str], rows: list[Row]) -> tuple[str, list[Any]]:
    """An array for each column, which PostgreSQL takes in a tenth of the time of as many values."""
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    types = [fields[column].db_type(connection) for column in columns]
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    told = [list(values) for values in zip(*rows, strict=True)]
    return f"SELECT * FROM unnest({arrays})", told


def adapted(row: Row) -> Row:
    """With its day as the database wants it."""
    unit, by, grain, day, *rest = row
    return unit, by, grain, connection.ops.adapt_datefield_value(day), *rest


def folded_places(units: Iterable[int] | None = None) -> Places:
    places = (
        FoldedPlace.objects.all() if units is None else FoldedPlace.objects.filter(pk__in=units)
    )
    return {pk: Place(path, leaf) for pk, path, leaf in places.values_list("pk", "path", "is_leaf")}
