"""Checking the counts finds what is wrong with any of them, and holds up nobody meanwhile."""

import pytest
from django.db import transaction
from django.db.models import F

from hazards.models import Count, Spread
from hazards.tally.check import faults
from hazards.tally.compaction import fold
from tests.base.together import at_once
from tests.cast import Cast


@pytest.fixture
def counted(cast):
    cast.closed()
    cast.reported()
    fold()
    return cast


def test_counts_that_are_true_have_no_fault(counted):
    assert list(faults()) == []


@pytest.mark.parametrize("model, column", [(Count, "closed"), (Count, "grew"), (Spread, "closed")])
def test_each_unit_with_a_count_that_was_altered_is_named(counted, model, column):
    """The school's, and that of each unit above it."""
    for unit in set(model.objects.values_list("unit", flat=True)):
        row = model.objects.filter(unit=unit).first()
        with transaction.atomic():
            model.objects.filter(pk=row.pk).update(**{column: F(column) + 1})
            (fault,) = faults()
            transaction.set_rollback(True)
        assert fault.startswith(f"{row.unit.code}: ")


def test_a_count_of_a_unit_that_has_none_is_named(counted):
    row = Count.objects.first()
    nobodys = counted.units["school_b"]
    assert not Count.objects.filter(unit=nobodys).exists()
    row.pk, row.unit = None, nobodys
    row.save()
    assert [fault.partition(":")[0] for fault in faults()] == [nobodys.code]


@pytest.mark.django_db(transaction=True)
def test_people_report_and_the_worker_folds_while_the_counts_are_checked(db):
    cast = Cast()
    cast.reported()
    fold()
    Count.objects.update(reported=F("reported") + 1)
    check = faults()
    next(check)
    at_once(cast.reported, patience=10)
    at_once(fold, patience=10)
    assert "its counts are not those" in "".join(check)
