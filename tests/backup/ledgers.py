"""Looking at two ledgers side by side."""

from pathlib import Path
from typing import Any

from django.core.files.storage import Storage
from django.db.backends.base.base import BaseDatabaseWrapper

from backup.files import digest_in, held_in
from backup.lines import Digest
from backup.reading import lines_of
from backup.schema import applied_to, apps_at, tables_of


def rows_of(connection: BaseDatabaseWrapper) -> dict[str, tuple[int, str]]:
    """Of each table how many rows and their digest."""
    found = {}
    for model in tables_of(apps_at(connection, applied_to(connection))):
        digest = Digest()
        for line in lines_of(model, connection):
            digest.add(line)
        found[str(model._meta.db_table)] = (digest.rows, str(digest))
    return found


def asked(connection: BaseDatabaseWrapper, sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def files_of(storage: Storage) -> dict[str, str]:
    """The SHA-256 of each file."""
    return {held.name: digest_in(storage, held.name) for held in held_in(storage)}


def blobs(folder: Path) -> dict[str, int]:
    """The files of a folder of backups, each with when it was written."""
    return {f.name: f.stat().st_mtime_ns for f in folder.glob("files/*/*")}


def quiet(_sentence: str) -> None:
    """Says nothing."""
