"""Writing whole tables into a ledger that holds nothing of anybody's yet."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from backup.errors import CannotGoOn
from backup.lines import names_of, values
from backup.schema import Model

AT_ONCE = 2000
# Whatever anybody has entered hangs on a unit or on a person.
SOMEBODYS = ("organizations_unit", "organizations_user", "hazards_hazard")
REFUSED = "{table} does not take the rows: {error}"


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether it holds nothing but what the migrations and the first start put there."""
    there = [name for name in connection.introspection.table_names() if name in SOMEBODYS]
    with connection.cursor() as cursor:
        for table in there:
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
            if cursor.fetchone():
                return False
    return True


def clear(connection: BaseDatabaseWrapper, models: list[Model]) -> None:
    """Take out what the migrations put in: the backup has it, as it was when it was made."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # No row is asked one by one, so no trigger refuses.
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        with without_triggers(cursor):
            for table in reversed(tables):
                cursor.execute(f"DELETE FROM {table}")


@contextmanager
def without_triggers(cursor: Any) -> Iterator[None]:
    """SQLite's triggers cannot be told to rest, so they go and come back as they were."""
    triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = triggers.fetchall()
    for name, _sql in kept:
        cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in kept:
        # Django would take a per cent sign for a parameter only if it were given any.
        cursor.execute(sql)


def load(connection: BaseDatabaseWrapper, model: Model, texts: Iterable[str]) -> None:
    """Write the lines of one table. Foreign keys are asked about at the end of the transaction."""
    columns = ", ".join(map(connection.ops.quote_name, names_of(model)))
    table = connection.ops.quote_name(model._meta.db_table)
    write = copy if connection.vendor == "postgresql" else insert
    try:
        write(connection, f"{table} ({columns})", values(model, texts, connection))
    except DatabaseError as error:
        reason = str(error).strip()
        raise CannotGoOn(REFUSED.format(table=model._meta.db_table, error=reason)) from error


def copy(connection: BaseDatabaseWrapper, into: str, rows: Iterator[list[Any]]) -> None:
    # Django turns the driver's own errors into its own only where it asks itself.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {into} FROM STDIN") as out,
    ):
        for row in rows:
            out.write_row(row)


def insert(connection: BaseDatabaseWrapper, into: str, rows: Iterator[list[Any]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    places = ", ".join(["%s"] * len(first))
    some: list[list[Any]] = [first]
    with connection.cursor() as cursor:
        while some:
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", some)
            some = list(islice(rows, AT_ONCE))


def count_on(connection: BaseDatabaseWrapper, models: list[Model]) -> None:
    """The next row of each table gets a key that is free."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
