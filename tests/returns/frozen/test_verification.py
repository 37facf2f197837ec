"""`verify_returns` finds what was altered past the triggers, and nothing else."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from hazards import services as hazard_services
from returns import services
from returns.freezing import bytes_of, digest_of
from returns.models import Submission
from returns.verification import faults
from tests.figures.lives import june

TRIGGERS = {
    "reports_submission": ("append_only", "no_delete"),
    "reports_returnentry": ("append_only", "no_delete"),
    "reports_formtemplate": ("keeps_its_words",),
    "hazards_historyentry": ("append_only", "no_delete"),
    "hazards_hazard": ("no_delete",),
}
ON_POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def kept(desk, lives, cast):
    """Rows in several states, a sum of two levels with an adjustment, a nil and a correction."""
    desk.tip = lives.rectified(june(10), june(20), june(12), source="tip")
    lives.closed(june(10), june(20), june(12), is_violation=True)
    lives.found(june(10), unit=cast.units["direct"], by=cast.auditor, source="tip")
    desk.hand_in("school", n=3)
    desk.nil("school_2")
    desk.fill("central", n=10)
    desk.adjust("central", "media_reports", 99)
    desk.submit("central")
    desk.hand_in("direct", n=5)
    desk.accept("direct")
    desk.correct("direct")
    desk.hand_in("direct", n=6)
    desk.submit("bureau")
    return desk


def alter(statement: str, *values) -> None:
    """As somebody at the database's own prompt would, with the triggers out of the way."""
    with connection.cursor() as cursor:
        for table, names in TRIGGERS.items():
            for name in names:
                on = f" ON {table}" if ON_POSTGRES else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
        cursor.execute(statement, values)


def key(record):
    return record.pk if ON_POSTGRES else record.pk.hex


def numbers() -> set[str]:
    """The returns in which a fault was found."""
    return {fault.split(" (")[0].split(":")[0] for fault in faults()}


def number(desk, place="school") -> str:
    return desk.of(place).number


# --- An honest ledger ----------------------------------------------------------------------


def test_untouched_returns_are_what_they_were_made_of(kept, capsys):
    call_command("verify_returns")
    assert capsys.readouterr().out.startswith(str(Submission.objects.count()))
    assert Submission.objects.count() == 6


def test_whatever_honest_people_do_afterwards_is_no_fault(kept, cast):
    hazard_services.send_back(kept.tip, by=cast.officer, reason="再改")
    cast.closed(cast.rectified(kept.tip))
    reopened = hazard_services.reopen(kept.tip, by=cast.auditor, reason="又坏", due_on=cast.due_on)
    hazard_services.control(reopened, by=cast.officer, measures="围挡")
    cast.reported(found_on=june(11), source="tip")
    kept.send_back("school")
    kept.hand_in("school", n=4)
    scan = ContentFile(b"%PDF-1.4 stamped", name="scan.pdf")
    services.attach_scan(kept.of("school"), by=cast.officer, file=scan)
    assert list(faults()) == []


def handed_over(cast, hazard, to="direct"):
    told = {"unit": cast.units[to], "reason": "归对方"}
    transfer = hazard_services.offer_transfer(hazard, by=cast.auditor, **told)
    there = {"responsible": cast[f"responsible@{to}"]}
    return hazard_services.accept_transfer(transfer, by=cast[f"officer@{to}"], **there)


def test_a_row_that_changed_hands_afterwards_is_no_fault_in_either(kept, lives, cast):
    """It was the school's when the school handed in; the history says whose it was then."""
    hazard_services.send_back(kept.tip, by=cast.officer, reason="再改")
    handed_over(cast, kept.tip)
    assert list(faults()) == []
    kept.send_back("school")
    kept.hand_in("school", n=4)
    kept.correct("direct") if kept.of("direct").state == "accepted" else kept.send_back("direct")
    kept.hand_in("direct", n=7)
    assert kept.value("direct", "hazards_raised_by_tips") == 2
    assert kept.value("school", "hazards_raised_by_tips") == 0
    handed_over(cast, kept.tip, to="school_b")
    assert list(faults()) == []


def test_a_row_that_changed_hands_is_still_found_where_it_is_altered(kept, cast):
    hazard_services.send_back(kept.tip, by=cast.officer, reason="再改")
    handed_over(cast, kept.tip)
    alter("UPDATE hazards_hazard SET source = 'self_check' WHERE id = %s", key(kept.tip))
    assert number(kept) in numbers()


# --- One altered value ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"launch_sessions":3', '"launch_sessions":4'),
        ('"is_late":true', '"is_late":false'),
        ('"as_of":"2', '"as_of":"1'),
        ("{", "no document at all {"),
    ],
)
def test_one_altered_value_in_a_document_is_found(kept, old, new):
    one = kept.of("school").submission
    assert old in one.document
    alter("UPDATE reports_submission SET document = %s WHERE id = %s",
          one.document.replace(old, new, 1), one.pk)  # fmt: skip
    assert number(kept) in numbers()


def test_an_altered_value_is_found_where_its_digest_was_altered_to_fit(kept):
    """Typed, summed and shown alike, and the parts as well: only the history tells otherwise."""
    for place in ("school", "bureau"):
        one = kept.of(place).submission
        document = json.loads(one.document)
        for part in ("own", "sums", "values"):
            document[part]["tips_received"] = 77
        text = bytes_of(document)
        parts = json.dumps({**one.parts, "tips_received": 77})
        told = "document = %s, digest = %s, parts = %s"
        change = f"UPDATE reports_submission SET {told} WHERE id = %s"
        alter(change, text, digest_of(text), parts, one.pk)
        assert number(kept, place) in numbers()


def test_altered_parts_are_found(kept):
    one = kept.of("school").submission
    told = json.dumps({**one.parts, "media_reports": 500})
    alter("UPDATE reports_submission SET parts = %s WHERE id = %s", told, one.pk)
    assert {number(kept), number(kept, "central")} <= numbers()


@pytest.mark.parametrize("column", ["children = '{}'", "as_of = '2021-06-01 00:00:00+00:00'"])
def test_an_altered_column_beside_the_document_is_found(kept, column):
    one = kept.of("central").submission
    alter(f"UPDATE reports_submission SET {column} WHERE id = %s", one.pk)
    assert numbers() == {number(kept, "central")}


def test_a_submission_that_was_taken_out_is_missed(kept):
    kept.send_back("school_2")
    one = kept.of("school_2").submission
    alter("UPDATE reports_return SET submission_id = NULL WHERE submission_id = %s", one.pk)
    alter("DELETE FROM reports_submission WHERE id = %s", one.pk)
    assert {number(kept, "school_2"), number(kept, "central")} <= numbers()


def test_an_altered_entry_of_a_return_is_found(kept):
    one = kept.of("central")
    alter("UPDATE reports_returnentry SET note = 'x' WHERE of_id = %s AND sequence = 2", key(one))
    assert numbers() == {one.number}


def test_a_state_past_the_law_is_found(kept):
    one = kept.of("school")
    alter("UPDATE reports_return SET state = 'accepted' WHERE id = %s", key(one))
    assert numbers() == {one.number}


# --- One altered row -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hazards_hazard SET source = 'self_check' WHERE id = %s",
        "UPDATE hazards_hazard SET is_violation = TRUE WHERE id = %s",
        "UPDATE hazards_hazard SET severity = 'major' WHERE id = %s",
        "UPDATE hazards_hazard SET found_on = '2021-06-04' WHERE id = %s",
        "UPDATE hazards_hazard SET number = '2021-JZ012-0099' WHERE id = %s",
        "UPDATE hazards_historyentry SET after = 'closed' WHERE hazard_id = %s AND sequence = 3",
        "UPDATE hazards_historyentry SET digest = 'x' WHERE hazard_id = %s AND sequence = 3",
        "DELETE FROM hazards_historyentry WHERE hazard_id = %s",
    ],
)
def test_one_altered_row_behind_a_figure_is_found(kept, statement):
    """Rectified becomes major or closed, a tip none, one day early is out of the window."""
    alter(statement, key(kept.tip))
    assert number(kept) in numbers()


def test_a_row_that_was_given_to_another_unit_is_found_in_both(kept, cast):
    alter("UPDATE hazards_hazard SET unit_id = %s WHERE id = %s",
          cast.units["direct"].pk, key(kept.tip))  # fmt: skip
    assert {number(kept), number(kept, "direct")} <= numbers()


def test_a_row_moved_into_the_window_of_a_return_is_found_as_left_out(kept, lives):
    early = lives.found(june(4))
    one = kept.of("school").submission
    alter("UPDATE hazards_hazard SET found_on = '2021-06-05' WHERE id = %s", key(early))
    assert one.as_of > early.reported_at
    assert any(early.number in fault for fault in faults())


# --- One altered template ------------------------------------------------------------------


def test_one_altered_template_is_found_in_every_return_on_it(kept):
    alter("UPDATE reports_formtemplate SET source = source || %s", "# another form\n")
    assert numbers() == {one.of.number for one in Submission.objects.select_related("of")}


def test_the_command_fails_and_names_the_return(kept):
    alter("UPDATE hazards_hazard SET source = 'self_check' WHERE id = %s", key(kept.tip))
    with pytest.raises(CommandError, match=kept.of("school").number) as fault:
        call_command("verify_returns")
    assert fault.value.returncode == 1
    assert "hazards_raised_by_tips" in str(fault.value)
