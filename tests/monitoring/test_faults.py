"""What counts as a fault, by the errors the databases, the disk and the stores really raise."""

import errno
import os
import resource
import sqlite3
import stat
import threading

import psycopg
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from django.core.files.base import ContentFile
from django.db import DatabaseError, OperationalError, connection
from psycopg_pool import PoolTimeout

from hazards.models import Category
from hazards.photos.store import DRAFTS, MARKER, DurableFiles, StoreAway
from monitoring.faults import DATABASE_AWAY, DISK_FULL, STORAGE_AWAY, fault_in


@pytest.fixture
def database(tmp_path):
    file = tmp_path / "a.sqlite3"
    with sqlite3.connect(file) as plain:
        plain.execute("CREATE TABLE kept (words)")
    plain.close()
    return file


def error_of(file, statement, **options):
    """As Django raises it: its own error, from the driver's."""
    plain = sqlite3.connect(file, timeout=0, **options)
    try:
        for each in statement.split(";"):
            plain.execute(each)
    except sqlite3.Error as error:
        outer = OperationalError(str(error))
        outer.__cause__ = error
        return outer
    finally:
        plain.close()
    raise AssertionError("it went through")


def test_a_sqlite_file_that_may_not_grow_is_a_full_disk(database):
    too_long = f"INSERT INTO kept VALUES ('{'x' * 100_000}')"
    assert fault_in(error_of(database, f"PRAGMA max_page_count=1;{too_long}")) is DISK_FULL


def test_a_sqlite_file_that_is_not_what_it_was_is_a_database_away(database, tmp_path):
    readonly = error_of(f"file:{database}?mode=ro", "INSERT INTO kept VALUES (1)", uri=True)
    assert fault_in(readonly) is DATABASE_AWAY
    (tmp_path / "garbage").write_bytes(b"x" * 5000)
    assert fault_in(error_of(tmp_path / "garbage", "SELECT * FROM kept")) is DATABASE_AWAY
    assert fault_in(error_of(tmp_path / "new", "SELECT * FROM kept")) is DATABASE_AWAY


def test_a_sqlite_file_somebody_holds_locked_is_a_database_away(database):
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert fault_in(error_of(database, "INSERT INTO kept VALUES (1)")) is DATABASE_AWAY
    holder.close()


def test_a_mistake_in_a_statement_is_no_fault(database):
    assert fault_in(error_of(database, "SELECT nothing FROM kept")) is None
    assert fault_in(error_of(database, "SELECT 1 FROM kept WHERE")) is None


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (PoolTimeout("no connection after 3 sec"), DATABASE_AWAY),
        (psycopg.OperationalError("server closed the connection"), DATABASE_AWAY),
        (psycopg.errors.AdminShutdown(), DATABASE_AWAY),
        (psycopg.errors.CannotConnectNow(), DATABASE_AWAY),
        (psycopg.errors.TooManyConnections(), DATABASE_AWAY),
        (psycopg.errors.ReadOnlySqlTransaction(), DATABASE_AWAY),
        (psycopg.errors.DiskFull(), DISK_FULL),
        (psycopg.errors.DeadlockDetected(), None),
        (psycopg.errors.UniqueViolation(), None),
        (OSError(errno.ENOSPC, "No space left on device"), DISK_FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), DISK_FULL),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (StoreAway("gone"), STORAGE_AWAY),
        (EndpointConnectionError(endpoint_url="http://store"), STORAGE_AWAY),
        (ValueError("a mistake of ours"), None),
    ],
)
def test_each_error_is_the_fault_it_tells_of(error, fault):
    assert fault_in(error) is fault


@pytest.mark.parametrize(
    ("status", "code", "fault"),
    [
        (503, "SlowDown", STORAGE_AWAY),
        (403, "AccessDenied", STORAGE_AWAY),
        (404, "NoSuchBucket", STORAGE_AWAY),
        (404, "NoSuchKey", None),
    ],
)
def test_a_store_without_one_key_is_well_and_one_without_the_bucket_is_not(status, code, fault):
    told = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    assert fault_in(ClientError(told, "PutObject")) is fault


@pytest.mark.only_on("postgresql")
def test_a_connection_the_server_ended_is_a_database_away(transactional_db):
    with connection.cursor() as cursor, pytest.raises(DatabaseError) as caught:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()
    assert fault_in(caught.value) is DATABASE_AWAY
    assert Category.objects.exists()


# --- The photo store -------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path):
    one = DurableFiles(location=tmp_path / "media")
    assert one.make_ready(is_new=True)
    return one


def test_a_file_is_whole_under_its_name_and_no_draft_is_left(store, tmp_path):
    assert store.save("photos/ab/one.jpg", ContentFile(b"picture")) == "photos/ab/one.jpg"
    with store.open("photos/ab/one.jpg") as file:
        assert file.read() == b"picture"
    assert list((tmp_path / "media" / DRAFTS).iterdir()) == []
    assert store.is_well()


def test_a_file_that_does_not_fit_leaves_nothing_behind(store, tmp_path):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    try:
        with pytest.raises(OSError, match="too large") as caught:
            store.save("photos/ab/one.jpg", ContentFile(b"x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    assert fault_in(caught.value) is DISK_FULL
    assert not store.exists("photos/ab/one.jpg")
    assert list((tmp_path / "media" / DRAFTS).iterdir()) == []


def test_a_reader_never_sees_half_a_file(store, tmp_path):
    """While one writes, whoever looks finds nothing or all of it."""
    going_on, seen = threading.Event(), set()

    class Slow(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"first "
            seen.add(store.exists("photos/ab/one.jpg"))
            going_on.set()
            yield b"second"

    store.save("photos/ab/one.jpg", Slow(b""))
    assert going_on.is_set()
    assert seen == {False}
    with store.open("photos/ab/one.jpg") as file:
        assert file.read() == b"first second"


def test_an_empty_folder_in_place_of_the_photos_is_not_taken_for_the_store(store, tmp_path):
    store.save("photos/ab/one.jpg", ContentFile(b"picture"))
    (tmp_path / "media").rename(tmp_path / "unmounted")
    (tmp_path / "media").mkdir()
    assert not store.is_well()
    with pytest.raises(StoreAway):
        store.save("photos/ab/two.jpg", ContentFile(b"picture"))
    with pytest.raises(StoreAway):
        store.open("photos/ab/one.jpg")
    assert not store.make_ready(is_new=False)
    assert list((tmp_path / "media").iterdir()) == []


def test_a_store_from_before_there_was_a_mark_is_marked(store, tmp_path):
    store.save("photos/ab/one.jpg", ContentFile(b"picture"))
    (tmp_path / "media" / MARKER).unlink()
    later = DurableFiles(location=tmp_path / "media")
    assert not later.is_well()
    assert later.make_ready(is_new=False)
    assert later.is_well()


def test_a_photo_that_is_lost_is_not_there_and_the_store_is_well(store):
    with pytest.raises(FileNotFoundError):
        store.open("photos/ab/lost.jpg")


def test_a_folder_that_is_a_file_is_the_stores_fault(tmp_path):
    (tmp_path / "media").touch()
    with pytest.raises(StoreAway):
        DurableFiles(location=tmp_path / "media").save("photos/a.jpg", ContentFile(b"picture"))


def test_bytes_then_the_folder_are_synced_and_the_name_comes_in_between(store, monkeypatch):
    """What a power cut leaves cannot be tried here; the order of the calls can."""
    store.save("photos/ab/before.jpg", ContentFile(b"picture"))  # the folders are there
    done = []
    for name in ("fsync", "replace"):
        plain = getattr(os, name)

        def noted(*told, name=name, plain=plain):
            done.append("folder" if name == "fsync" and is_a_folder(told[0]) else name)
            return plain(*told)

        monkeypatch.setattr(os, name, noted)
    store.save("photos/ab/one.jpg", ContentFile(b"picture"))
    assert done == ["fsync", "replace", "folder"]


def is_a_folder(descriptor):
    return stat.S_ISDIR(os.fstat(descriptor).st_mode)
