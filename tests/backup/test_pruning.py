"""Old backups go, and take along only what no other backup names."""

import pytest
from django.core.files.base import ContentFile

from backup import folder as folders
from backup.errors import CannotGoOn
from backup.pruning import prune
from backup.restoring import restore_files
from backup.taking import take
from tests.backup.ledgers import blobs, quiet


@pytest.fixture
def backups(ledger, connected, store, tmp_path):
    """Three in a row; an export is only in the first, a photo only in the last two."""
    folder = tmp_path / "backups"
    export = store.save("jobs/an-export", ContentFile(b"rows"))
    take(folder, connected, store, quiet)
    store.delete(export)
    ledger.photo(ledger.inspector)
    for _ in range(2):
        take(folder, connected, store, quiet)
    return folder


def test_the_newest_stay_with_all_they_name(backups, empty_store, store):
    before, whole = set(blobs(backups)), folders.finished_in(backups)
    gone = prune(backups, 2, quiet)
    assert folders.finished_in(backups) == whole[1:]
    assert (gone.backups, gone.files, gone.bytes) == (1, 1, 4)
    assert len(before) - len(blobs(backups)) == 1
    restore_files(whole[-1], empty_store, quiet)


def test_one_stays_whatever_is_asked(backups):
    prune(backups, 0, quiet)
    assert len(folders.finished_in(backups)) == 1


def test_nothing_goes_where_one_that_stays_is_damaged(backups):
    whole = folders.finished_in(backups)
    (whole[-1] / folders.FILES).write_bytes(b"")
    with pytest.raises(CannotGoOn):
        prune(backups, 1, quiet)
    assert folders.finished_in(backups) == whole


def test_it_waits_for_no_backup_under_way(backups):
    with folders.alone(backups), pytest.raises(CannotGoOn):
        prune(backups, 1, quiet)
