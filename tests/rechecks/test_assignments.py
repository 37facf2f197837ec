"""Who was given what to look at: every giving is kept, whatever comes after it."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from rechecks import services
from rechecks.models import Assignment, SampledHazard
from tests.rechecks.drawing import drawn, given_to, row_of, struck_off
from workflow.errors import SomethingMissing

CARRIED = importlib.import_module("rechecks.migrations.0004_assignments_so_far")


@pytest.fixture
def row(cast) -> SampledHazard:
    struck_off(cast, 3)
    return row_of(drawn(cast))


def kept(row):
    return [(one.rechecker, one.by) for one in row.assignments.all()]


def test_each_giving_is_kept_and_the_last_is_in_force(cast, row):
    people = [cast["inspector@bureau"], cast.inspector, cast["inspector@bureau"]]
    for person in people:
        given = given_to(cast, row, person)
    assert kept(row) == [(person, cast.auditor) for person in people]
    last = row.assignments.last()
    assert (given.rechecker, given.assigned_at) == (last.rechecker, last.at)


def test_what_is_shared_out_is_kept_as_well(cast, row):
    services.share_out(row.sample, by=cast.auditor, recheckers=[cast["inspector@bureau"]])
    assert Assignment.objects.filter(sampled__sample=row.sample).count() == row.sample.size


def test_a_giving_that_is_refused_leaves_no_trace(cast, row):
    with pytest.raises(SomethingMissing):
        given_to(cast, row, cast.officer)
    assert not Assignment.objects.exists()


def test_no_giving_is_changed_or_deleted_behind_the_models_back(cast, row):
    given_to(cast, row, cast.inspector)
    for sql in ("UPDATE rechecks_assignment SET at = at", "DELETE FROM rechecks_assignment"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with pytest.raises(TypeError):
        Assignment.objects.all().delete()
    assert kept(row) == [(cast.inspector, cast.auditor)]


def test_what_was_given_before_every_giving_was_kept_is_carried_over_once(cast, row):
    told = {"assigned_by": cast.auditor, "assigned_at": row.sample.drawn_at}
    rows = SampledHazard.objects.filter(pk=row.pk)
    rows.update(rechecker=cast.inspector, **told)
    for _ in range(2):
        CARRIED.carry_over(apps, SimpleNamespace(connection=connection))
    (one,) = Assignment.objects.all()
    assert (one.sampled_id, one.rechecker, one.by, one.at) == (
        row.pk,
        cast.inspector,
        *told.values(),
    )
