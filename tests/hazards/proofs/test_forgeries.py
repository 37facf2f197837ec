"""What a forger does past the services: what `verify_history` says of it, and what it cannot see.

The sentences of what it cannot see stand in docs/operations.md, under "Is it true?".
"""

from datetime import timedelta

import pytest
from django.db.models import F

from hazards.models import Hazard, NumberSeries
from hazards.verification.ledger import faults
from tests.hazards.proofs.forging import (
    alter,
    eventful,
    found_in,
    key,
    rewrite,
    say,
    set_columns,
)


@pytest.fixture
def hazard(cast) -> Hazard:
    return Hazard.objects.get(pk=eventful(cast).pk)


def test_an_eventful_life_is_what_its_history_leads_to(hazard):
    assert found_in(hazard) == ""


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"severity": "major"}, "“severity” is Major where its history leads to General."),
        ({"due_on": "2031-01-01"}, "“due on” is 2031-01-01 where its history leads to 20"),
        ({"original_due_on": "2031-01-01"}, "“original deadline” is 2031-01-01 where"),
        ({"place": "操场"}, "“place” is 操场 where its history leads to 教学楼二层东侧."),
        ({"description": "小事"}, "“description” is 小事 where its history leads to 安全出口被"),
        ({"funds": 99}, "“funds planned (yuan)” is 99.00 where its history leads to 12.50."),
        ({"closed_at": F("reported_at")}, "“closed at” is 20"),
        ({"closed_by": F("reporter")}, "“closed by” is 示范小学inspector where its history"),
        ({"responsible": F("reporter")}, "“responsible person” is 示范小学inspector where"),
        ({"first_closed_on": None}, "“first closed on” is nothing where its history leads to 20"),
        ({"attempts": 1}, "“attempt” is 1 where its history leads to 2."),
        ({"number": "2026-JZ012-0099"}, "“number” is 2026-JZ012-0099 where its history leads to"),
        ({"was_found_by_bureau": True}, "“found by the bureau” is yes where its history leads to"),
    ],
)
def test_a_column_altered_in_the_row_is_named_with_what_history_says(hazard, columns, sentence):
    set_columns(hazard, **columns)
    assert sentence in found_in(hazard)


@pytest.mark.parametrize(
    ("link", "columns", "sentence"),
    [
        ("supervisions", {"deadline": "2031-01-01"}, "“deadline” is 2031-01-01 where its history"),
        ("extensions", {"until": "2031-01-01"}, "“new deadline” is 2031-01-01 where its history"),
        ("extensions", {"decision": "refused"}, "“decision” is Refused where its history leads to"),
        (
            "interim_controls",
            {"measures": "无"},
            "“interim measures” is 无 where its history leads",
        ),
        ("transfers", {"relieved": None}, "“responsible until then” is nothing where its history"),
    ],
)
def test_a_column_altered_beside_it_is_named(hazard, link, columns, sentence):
    set_columns(getattr(hazard, link).get(), **columns)
    assert sentence in found_in(hazard)


def test_a_transfer_to_another_unit_than_was_offered_is_named(hazard, cast):
    set_columns(hazard.transfers.get(), to_unit=cast.units["school_b"])
    assert "transfer: “to” is 育才小学 where its history leads to 区第二中学." in found_in(hazard)


def test_a_row_beside_it_that_was_taken_out_or_added_is_missed(hazard):
    alter("DELETE FROM hazards_extension WHERE hazard_id = %s", key(hazard))
    assert found_in(hazard) == "extensions: 0 of them where its history tells of 1."


def test_facts_altered_with_every_digest_made_to_fit_differ_from_the_row(hazard):
    rewrite(hazard, say("assign", due_on="2031-01-01"))
    assert "“original deadline” is 20" in found_in(hazard)
    assert "where its history leads to 2031-01-01." in found_in(hazard)


def test_a_line_that_does_not_follow_from_those_before_is_named(hazard):
    def another_attempt(entry):
        entry.attempt = 5 if entry.move == "control" else entry.attempt

    rewrite(hazard, another_attempt)
    assert "(Record an interim control) does not follow from those before it." in found_in(hazard)


def test_facts_a_move_needs_and_its_line_does_not_say_are_no_way_around(hazard):
    rewrite(hazard, say("assign", due_on=None))
    assert "line 2 of its history (Assign) does not follow" in found_in(hazard)


def test_the_last_line_cut_off_leaves_the_row_ahead_of_its_history(hazard):
    alter("DELETE FROM hazards_historyentry WHERE hazard_id = %s AND sequence = %s",
          key(hazard), hazard.version)  # fmt: skip
    assert "“version” is 13 where its history leads to 12." in found_in(hazard)
    assert "“state” is Closed where its history leads to" in found_in(hazard)


# --- What it cannot see: an anchor outside this machine would ------------------------------------


def test_unseen_a_fact_and_its_column_altered_alike_with_every_digest_made_to_fit(hazard):
    rewrite(hazard, say("assign", measures="什么也不做"))
    set_columns(hazard, measures="什么也不做")
    assert found_in(hazard) == ""


def test_unseen_the_last_line_cut_off_with_the_row_set_back_to_the_line_before(cast):
    hazard = cast.assigned()
    then = Hazard.objects.get(pk=hazard.pk)
    cast.rectified(hazard)
    alter("DELETE FROM hazards_historyentry WHERE hazard_id = %s AND sequence = 3", key(hazard))
    alter("UPDATE hazards_photo SET hazard_id = NULL WHERE hazard_id = %s AND stage = 'after'",
          key(hazard))  # fmt: skip
    columns = [f.attname for f in Hazard._meta.concrete_fields if f.attname != "id"]
    set_columns(hazard, **{name: getattr(then, name) for name in columns})
    assert found_in(hazard) == ""


def test_unseen_the_newest_hazard_of_a_series_taken_out_whole_with_its_number(cast):
    cast.reported()
    hazard = cast.reported()
    for table in ("hazards_historyentry", "hazards_photo"):
        alter(f"DELETE FROM {table} WHERE hazard_id = %s", key(hazard))
    alter("DELETE FROM hazards_hazard WHERE id = %s", key(hazard))
    NumberSeries.objects.update(last=F("last") - 1)
    assert list(faults()) == []


def test_unseen_when_and_where_a_photo_was_taken(hazard):
    photo = hazard.photos.first()
    set_columns(photo, taken_at=hazard.reported_at - timedelta(days=9), camera="另一台")
    assert found_in(hazard) == ""


def test_unseen_that_somebody_made_a_move_who_was_not_allowed_to(hazard, cast):
    def by_a_stranger(entry):
        entry.by = cast.stranger if entry.move == "control" else entry.by

    rewrite(hazard, by_a_stranger)
    set_columns(hazard.interim_controls.get(), recorded_by=cast.stranger)
    assert found_in(hazard) == ""
