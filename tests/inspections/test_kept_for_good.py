"""The unit's word under a round, and that what was done is kept for good."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from inspections.models import Round
from inspections.services import finish, record_refusal, sign, start
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched
from tests.inspections.tampering import key, past_the_triggers
from workflow.errors import NotPermitted, NotPossible, SomethingMissing


@pytest.fixture
def patrol(cast):
    """Of the school, due on 1 June 2021; it is noon of that day."""
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    with on(TUESDAY):
        yield Round.objects.for_list().get(unit=cast.school)


# --- The unit's word ---------------------------------------------------------------------------


@pytest.fixture
def visit(cast):
    one, _ = start(by=cast["inspector@bureau"], unit=cast.school, kind="visit")
    return finish(one, by=cast["inspector@bureau"])


def test_the_unit_signs_once(visit, cast):
    with pytest.raises(NotPermitted):
        sign(visit, by=cast.inspector)
    sign(visit, by=cast.officer)
    assert visit.signature.signed_by == cast.officer
    with pytest.raises(NotPossible):
        record_refusal(visit, by=cast["inspector@bureau"], reason="拒签")
    assert [entry.move for entry in visit.history.all()] == ["start", "finish", "sign"]


def test_a_refusal_to_sign_is_recorded_with_its_reason(visit, cast):
    with pytest.raises(SomethingMissing):
        record_refusal(visit, by=cast["inspector@bureau"], reason=" ")
    record_refusal(visit, by=cast["inspector@bureau"], reason="认为问题不属实")
    assert visit.signature.refusal == "认为问题不属实"
    call_command("verify_rounds")


# --- Kept for good -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inspections_round SET found = 3",
        "UPDATE inspections_round SET finished_at = NULL",
        "DELETE FROM inspections_round",
        "UPDATE inspections_roundentry SET note = 'x'",
        "DELETE FROM inspections_roundentry",
        "UPDATE inspections_finding SET line = 'x'",
        "DELETE FROM inspections_finding",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_done(patrol, cast, statement):
    hazard = cast.reported(by=cast.inspector)
    answers = all_ok(patrol) | {"exits": ("hazard", "")}
    finish(patrol, by=cast.inspector, answers=answers, found=[("exits", hazard)])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_window_of_a_round_that_is_due_is_not_changed_either(patrol):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE inspections_round SET last_on = '2030-01-01'")


@pytest.mark.parametrize(
    "change",
    [
        "found = 1",
        "ok = 5",
        "done_on = '2021-06-03'",
        "finished_by_id = (SELECT MAX(id) FROM organizations_user)",
        "finished_at = '2021-01-01 00:00:00+00:00'",
        "finished_at = NULL, done_on = NULL",
        "opens_on = '2021-05-31'",
        "note = '补'",
    ],
)
def test_a_round_altered_past_the_triggers_is_named(patrol, cast, change):
    finish(patrol, by=cast.inspector, answers=all_ok(patrol))
    call_command("verify_rounds")
    past_the_triggers(f"UPDATE inspections_round SET {change} WHERE id = %s", key(patrol))
    with pytest.raises(CommandError) as refusal:
        call_command("verify_rounds")
    assert str(patrol.pk) in str(refusal.value)
