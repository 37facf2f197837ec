"""Everything read as it was at one moment, while people go on working.

An answer made of several statements would otherwise read some of them before and some after
somebody's commit: a sum that is being folded counted twice or not at all, a list and its count of
two moments. `snapshot` works around a block and, written above it, around a whole function.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

AT_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
WITH_TABLES_OF_ITS_OWN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
FIRST_LOOK = {"sqlite": "SELECT COUNT(*) FROM sqlite_master", "postgresql": "SELECT 1"}


@contextmanager
def snapshot(connection: BaseDatabaseWrapper, *, makes_tables: bool = False) -> Iterator[None]:
    """Inside, everything read is of one moment, nothing written is kept, and nobody waits for it.
    PostgreSQL refuses writes, unless the reader `makes_tables` of its own, temporary ones.

    Inside a transaction that is under way it is too late to ask for that: what is read there is
    read by that transaction, be it a snapshot itself or an act.
    """
    if connection.in_atomic_block:
        yield
        return
    with _Deferred(connection.alias, savepoint=True, durable=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(WITH_TABLES_OF_ITS_OWN if makes_tables else AT_ONE_MOMENT)
        cursor.execute(FIRST_LOOK[connection.vendor])  # the moment is that of the first look
        cursor.fetchone()
        yield
        transaction.set_rollback(True, using=connection.alias)


class _Deferred(transaction.Atomic):
    """A transaction that takes no lock before it writes. SQLite's usual ones take the lock of all
    who write at once (`config.sections.databases`), and everybody would wait for a reader."""

    def __enter__(self) -> None:
        database: Any = transaction.get_connection(self.using)
        database.ensure_connection()  # which sets the usual way of beginning
        usual = getattr(database, "transaction_mode", None)
        database.transaction_mode = usual and "DEFERRED"
        try:
            super().__enter__()
        finally:
            database.transaction_mode = usual
