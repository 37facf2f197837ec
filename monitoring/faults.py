"""What the service stands on and may be away: each such error is recognised here, and only here.

A fault is nobody's mistake and passes by itself. It is answered with 503, a sentence and when to
try again; every other error is a mistake of ours and stays a 500.
"""

import shutil
import sqlite3
from typing import NamedTuple

import psycopg
from django.conf import settings
from django.db import connections
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hazards.photos.full_disk import is_full
from hazards.photos.store import NO_ANSWER, REFUSAL, StoreAway


class Fault(NamedTuple):
    """`code` is for programs, the sentence for people, `retry_after` in seconds."""

    code: str
    sentence: Promise
    retry_after: int


DATABASE_AWAY = Fault(
    "database_away",
    _("The database does not answer at the moment. Nothing was saved; please try again soon."),
    5,
)
STORAGE_AWAY = Fault(
    "storage_away",
    _("The photo store does not answer at the moment. Nothing was saved; please try again soon."),
    5,
)
DISK_FULL = Fault(
    "disk_full",
    _("The disk of the service is full. Nothing was saved; the administrator has to make room."),
    60,
)

# https://www.sqlite.org/rescode.html: the primary code is the lowest byte.
SQLITE_SAYS_FULL = sqlite3.SQLITE_FULL
SQLITE_IS_AWAY = {
    *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB),
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, resources, the
# operator's intervention, the system; a standby that only reads; a table that is not there yet.
POSTGRES_SAYS_FULL = "53100"
POSTGRES_IS_AWAY = ("08", "53", "57P", "58", "25006", "42P01")
LEAST_FREE_BYTES = 1024 * 1024  # with less, SQLite names what it could not open or write instead


def fault_in(error: BaseException | None) -> Fault | None:
    """The fault that `error` comes from, through everything it was raised from."""
    while error is not None:
        if fault := fault_of(error):
            return fault
        error = error.__cause__ or error.__context__
    return None


def fault_of(error: BaseException) -> Fault | None:
    if isinstance(error, sqlite3.Error):
        return fault_of_sqlite(error)
    if isinstance(error, psycopg.Error):
        return fault_of_postgres(error)
    if isinstance(error, StoreAway) or is_s3_away(error):
        return STORAGE_AWAY
    return DISK_FULL if isinstance(error, OSError) and is_full(error) else None


def fault_of_sqlite(error: sqlite3.Error) -> Fault | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    primary = code & 0xFF
    if primary == SQLITE_SAYS_FULL:
        return DISK_FULL
    if primary in SQLITE_IS_AWAY:
        return DISK_FULL if nothing_fits_any_more() else DATABASE_AWAY
    # A lock that somebody keeps for longer than all of us wait, and a file put in place of ours.
    is_held = code == sqlite3.SQLITE_BUSY
    return DATABASE_AWAY if is_held or "no such table" in str(error) else None


def fault_of_postgres(error: psycopg.Error) -> Fault | None:
    if error.sqlstate is None:
        return DATABASE_AWAY if isinstance(error, psycopg.OperationalError) else None
    if error.sqlstate == POSTGRES_SAYS_FULL:
        return DISK_FULL
    return DATABASE_AWAY if error.sqlstate.startswith(POSTGRES_IS_AWAY) else None


def is_s3_away(error: BaseException) -> bool:
    """No answer, or one that is about the whole store; that one key is not in it is no fault."""
    if not isinstance(error, REFUSAL):
        return isinstance(error, NO_ANSWER)
    told = getattr(error, "response", {})
    status = told.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= 500 or status in (401, 403) or told["Error"]["Code"] == "NoSuchBucket"


def nothing_fits_any_more() -> bool:
    try:
        return shutil.disk_usage(settings.DATA_DIR).free < LEAST_FREE_BYTES
    except OSError:
        return False


def let_go_of_the_database() -> None:
    """The next request connects anew: what this one was connected to may be gone for good, and so
    may everything that lies ready in the pool."""
    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block:
            continue
        connection.close()
        pool = getattr(connection, "pool", None)
        if pool:
            pool.drain()
