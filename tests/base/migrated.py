"""The tables as the migrations leave them: made once, kept, and copied for each process of tests.

On SQLite they outlast the run, under a name made of all that migrations are made of; on PostgreSQL
the server of the tests has them for as long as it runs.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

HOUSE = Path(__file__).resolve().parents[2]
KEPT = HOUSE / ".pytest_cache" / "migrated"
TEMPLATE = "migrated"  # the database on the PostgreSQL of the tests
# No migration reads anything of theirs.
APART = {"tests", "benchmarks", "docs", "api", "web", "config", "demo", "deploy", "templates"}
READ = {".py", ".yaml", ".yml", ".json", ".csv", ".txt"}


@cache
def digest() -> str:
    """Of the libraries, all migrations, and every file of the rooms these may import or load."""
    found = hashlib.sha256()
    rooms = [one for one in HOUSE.iterdir() if one.name[0] != "." and one.name != "var"]
    for file in sorted(file for room in rooms for file in room.rglob("*")):
        room = file.relative_to(HOUSE).parts[0]
        if file.suffix in READ and (room not in APART or "migrations" in file.parts):
            found.update(f"{file.relative_to(HOUSE)}\0".encode() + file.read_bytes())
    found.update((HOUSE / "requirements-dev.txt").read_bytes())
    return found.hexdigest()[:32]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: the first makes what the others copy."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make() -> None:
    """By Django's own way to a database of tests; afterwards nobody is connected to it."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def provide() -> bool:
    """Whether this process has its database now; elsewhere than on ours it is made as ever."""
    if connection.vendor == "sqlite":
        provide_file(Path(connection.creation._get_test_db_name()))
        return True
    if "TESTS_OWN_POSTGRES" not in os.environ:
        return False
    provide_database(connection.creation._get_test_db_name())
    return True


def kept_file() -> Path:
    return KEPT / f"{digest()}.sqlite3"


def provide_file(mine: Path) -> None:
    with alone(KEPT):
        kept = kept_file()
        if kept.exists():
            copy(kept, mine)
            return
        make()
        for old in KEPT.glob("*.sqlite3*"):
            old.unlink()
        draft = kept.with_suffix(".draft")
        copy(mine, draft)
        draft.rename(kept)


def copy(one: Path, other: Path) -> None:
    with closing(sqlite3.connect(one)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def provide_database(mine: str) -> None:
    with alone(Path(os.environ["TESTS_OWN_POSTGRES"])):
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
            is_there = cursor.fetchone() is not None
        if not is_there:
            make()
        one, other = (TEMPLATE, mine) if is_there else (mine, TEMPLATE)
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{other}" TEMPLATE "{one}"')
