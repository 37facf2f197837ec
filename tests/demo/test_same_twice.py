"""The demo is the same every time it is loaded on the same day."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from activities.models import ActivityPhoto
from hazards.models import Hazard, Photo
from organizations.models import Unit, User
from papers.issued import IssuedPaper
from rechecks.models import Result
from returns.models import Campaign, Return, ReturnEntry, Submission
from tests.base import forms

FACTS = ("id", "number", "unit__code", "description", "place", "state", "due_on", "reported_at")
NUMBERED = (Unit, User)  # named by their numbers in what is frozen

pytestmark = [pytest.mark.usefixtures("few_townships"), pytest.mark.exhaustive]


@pytest.fixture(autouse=True)
def todays_form(db):
    """The demo's units keep records, as the edition a new ledger has asks for."""
    forms.put_in_use(forms.SECOND)


def count_from_one_again() -> None:
    """PostgreSQL goes on counting after a rollback; a fresh database begins at 1."""
    tables = [{"table": model._meta.db_table, "column": "id"} for model in NUMBERED]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), tables):
            cursor.execute(statement)


def loaded() -> tuple[list[Any], ...]:
    """Everything there is to compare, of a demo that is gone again afterwards."""
    count_from_one_again()
    with transaction.atomic():
        call_command("load_demo")
        hazards = list(Hazard.objects.order_by("number").values_list(*FACTS))
        photos = Photo.objects.exclude(hazard=None)
        shots = photos.values_list("hazard__number", "stage", "attempt", "sha256")
        kept = ActivityPhoto.objects.values_list("of", "photo", "photo__sha256")
        pictures = [*sorted(shots), *sorted(kept)]
        returns = list(Return.objects.order_by("number").values_list("id", "number", "state"))
        frozen = Submission.objects.values_list("of__number", "sequence", "digest")
        acts = ReturnEntry.objects.values_list("of__number", "sequence", "digest")
        looked = Result.objects.values_list("sampled__hazard__number", "sampled__position", "at")
        issued = IssuedPaper.objects.values_list("number", "digest", "issued_at")
        papers = [*sorted(frozen), *sorted(acts), *sorted(looked), *sorted(issued)]
        transaction.set_rollback(True)
    return hazards, pictures, returns, papers


def test_two_loads_give_the_same_hazards_photos_and_returns(db, settings, time_machine):
    settings.DEMO_HAZARDS = 30
    time_machine.move_to("2026-06-18T06:30:00Z", tick=False)
    first, second = loaded(), loaded()
    assert all(first)
    assert first == second


def test_a_demo_without_hazards_has_its_people_and_its_returns_all_the_same(db, settings):
    settings.DEMO_HAZARDS = 0
    call_command("load_demo")
    assert not Hazard.objects.exists()
    assert User.objects.filter(username="officer").exists()
    district_table = Return.objects.get(campaign=of_the_notice(), unit__code="JZ000")
    parts = district_table.handed_in.parts
    assert parts["hazards_investigated_rectified"] == 2  # the adjustment of one unit
    assert parts["launch_sessions"] > 0


def of_the_notice() -> Campaign:
    return Campaign.objects.get(number="2021-01")
