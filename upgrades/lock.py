"""The lock of whoever changes the tables: of several machines one does it, the others wait.

PostgreSQL: an advisory lock of the session; SQLite: a locked file beside the database. Both are
gone when their process is. Waiting is asking again and again, never a statement that waits: one
that did would keep `CREATE INDEX CONCURRENTLY` of the other machine from ever ending.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

KEY = 0x6C65_6467_6572  # "ledger"
PATIENCE = 3600.0  # seconds; the longest that an index over a million hazards could take
PAUSE = 0.5
WAITING = "Another process is changing the tables of this database; waiting for it …"
STILL = (
    "Another process has been changing the tables of this database for {minutes:.0f} minutes and "
    "is not done. Start again when it is."
)

Ask = Callable[[], bool]


class StillUpgrading(Exception):
    """The other one was not done in time."""


@contextmanager
def alone(
    connection: BaseDatabaseWrapper, say: Callable[[str], Any], patience: float = PATIENCE
) -> Iterator[None]:
    """Inside, nobody else changes the tables. Raises StillUpgrading after `patience` seconds."""
    with (on_postgres if connection.vendor == "postgresql" else on_sqlite)(connection) as ask:
        wait(ask, say, patience)
        yield


def wait(ask: Ask, say: Callable[[str], Any], patience: float) -> None:
    deadline = time.monotonic() + patience
    if ask():
        return
    say(WAITING)
    while not ask():
        if time.monotonic() > deadline:
            raise StillUpgrading(STILL.format(minutes=patience / 60))
        time.sleep(PAUSE)


@contextmanager
def on_postgres(connection: BaseDatabaseWrapper) -> Iterator[Ask]:
    def ask() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
            return bool(cursor.fetchone()[0])

    try:
        yield ask
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")


@contextmanager
def on_sqlite(connection: BaseDatabaseWrapper) -> Iterator[Ask]:
    with Path(f"{connection.settings_dict['NAME']}.upgrading").open("w") as file:

        def ask() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield ask
