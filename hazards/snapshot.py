"""Everything read as it was at one moment, while people go on working."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside, everything read is of one moment, and nothing can be written. Nobody waits for it.

    Inside a transaction that is under way it is too late to ask for that.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT 1")  # The moment is that of the first look.
            yield
    else:
        yield from _of_sqlite(connection)


def _of_sqlite(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Not `atomic`: that takes SQLite's write lock at once, and everybody would wait."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")
