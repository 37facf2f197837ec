"""Who is told what: every act has a letter, and nobody is told what they did themselves."""

import pytest
from django.utils import translation

from hazards import letters, services
from notifications.models import Notification
from workflow.alongside import ACTS
from workflow.lifecycle import ORDER


def told(person):
    return [line.kind for line in Notification.objects.for_person(person).order_by("pk")]


def test_every_move_and_every_act_has_a_letter():
    assert set(letters.TOLD) == {"report", *ORDER, *(act.name for act in ACTS)}


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


def test_a_major_repair_calls_the_auditor(cast):
    cast.rectified(cast.assigned(cast.major()))
    assert told(cast.auditor) == ["rectify"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_letter_reads_well_in_both_languages(cast, language):
    cast.assigned()
    with translation.override(language):
        sentence = Notification.objects.get(recipient=cast.responsible).sentence
    assert "安全出口被课桌堵住，门上挂锁" in sentence
    assert "%(" not in sentence
