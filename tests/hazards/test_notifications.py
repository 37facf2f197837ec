"""Who is told what: every act has a letter, and nobody is told what they did themselves."""

from datetime import timedelta

import pytest
from django.utils import translation

from hazards import notifications, services
from notifications.models import Notification
from workflow.actions import ACTS, RECHECK, WITH_THE_UNIT
from workflow.hazard_law import ORDER


def told(person):
    return [line.kind for line in Notification.objects.for_person(person).order_by("pk")]


def test_every_move_and_every_act_has_a_letter():
    moves = (*ORDER, *(act.name for act in (*ACTS, RECHECK, *WITH_THE_UNIT)))
    assert set(notifications.TOLD) == {"report", "bring_in", *moves}


def test_each_concerned_person_hears_of_it_once(cast):
    hazard = cast.rectified()
    hazard = services.send_back(hazard, by=cast.officer, reason="再清")
    cast.closed(cast.rectified(hazard))
    assert told(cast.officer) == ["report", "rectify", "rectify"]
    assert told(cast.responsible) == ["assign", "send_back", "close"]
    assert told(cast.inspector) == ["rectify", "rectify", "close"]


def test_nobody_is_told_what_they_did_themselves(cast):
    cast.reported(cast.officer)
    assert told(cast.officer) == []


def test_a_unit_without_an_officer_is_looked_after_from_above(cast):
    cast.officer.is_active = False
    cast.officer.save()
    cast.reported()
    assert told(cast["officer@central"]) == ["report"]


def test_a_major_hazard_and_its_repair_call_the_auditor(cast):
    cast.rectified(cast.assigned(cast.major()))
    assert told(cast.auditor) == ["report", "rectify"]


def test_what_the_bureau_found_calls_all_who_may_close_it(cast):
    cast.rectified(cast.assigned(cast.reported(cast["inspector@bureau"])))
    assert told(cast.auditor) == ["report", "rectify"]
    assert told(cast["officer@central"]) == ["rectify"]
    assert told(cast.officer) == ["report"]


def test_an_officer_who_repaired_it_leaves_the_review_to_those_above(cast):
    """Were the unit's only officer told alone, nobody who may close it would hear."""
    cast.rectified(cast.assigned(cast.reported(cast.officer)), by=cast.officer)
    assert told(cast["officer@central"]) == ["rectify"]
    assert told(cast.responsible) == ["assign"]


def test_where_no_officer_is_left_the_auditor_hears(cast):
    for key in ("officer@school", "officer@central"):
        cast[key].is_active = False
        cast[key].save()
    cast.reported()
    assert told(cast.auditor) == ["report"]
    assert told(cast.officer) == []


def test_a_closed_unit_is_looked_after_from_above(cast):
    hazard = cast.rectified()
    cast.school.closed_on = cast.due_on
    cast.school.save()
    hazard.refresh_from_db()
    services.send_back(hazard, by=cast["officer@central"], reason="再清")
    cast.rectified(hazard, by=cast.responsible)
    assert told(cast["officer@central"]) == ["rectify"]


def test_a_request_for_time_by_the_only_officer_is_answered_from_above(cast):
    until = cast.due_on + timedelta(days=5)
    told_with = {"until": until, "reason": "缺货", "interim_measures": "围挡"}
    services.request_extension(cast.assigned(), by=cast.officer, **told_with)
    assert told(cast["officer@central"]) == ["request_extension"]


def test_what_is_restored_waits_for_an_officer_again(cast):
    services.restore(cast.dismissed(), by=cast.auditor, reason="确是隐患")
    assert told(cast.officer) == ["report", "restore"]


def test_what_comes_back_to_somebody_who_has_left_comes_to_the_officer(cast):
    hazard = cast.rectified()
    cast.responsible.is_active = False
    cast.responsible.save()
    services.send_back(hazard, by=cast.auditor, reason="再清")
    assert told(cast.officer) == ["report", "rectify", "send_back"]
    assert told(cast.responsible) == ["assign"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_letter_reads_well_in_both_languages(cast, language):
    cast.assigned()
    with translation.override(language):
        sentence = Notification.objects.get(recipient=cast.responsible).sentence
    assert "安全出口被课桌堵住，门上挂锁" in sentence
    assert "%(" not in sentence


def test_nobody_writes_to_somebody_who_has_left(cast):
    hazard = cast.rectified()
    cast.inspector.is_active = False
    cast.inspector.save()
    hazard.refresh_from_db()
    cast.closed(hazard)
    assert told(cast.inspector) == ["rectify"]
    assert told(cast.responsible) == ["assign", "close"]
