"""Folding what acts have appended into the sums of units and all above them, one at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from inspections.models import Change, Clockwork, SumCount, UnitCount
from inspections.models.counts import NUMBERS
from organizations.units import STEP

AT_ONCE = 1000  # changes a transaction: SQLite lets nobody else write meanwhile
ROWS_AT_ONCE = 1500  # of up to 10 columns: fewer values than any database lets a statement have
OWN = ("unit_id", "place", "code", "month")
SUMMED = ("unit_id", "code", "month")
Key = tuple[Any, ...]
Sums = dict[Key, Counter[str]]


def fold() -> int:
    """Fold everything whose day has come. Returns how many changes that were."""
    folded = 0
    while some := fold_some():
        folded += some
    return folded


@transaction.atomic
def fold_some() -> int:
    hold()
    today = timezone.localdate()
    ready = list(Change.objects.filter(effective_on__lte=today).order_by("effective_on")[:AT_ONCE])
    Change.objects.filter(pk__in=[change.pk for change in ready]).delete()
    write(ready)
    return len(ready)


def hold() -> Clockwork:
    """One fold and one planning at a time; the next one waits here."""
    Clockwork.objects.bulk_create([Clockwork(pk=1)], ignore_conflicts=True)
    return Clockwork.objects.select_for_update().get(pk=1)


def write(changes: Iterable[Change]) -> None:
    own: Sums = {}
    above: Sums = {}
    for change in changes:
        numbers = {name: getattr(change, name) for name in NUMBERS}
        put(own, tuple(getattr(change, name) for name in OWN), numbers)
        for unit in units_of(change.place):
            put(above, (unit, change.code, change.month), numbers)
    upsert(UnitCount, OWN, own)
    upsert(SumCount, SUMMED, above)


def put(sums: Sums, key: Key, numbers: dict[str, int]) -> None:
    sums.setdefault(key, Counter()).update(numbers)


def units_of(place: str) -> Iterator[int]:
    """The keys of a unit and of all above it, from the top."""
    return (int(place[start : start + STEP]) for start in range(0, len(place), STEP))


def upsert(model: type[models.Model], keyed: tuple[str, ...], sums: Sums) -> None:
    """Insert rows, or add to the ones that are there."""
    quote, table = connection.ops.quote_name, connection.ops.quote_name(model._meta.db_table)
    columns = [quote(name) for name in (*keyed, *NUMBERS)]
    adding = ", ".join(f"{c} = {table}.{c} + excluded.{c}" for c in columns[len(keyed) :])
    one = f"({', '.join(['%s'] * len(columns))})"
    ending = f" ON CONFLICT ({', '.join(columns[: len(keyed)])}) DO UPDATE SET {adding}"
    rows = sorted(sums.items(), key=lambda item: str(item[0]))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            values = [v for key, told in some for v in (*adapted(key), *numbers_in(told))]
            into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
            cursor.execute(into + ", ".join([one] * len(some)) + ending, values)


def adapted(key: Key) -> Key:
    """With its month, the last part, as the database wants it."""
    *rest, month = key
    return (*rest, connection.ops.adapt_datefield_value(month))


def numbers_in(told: Counter[str]) -> list[int]:
    return [told[name] for name in NUMBERS]
