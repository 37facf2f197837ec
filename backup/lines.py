"""A row as a line of text that is the same whatever database it lies in, and back.

A line is a JSON list of the row's columns: moments in UTC with all six decimals, amounts with as
many decimals as their column has, bytes in base 64, the keys of a JSON column sorted.
"""

import base64
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
Turn = Callable[[Any], Any]


def columns_of(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.local_concrete_fields)


def told(field: models.Field) -> models.Field:
    """The field whose kind of value the column holds: for a foreign key that it points to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def names_of(model: type[models.Model]) -> list[str]:
    """The columns of a line."""
    return [f"{field.column}" for field in columns_of(model)]


# --- Out -----------------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """What json cannot write, as text. A kind of value nobody has thought of is a TypeError."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def amount(field: models.DecimalField) -> Turn:
    smallest = Decimal(1).scaleb(-field.decimal_places)
    return lambda value: None if value is None else str(value.quantize(smallest))


def lines(model: type[models.Model], rows: Iterable[Row]) -> Iterator[str]:
    """`rows` are tuples in the order of `columns_of`."""
    fields = [told(field) for field in columns_of(model)]
    amounts = [(i, amount(f)) for i, f in enumerate(fields) if isinstance(f, models.DecimalField)]
    encode = json.JSONEncoder(
        ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain
    ).encode
    for row in rows:
        values = list(row)
        for place, turn in amounts:
            values[place] = turn(values[place])
        yield encode(values)


class Digest:
    """Of a table's lines in any order, for two databases do not sort alike: the sum of the
    SHA-256 of each. A row lost, changed or doubled changes it."""

    def __init__(self) -> None:
        self.rows = 0
        self.total = 0

    def add(self, line: str) -> None:
        self.rows += 1
        self.total += int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")

    def adding(self, lines: Iterable[str]) -> Iterator[str]:
        """The same lines, each added on its way."""
        for line in lines:
            self.add(line)
            yield line

    def __str__(self) -> str:
        return f"{self.total % 2**256:064x}"


# --- In ------------------------------------------------------------------------------------------


def written(field: models.Field, connection: BaseDatabaseWrapper) -> Turn | None:
    """What makes of a line's value what this database takes; None where it is the value itself."""
    kind = told(field)
    if isinstance(kind, models.BinaryField):
        return lambda value: base64.b64decode(value)
    if isinstance(kind, models.JSONField):
        # An empty place and a JSON null are told apart by whether the column may be empty.
        return lambda value: kind.get_db_prep_save(value, connection)
    if isinstance(kind, models.DateField | models.TimeField | models.UUIDField):
        return lambda value: kind.get_db_prep_save(kind.to_python(value), connection)
    if isinstance(kind, models.DecimalField):
        return lambda value: kind.get_db_prep_save(Decimal(value), connection)
    return None


def values(
    model: type[models.Model], texts: Iterable[str], connection: BaseDatabaseWrapper
) -> Iterator[list[Any]]:
    """The rows to write, in the order of `columns_of`."""
    turns = [(i, written(f, connection)) for i, f in enumerate(columns_of(model))]
    turned = [(place, turn) for place, turn in turns if turn]
    may_be_empty = [field.null for field in columns_of(model)]
    for text in texts:
        row = json.loads(text)
        for place, turn in turned:
            if row[place] is not None or not may_be_empty[place]:
                row[place] = turn(row[place])
        yield row
