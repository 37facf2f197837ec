"""A backup is whole or it is none, lets people work, and copies a photo once."""

import io
import json
import threading
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection as own
from django.utils import timezone

from backup import files, loading
from backup import folder as folders
from backup.errors import CannotGoOn
from backup.restoring import restore
from backup.taking import take
from hazards import services
from hazards.models import Hazard
from hazards.snapshot import snapshot
from tests.backup.ledgers import blobs, quiet
from tests.hazards.photos import pictures


@pytest.fixture
def backups(tmp_path):
    return tmp_path / "backups"


def entered_by_somebody_else(cast):
    """A hazard reported on another connection, while this one reads."""

    def report():
        cast.reported()
        own.close()

    thread = threading.Thread(target=report)
    thread.start()
    thread.join(30)
    assert not thread.is_alive(), "whoever reports waits for the backup"


def test_people_go_on_while_a_backup_reads_and_it_sees_one_moment(ledger, connected):
    before = Hazard.objects.count()
    with snapshot(connected):
        entered_by_somebody_else(ledger)
        assert Hazard.objects.count() == before
    assert Hazard.objects.count() == before + 1


def test_a_second_backup_copies_only_what_is_new(ledger, connected, store, backups):
    take(backups, connected, store, quiet)
    first = blobs(backups)
    # The cast's own are of one colour each, and two shades apart they are the same JPEG.
    unlike_any = io.BytesIO(pictures.saved(pictures.corners((64, 48))))
    services.upload_photo(by=ledger.inspector, file=unlike_any)
    take(backups, connected, store, quiet)
    second = blobs(backups)
    assert len(folders.finished_in(backups)) == 2
    assert {name: second[name] for name in first} == first
    # The picture is so small that its thumbnail is the same bytes.
    assert len(second) == len(first) + 1


def test_a_file_that_was_replaced_is_copied_again(ledger, connected, store, backups, tmp_path):
    name = store.save("jobs/one", (tmp_path / "one").open("wb+"))
    take(backups, connected, store, quiet)
    with store.open(name, "wb") as file:
        file.write(b"another")
    place, _ = take(backups, connected, store, quiet)
    kept = {one.name: one for one in folders.files_of(place)}[name]
    assert folders.place_of(backups, kept.sha256).read_bytes() == b"another"


def test_nobody_is_logged_in_by_a_copy_of_the_backup(ledger, connected, store, backups):
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now())
    place, made = take(backups, connected, store, quiet)
    assert not {"django_session", "accounts_session"} & {table.name for table in made.tables}
    assert not [file for file in backups.rglob("*") if "secret" in file.name]


@pytest.mark.on_both
@pytest.mark.exhaustive
def test_what_is_damaged_is_named_and_nothing_is_restored(
    ledger, connected, store, backups, other_sqlite, empty_store
):
    place, _ = take(backups, connected, store, quiet)
    photo = next(backups.glob("files/*/*"))
    for file in (place / "backup.json", folders.table_file(place, "hazards_hazard"), photo):
        whole = file.read_bytes()
        file.write_bytes(whole[:-3] + b"xyz")
        with pytest.raises(CannotGoOn, match=f"{file.name}.* is another"):
            restore(backups, other_sqlite, empty_store, quiet)
        file.write_bytes(whole)
    assert not Hazard.objects.using("other").exists()
    restore(backups, other_sqlite, empty_store, quiet)
    assert Hazard.objects.using("other").count() == Hazard.objects.count()


def test_a_ledger_that_holds_something_is_never_restored_over(ledger, connected, store, backups):
    take(backups, connected, store, quiet)
    with pytest.raises(CannotGoOn, match="already holds something"):
        restore(backups, connected, store, quiet)


def test_a_backup_of_a_newer_version_says_what_this_one_does_not_know(
    ledger, connected, store, backups, other_sqlite, empty_store
):
    place, _ = take(backups, connected, store, quiet)
    told = json.loads((place / folders.MANIFEST).read_text())
    told["migrations"].append(["hazards", "0999_later"])
    told["tables"] = [folders.Table(**table) for table in told["tables"]]
    folders.seal(place, folders.Manifest(**told))
    with pytest.raises(CannotGoOn, match=r"newer version.*hazards\.0999_later"):
        restore(backups, other_sqlite, empty_store, quiet)


def test_two_backups_into_one_folder_at_once_are_one_too_many(connected, store, backups, db):
    with folders.alone(backups), pytest.raises(CannotGoOn, match="is under way"):
        take(backups, connected, store, quiet)


def test_the_photo_store_does_not_take_in_its_own_backup(connected, store, db):
    with pytest.raises(CannotGoOn, match="cannot lie in the photo store"):
        take(Path(store.location) / "backups", connected, store, quiet)


def test_the_newest_whole_backup_is_taken_and_a_broken_one_is_told_of(
    ledger, connected, store, backups
):
    whole, _ = take(backups, connected, store, quiet)
    (backups / f"2999-01-01T000000Z{folders.UNFINISHED}").mkdir()
    said = []
    assert folders.chosen(backups, said.append) == whole
    assert said == ["2999-01-01T000000Z.unfinished was not finished and is not used."]


def test_a_folder_without_a_whole_backup_says_so(connected, store, backups):
    (backups / f"2026-01-01T000000Z{folders.UNFINISHED}").mkdir(parents=True)
    said = []
    with pytest.raises(CannotGoOn, match="no finished backup"):
        folders.chosen(backups, said.append)
    assert said == ["2026-01-01T000000Z.unfinished was not finished and is not used."]


class Cutting(FileSystemStorage):
    """A store that keeps less than it was given."""

    def _save(self, name, content):
        return super()._save(name, ContentFile(content.read()[:-1]))


def test_a_file_that_comes_out_of_the_store_otherwise_than_it_went_in_is_refused(tmp_path):
    (tmp_path / "one").write_bytes(b"a photo")
    store = Cutting(location=tmp_path / "store")
    with pytest.raises(CannotGoOn, match="otherwise than it went in"):
        files.put(store, "photos/one", tmp_path / "one", folders.sha256_of(tmp_path / "one"))
    assert not store.exists("photos/one")


@pytest.mark.on_both
@pytest.mark.exhaustive
def test_rows_that_are_not_those_of_the_backup_are_not_committed(
    ledger, connected, other_sqlite, store, empty_store, backups, monkeypatch
):
    """Something between the backup and the table loses one that nothing else leads to."""
    take(backups, connected, store, quiet)
    whole = loading.load

    def load(connection, model, texts):
        told = list(texts)
        is_it = model._meta.db_table == "hazards_change"
        whole(connection, model, told[1:] if is_it else told)

    monkeypatch.setattr(loading, "load", load)
    with pytest.raises(CannotGoOn, match="hazards_change does not hold"):
        restore(backups, other_sqlite, empty_store, quiet)
    assert loading.is_empty(other_sqlite)
