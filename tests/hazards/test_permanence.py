"""Nothing in the ledger is deleted, and history is not even changed: by nobody, in no way."""

import pytest
from django.db import DatabaseError, connection, transaction

from hazards.models import Hazard, HistoryEntry, Photo
from records import chain


@pytest.mark.parametrize("model", [Hazard, HistoryEntry, Photo])
def test_nothing_is_deleted_through_the_orm(cast, model):
    cast.reported()
    with pytest.raises(TypeError):
        model.objects.first().delete()
    with pytest.raises(TypeError):
        model.objects.all().delete()


def test_history_is_not_changed_through_the_orm(cast):
    cast.reported()
    entry = HistoryEntry.objects.get()
    entry.note = "另一种说法"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        HistoryEntry.objects.update(note="另一种说法")
    with pytest.raises(TypeError):
        HistoryEntry.objects.bulk_update([entry], ["note"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hazards_historyentry SET note = 'x'",
        "DELETE FROM hazards_historyentry",
        "DELETE FROM hazards_photo",
        "DELETE FROM hazards_hazard",
    ],
)
def test_the_database_itself_refuses_past_the_orm(cast, statement):
    cast.reported()
    with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Hazard.objects.count() == HistoryEntry.objects.count() == Photo.objects.count() == 1


def test_an_altered_entry_breaks_the_chain(cast):
    hazard = cast.closed()
    entries = list(hazard.history.all())
    assert chain.is_unbroken(entries)
    entries[1].note = "另一种说法"
    assert not chain.is_unbroken(entries)
    assert not chain.is_unbroken(entries[:1] + entries[2:])


def test_history_replayed_gives_the_state(cast):
    for hazard in (cast.closed(), cast.dismissed(), cast.rectified()):
        entries = list(hazard.history.all())
        assert [entry.before for entry in entries[1:]] == [entry.after for entry in entries[:-1]]
        assert entries[-1].after == hazard.state


def test_a_move_that_fails_at_its_end_leaves_no_trace(cast, monkeypatch):
    hazard = cast.rectified()

    def fail(*args):
        raise ConnectionError("the letter box is on fire")

    monkeypatch.setattr("hazards.notifications.send", fail)
    with pytest.raises(ConnectionError), transaction.atomic():
        cast.closed(hazard)
    assert Hazard.objects.get().state == "rectified"
    assert [entry.move for entry in hazard.history.all()] == ["report", "assign", "rectify"]
