"""`verify_history` finds what was altered past the triggers, and nothing else."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hazards import services
from hazards.verification.ledger import faults
from tests.hazards.proofs.forging import alter, eventful, key


@pytest.fixture
def ledger(cast):
    """Hazards in all states; the last is the one that is altered."""
    for state in ("reported", "assigned", "rectified", "dismissed"):
        cast.in_state(state)
    hazard = services.reopen(cast.closed(), by=cast.auditor, reason="又堵", due_on=cast.due_on)
    return cast.closed(cast.rectified(hazard))


def test_an_untouched_ledger_is_whole(ledger, capsys):
    call_command("verify_history")
    assert capsys.readouterr().out == "5 hazards are what their history tells.\n"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hazards_historyentry SET note = 'x' WHERE hazard_id = %s AND sequence = 3",
        "UPDATE hazards_historyentry SET at = reported_at FROM hazards_hazard h"
        " WHERE hazard_id = h.id AND h.id = %s AND sequence = 4",
        "DELETE FROM hazards_historyentry WHERE hazard_id = %s AND sequence = 2",
        "DELETE FROM hazards_historyentry WHERE hazard_id = %s AND sequence = 6",
        "DELETE FROM hazards_historyentry WHERE hazard_id = %s",
        "UPDATE hazards_hazard SET state = 'dismissed' WHERE id = %s",
        "UPDATE hazards_hazard SET attempts = 1 WHERE id = %s",
        "UPDATE hazards_hazard SET unit_id = (SELECT MAX(id) FROM organizations_unit)"
        " WHERE id = %s",
        "UPDATE hazards_photo SET sha256 = '' WHERE hazard_id = %s AND attempt = 2",
        "UPDATE hazards_photo SET hazard_id = NULL WHERE hazard_id = %s AND attempt = 2",
    ],
)
def test_what_was_altered_past_the_triggers_is_named(ledger, statement):
    alter(statement, key(ledger))
    with pytest.raises(CommandError, match=rf"^{ledger.number}: ") as fault:
        call_command("verify_history")
    assert fault.value.returncode == 1


def test_a_hazard_that_was_taken_out_whole_is_missed(ledger):
    for table in ("hazards_historyentry", "hazards_photo"):
        alter(f"DELETE FROM {table} WHERE hazard_id = %s", key(ledger))
    alter("DELETE FROM hazards_hazard WHERE id = %s", key(ledger))
    with pytest.raises(CommandError, match="有编号已发出，却不再对应任何隐患。"):
        call_command("verify_history")


def test_a_last_entry_that_changed_no_state_is_missed_too(cast):
    hazard = services.control(cast.assigned(), by=cast.officer, measures="围挡").hazard
    alter("DELETE FROM hazards_historyentry WHERE hazard_id = %s AND sequence = 3", key(hazard))
    with pytest.raises(CommandError, match="「版本」现为 3，按办理记录应为 2。"):
        call_command("verify_history")


def test_it_asks_the_database_as_often_for_many_hazards_as_for_a_few(cast):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert list(faults()) == []
        return len(seen)

    eventful(cast)
    before = statements()
    eventful(cast)
    cast.closed()
    assert statements() == before
