"""All tables of a ledger as they were at one moment, while people go on working."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from backup.lines import columns_of, lines
from backup.schema import Model

AT_ONCE = 2000


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside, everything read is of one moment, and nothing can be written. Nobody waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT 1")  # The moment is that of the first look.
            yield
        return
    # Not `atomic`: that takes SQLite's write lock at once, and everybody would wait.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines_of(model: Model, connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Every row of the table by its key, read in pieces."""
    names = [field.attname for field in columns_of(model)]
    rows = model._base_manager.using(connection.alias).order_by("pk").values_list(*names)
    return lines(model, rows.iterator(chunk_size=AT_ONCE))
