"""Writing very many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction


@contextmanager
def without_indexes(model: type[models.Model]) -> Iterator[None]:
    """The table's own indexes are made again afterwards, which is far faster than row by row."""
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.add_index(model, index)


def write(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """`rows` name every column they fill; the rest is what an empty row has."""
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    columns = [str(field.column) for field in fields]
    empty = {str(field.column): blank(field) for field in fields}
    values = ([told.get(column, empty[column]) for column in columns] for told in rows)
    writer = copy if connection.vendor == "postgresql" else insert
    with transaction.atomic():
        writer(str(model._meta.db_table), columns, values)


def blank(field: models.Field) -> Any:
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    is_text = isinstance(field, models.CharField | models.TextField)
    return "" if is_text else 0


def copy(table: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    with connection.cursor() as cursor:
        into = f"COPY {table} ({', '.join(map(quoted, columns))}) FROM STDIN"
        with cursor.copy(into) as out:
            for row in rows:
                out.write_row([json.dumps(v) if isinstance(v, dict) else v for v in row])


def insert(table: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    into = f"INSERT INTO {table} ({', '.join(map(quoted, columns))}) VALUES ({places})"
    with connection.cursor() as cursor:
        cursor.executemany(into, (list(map(plain, row)) for row in rows))


def plain(value: Any) -> Any:
    """As Django writes it into SQLite."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return value.hex
    return json.dumps(value) if isinstance(value, dict) else value


def quoted(column: str) -> str:
    return connection.ops.quote_name(column)
