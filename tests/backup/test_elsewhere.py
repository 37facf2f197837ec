"""A ledger restored or moved elsewhere is the same ledger, row by row and file by file."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, transaction

from backup import folder as folders
from backup.moving import move
from backup.restoring import restore, restore_files
from backup.taking import take
from hazards.models import Hazard, HistoryEntry
from hazards.search.bigrams import match_of
from organizations.models import Unit
from tests.backup.ledgers import asked, files_of, quiet, rows_of

SAID = {
    "sqlite": f"SELECT COUNT(*) FROM hazards_pairs WHERE hazards_pairs MATCH '{match_of('课桌')}'",
    "postgresql": "SELECT COUNT(*) FROM hazards_hazard WHERE hazard_pairs("
    "number || chr(10) || former_number || chr(10) || place || chr(10) || description"
    ") @> hazard_pairs('课桌')",
}


pytestmark = pytest.mark.usefixtures("tables_at_hand")
WAYS = (("restored", "sqlite"), ("moved", "postgres"))
THE_OTHERS = (("restored", "postgres"), ("moved", "sqlite"))


@pytest.mark.parametrize(
    ("way", "empty"),
    [*WAYS, *(pytest.param(*way, marks=pytest.mark.exhaustive) for way in THE_OTHERS)],
    indirect=["empty"],
)
def test_a_ledger_is_the_same_in_another_database(
    way, ledger, connected, empty, store, empty_store, tmp_path
):
    if way == "moved":
        move(connected, empty, (store, empty_store), quiet)
    else:
        take(tmp_path / "backups", connected, store, quiet)
        restore(tmp_path / "backups", empty, empty_store, quiet)
    here, there = rows_of(connected), rows_of(empty)
    assert here["hazards_historyentry"][0] > 10 and here["knox_authtoken"][0] == 1
    if way == "restored":  # what was ended since the backup does not come back
        for table in ("knox_authtoken", "accounts_tokendetails"):
            assert here.pop(table)[0] == 1 and there.pop(table)[0] == 0
    assert there == here
    assert files_of(empty_store) == files_of(store) and len(files_of(store)) > 10
    keeps_moments_amounts_and_facts()
    keeps_everything(empty)
    finds_hazards_by_their_words(empty)
    gives_the_next_row_a_free_key()


def keeps_moments_amounts_and_facts():
    """Read through the ORM on both sides, not by the lines that carried them."""
    entries = list(HistoryEntry.objects.order_by("pk"))
    others = list(HistoryEntry.objects.using("other").order_by("pk"))
    told = [(entry.at, entry.facts, entry.digest) for entry in entries]
    assert [(entry.at, entry.facts, entry.digest) for entry in others] == told
    assert any(entry.at.microsecond % 1000 for entry in entries)
    spent = Hazard.objects.order_by("pk").values_list("funds_spent", flat=True)
    assert list(map(str, spent.using("other"))) == list(map(str, spent))
    assert "120.50" in map(str, spent)


def keeps_everything(connection):
    with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic("other"):
        asked(connection, "UPDATE hazards_historyentry SET note = 'x'")


def finds_hazards_by_their_words(connection):
    assert asked(connection, SAID[connection.vendor]) == [(Hazard.objects.count(),)]


def gives_the_next_row_a_free_key():
    last, kind = Unit.objects.order_by("-pk").first(), Unit.Kind.SCHOOL
    new = Unit.objects.using("other").create(code="NEW", name="新校", kind=kind, path="x")
    assert new.pk > last.pk


def test_photos_go_to_an_s3_store_and_back_unchanged(
    ledger, connected, other_sqlite, store, bucket, tmp_path
):
    backups, back = tmp_path / "backups", FileSystemStorage(tmp_path / "back")
    move(connected, other_sqlite, (store, bucket), quiet)
    assert files_of(bucket) == files_of(store)
    take(backups, connected, bucket, quiet)
    restore_files(folders.finished_in(backups)[-1], back, quiet)
    assert files_of(back) == files_of(store)
    ledger.photo(ledger.inspector)
    before = set(files_of(store))
    place, _ = take(backups, connected, store, quiet)
    assert {one.name for one in folders.files_of(place)} == before
