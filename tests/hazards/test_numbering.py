"""Ledger numbers: year, unit, running number; gapless, and kept for life."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from hazards.models import NumberSeries
from workflow.errors import SomethingMissing


def test_the_number_names_the_year_the_unit_and_the_running_number(cast):
    at = datetime(2021, 6, 15, 7, tzinfo=UTC)
    numbers = [cast.reported(at=at).number for _ in range(2)]
    assert numbers == ["2021-JZ012-0001", "2021-JZ012-0002"]


def test_each_unit_and_each_year_counts_for_itself(cast):
    cast.reported(at=datetime(2021, 6, 15, tzinfo=UTC))
    other = cast.reported(cast["officer@school_2"], cast.units["school_2"])
    assert other.number.endswith("-JZ013-0001")
    new_year = datetime(2021, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    assert cast.reported(at=new_year).number == "2022-JZ012-0001"


def test_a_hazard_open_at_new_year_keeps_its_number(cast):
    hazard = cast.reported(at=datetime(2021, 12, 31, 3, tzinfo=UTC))
    assert cast.assigned(hazard).number == "2021-JZ012-0001"


def test_a_refused_report_takes_no_number(cast):
    with pytest.raises(SomethingMissing):
        cast.reported(photos=[])
    assert cast.reported().number.endswith("-0001")


def test_a_report_rolled_back_gives_its_number_back(cast):
    with transaction.atomic():
        cast.reported()
        transaction.set_rollback(True)
    assert cast.reported().number.endswith("-0001")


@pytest.mark.django_db(transaction=True)
def test_a_report_that_fails_at_its_very_end_gives_its_number_back(cast, monkeypatch):
    def fail(*args):
        raise ConnectionError("the letter box is on fire")

    with monkeypatch.context() as broken:
        broken.setattr("hazards.notifications.send", fail)
        with pytest.raises(ConnectionError):
            cast.reported()
    assert cast.reported().number.endswith("-0001")


def test_after_9999_the_number_just_grows(cast):
    cast.reported()
    NumberSeries.objects.update(last=9999)
    assert cast.reported().number.endswith("-JZ012-10000")
