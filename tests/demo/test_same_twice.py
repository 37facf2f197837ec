"""The demo is the same every time it is loaded on the same day."""

from typing import Any

from django.core.management import call_command
from django.db import transaction

from hazards.models import Hazard, Photo

FACTS = ("id", "number", "unit__code", "description", "place", "state", "due_on", "reported_at")


def loaded() -> tuple[list[Any], list[Any]]:
    """Everything there is to compare, of a demo that is gone again afterwards."""
    with transaction.atomic():
        call_command("load_demo")
        hazards = list(Hazard.objects.order_by("number").values_list(*FACTS))
        photos = Photo.objects.values_list("hazard__number", "stage", "attempt", "sha256")
        digests = sorted(photos)
        transaction.set_rollback(True)
    return hazards, digests


def test_two_loads_give_the_same_numbers_states_and_photos(db, settings, time_machine):
    settings.DEMO_HAZARDS = 30
    time_machine.move_to("2026-06-18T06:30:00Z", tick=False)
    assert loaded() == loaded()


def test_a_demo_without_hazards_has_its_people_all_the_same(db, settings):
    settings.DEMO_HAZARDS = 0
    call_command("load_demo")
    assert not Hazard.objects.exists()
