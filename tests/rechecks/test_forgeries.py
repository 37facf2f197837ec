"""What somebody alters of a sample past the services, and what `verify_samples` says of it."""

import pytest
from django.db import connection, models
from django.utils import translation

from rechecks.agreement import NOT_COMPARED, OF_THE_GIVING
from rechecks.history import ASKED_FOR, COUNTED, OF_A_ROW
from rechecks.models import Assignment, Result, Sample, SampledHazard
from rechecks.verification import faults
from tests.hazards.proofs.forging import rewrite, say
from tests.rechecks.drawing import drawn, given_to, judged, row_of, struck_off

VERDICT = {"holds", "note", "by", "at", "reopened", "supersedes"}
TOLD_OTHERWISE = "the history of the sample tells otherwise of whom it is given to."
TRIGGERS = ("append_only", "no_delete", "keeps_the_draw")


@pytest.fixture
def row(cast) -> SampledHazard:
    """Looked at twice: it held, and then it did not, which reopened it."""
    struck_off(cast)
    row = given_to(cast, row_of(drawn(cast)), cast.auditor)
    first = judged(cast, row, cast.auditor)
    told = {"note": "看错了，又堵上", "due_on": cast.due_on, "corrects": first.pk}
    judged(cast, row_of(row.sample), cast.auditor, holds=False, **told)
    return row_of(row.sample)


def said() -> list[str]:
    with translation.override("en"):
        return [fault.split(": ", 2)[-1] for fault in faults()]


def said_of_the_sample() -> list[str]:
    with translation.override("en"):
        return [fault.split(": ", 1)[-1] for fault in faults()]


def rows(record: models.Model) -> models.QuerySet:
    """The row alone, with its triggers out of the way."""
    table = record._meta.db_table
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
    return models.QuerySet(type(record)).filter(pk=record.pk)


def test_what_honest_people_drew_gave_and_saw_agrees(row):
    assert said() == []


@pytest.mark.parametrize("model", [Sample, SampledHazard, Result])
def test_each_column_is_compared_or_says_why_not(model):
    compared = {
        Sample: {*ASKED_FOR, *COUNTED, "drawn_by", "drawn_at"},
        SampledHazard: {*(name.removesuffix("_id") for name in OF_A_ROW), *OF_THE_GIVING},
        Result: VERDICT,
    }[model]
    names = {field.name for field in model._meta.concrete_fields}
    assert {*NOT_COMPARED[model], *compared} == names
    assert all(NOT_COMPARED[model].values())


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("closed_by", "“closed by” is 区教育局inspector where its history leads to"),
        ("rectified_by", "“rectified by” is 区教育局inspector where its history leads to"),
        ("rectified_for", "“rectified for” is 区教育局inspector where its history leads to"),
        ("rechecker", "“re-checker” is 区教育局inspector where its history leads to"),
        ("assigned_by", "“assigned by” is 区教育局inspector where its history leads to"),
    ],
)
def test_another_person_in_what_was_drawn_or_given_is_named(row, cast, column, sentence):
    rows(row).update(**{column: cast["inspector@bureau"]})
    assert any(fault.startswith(sentence) for fault in said())


def test_a_closure_of_another_moment_is_not_in_the_history(row):
    rows(row).update(closed_at=row.assigned_at)
    assert "its history tells of no such closure." in said()


@pytest.mark.parametrize(
    ("columns", "sentences"),
    [
        ({"holds": True}, {"its history does not tell of a result, or tells otherwise.",
                           "its history tells of a re-check that has no result."}),
        ({"note": "没事"}, {"its history does not tell of a result, or tells otherwise."}),
        ({"reopened": False}, {"whether a result reopened it is not what its history tells."}),
    ],
)  # fmt: skip
def test_a_result_that_says_otherwise_than_the_history_of_its_hazard_is_named(
    row, columns, sentences
):
    last = Result.objects.get(supersedes__isnull=False)
    rows(last).update(**columns)
    assert set(said()) == sentences


def test_a_result_by_somebody_else_or_of_another_moment_is_named(row, cast):
    last = Result.objects.get(supersedes__isnull=False)
    rows(last).update(by=cast["inspector@bureau"])
    assert "its history does not tell of a result, or tells otherwise." in said()
    rows(last).update(by=cast.auditor)
    assert said() == []
    rows(last).update(at=row.closed_at)
    assert "its history tells of a re-check that has no result." in said()


def test_a_line_of_history_that_tells_another_verdict_is_named_by_the_result(row):
    rewrite(row.hazard, say("recheck", holds=True))
    assert "its history does not tell of a result, or tells otherwise." in said()


def test_a_result_that_was_taken_out_is_missed_by_the_history(row):
    last = Result.objects.get(supersedes__isnull=False)
    with connection.cursor() as cursor:
        on = " ON rechecks_result_photos" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS rechecks_result_photos_no_delete{on}")
        cursor.execute("DELETE FROM rechecks_result_photos WHERE result_id = %s", [last.pk])
    rows(last)._raw_delete(using="default")
    assert said() == ["its history tells of a re-check that has no result."]


def test_a_photo_of_a_result_exchanged_for_another_is_named(row, cast):
    last = Result.objects.get(supersedes__isnull=False)
    last.photos.add(cast.photo(cast.auditor))
    assert said() == ["the photos of a result are not those its history names."]


def test_a_giving_that_was_taken_out_is_missed(row):
    giving = Assignment.objects.get(sampled=row)
    rows(giving)._raw_delete(using="default")
    assert said() == ["it is given to somebody, and no giving is kept."]


def test_a_giving_rewritten_together_with_the_row_it_stands_for_is_named(row, cast):
    giving = Assignment.objects.get(sampled=row)
    rows(giving).update(by=cast["inspector@bureau"])
    rows(row).update(assigned_by=cast["inspector@bureau"])
    assert said() == [TOLD_OTHERWISE]


def test_a_hazard_nobody_was_given_by_its_history_is_given_to_nobody(cast):
    struck_off(cast)
    row = row_of(drawn(cast))
    told = {"rechecker": cast.auditor, "by": cast.auditor, "at": row.closed_at}
    Assignment.objects.create(sampled=row, **told)
    given = {"rechecker": cast.auditor, "assigned_by": cast.auditor, "assigned_at": row.closed_at}
    rows(row).update(**given)
    assert said() == [TOLD_OTHERWISE]


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("found_from", "2020-01-01", "“found from” is not what its history tells."),
        ("ordinal", 7, "“which draw of these days” is not what its history tells."),
        ("weights", {"major": 9}, "“weights” is not what its history tells."),
        ("is_seed_given", None, "“seed given by the auditor” is not what its history tells."),
        ("branches", {}, "“hazards by unit directly below” is not what its history tells."),
    ],
)
def test_what_was_asked_for_or_counted_and_altered_is_named(row, column, value, sentence):
    value = not row.sample.is_seed_given if value is None else value
    rows(row.sample).update(**{column: value})
    assert sentence in said_of_the_sample()


def test_a_sample_of_another_unit_or_by_somebody_else_is_named(row, cast):
    rows(row.sample).update(unit=cast.school, drawn_by=cast.officer)
    assert said_of_the_sample() == [
        "it was drawn by somebody else, or at another time.",
        "“unit” is not what its history tells.",
    ]


def test_why_a_hazard_weighed_more_and_which_branch_it_counts_for_is_named(row):
    rows(row).update(reasons=["major"], branch=row.unit)
    assert said_of_the_sample() == ["“what was drawn” is not what its history tells."]


def test_an_altered_line_of_the_history_of_a_sample_is_named(row):
    line = row.sample.history.last()
    rows(line).update(facts={"given": {}})
    assert "its history has been changed." in said_of_the_sample()


def test_a_sample_of_an_earlier_version_is_no_forgery(row):
    for line in row.sample.history.all():
        rows(line)._raw_delete(using="default")
    assert said() == []


def test_unseen_a_sample_taken_out_whole_before_anybody_looked(cast):
    """docs/operations.md."""
    struck_off(cast)
    drawn(cast)
    sample = drawn(cast)
    for record in (*sample.history.all(), *sample.drawn.all(), sample.frame, sample):
        rows(record)._raw_delete(using="default")
    assert said() == []
