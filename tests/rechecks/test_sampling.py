"""Drawing: who may, from what, how often, and that it comes out the same again."""

import io
import zlib
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

import hazards.services
from organizations.services import move_unit
from rechecks import drawing, sampling_frame, services, verification
from rechecks.models import Frame, Sample, SampledHazard
from tests.cast import Cast
from tests.rechecks.drawing import days, drawn, struck_off
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

MAY_DRAW = {"auditor@bureau"}


def codes(refusal):
    return [lack.code for lack in refusal.value.missing]


def candidates(cast):
    return sampling_frame.frame_of(cast.auditor, cast.units["bureau"], *days().values())


def test_only_auditors_draw(cast):
    struck_off(cast, 1)
    may = set()
    for name, person in cast.people.items():
        try:
            drawn(cast, 1, by=person)
        except NotPermitted:
            continue
        may.add(name)
    assert may == MAY_DRAW


def test_the_frame_is_what_is_closed_now_of_the_unit_and_period(cast):
    struck_off(cast, 2)
    cast.rectified()
    hazards.services.reopen(cast.closed(), by=cast.auditor, reason="又堵上了", due_on=cast.due_on)
    assert drawn(cast, 3).frame_size == 3
    assert drawn(cast, 2, unit=cast.units["central"]).frame_size == 2


@pytest.mark.parametrize(("found", "is_in"), [(0, True), (9, True), (-1, False), (10, False)])
def test_the_period_is_half_open(cast, found, is_in):
    first = timezone.localdate() - timedelta(days=20)
    hazard = cast.reported(found_on=first + timedelta(days=found))
    cast.closed(cast.rectified(cast.assigned(hazard)))
    period = {"found_from": first, "found_to": first + timedelta(days=10)}
    seen = sampling_frame.closed_hazards(cast.auditor, cast.units["bureau"], **period)
    assert (hazard.pk in seen.values_list("pk", flat=True)) is is_in


def test_majors_repeats_and_fast_closures_weigh_more(cast):
    early, later = timezone.now() - timedelta(days=20), timezone.now() - timedelta(days=5)
    slow = cast.reported(place="操场", at=early, found_on=early.date())
    slow = cast.rectified(cast.assigned(slow, at=early, due_on=cast.due_on), at=early)
    cast.closed(slow, at=later)
    again = cast.reported(place="操场", at=later + timedelta(hours=1))
    cast.closed(cast.rectified(cast.assigned(again)), at=later + timedelta(days=4))
    major = cast.rectified(cast.assigned(cast.major(place="食堂")))
    cast.closed(major, by=cast.auditor, photos=[cast.photo(cast.auditor)])
    told = {one.pk: (one.reasons, one.row.weight) for one in candidates(cast)}
    assert told == {
        str(slow.pk): ((), 1),
        str(again.pk): (("repeat",), 2),
        str(major.pk): (("major", "fast"), 6),
    }


def test_the_same_seed_draws_the_same_and_each_draw_is_counted(cast):
    struck_off(cast, 6)
    first, second = drawn(cast, 3), drawn(cast, 3)
    other = drawn(cast, 3, seed="")
    rows = [list(one.drawn.values_list("hazard", "probability")) for one in (first, second)]
    assert rows[0] == rows[1]
    assert [one.ordinal for one in (first, second, other)] == [1, 2, 3]
    assert (first.is_seed_given, other.is_seed_given) == (True, False)
    assert len(other.seed) == 16 and other.seed != drawn(cast, 3, seed="").seed


def test_a_draw_over_other_days_of_the_unit_is_counted_too_where_they_overlap(cast):
    struck_off(cast, 2)
    drawn(cast, 2)
    today = timezone.localdate()
    assert drawn(cast, 1, found_from=today).ordinal == 2
    assert drawn(cast, 1, unit=cast.units["central"]).ordinal == 1


def test_a_draw_says_what_it_lacks(cast):
    with pytest.raises(SomethingMissing) as nothing:
        drawn(cast, 1)
    struck_off(cast, 1)
    today = timezone.localdate()
    with pytest.raises(SomethingMissing) as backwards:
        drawn(cast, 1, found_from=today, found_to=today)
    with pytest.raises(SomethingMissing) as too_many:
        drawn(cast, 3)
    with pytest.raises(SomethingMissing) as too_few:
        drawn(cast, 0)
    assert [codes(one) for one in (nothing, backwards, too_many, too_few)] == [
        ["frame"],
        ["found_to"],
        ["size"],
        ["size"],
    ]
    assert not Sample.objects.exists()


def test_the_same_request_twice_is_one_draw_and_another_one_a_conflict(cast):
    struck_off(cast, 2)
    pk = "7b6a1c7e-3f52-4b62-9d6e-0f0e5b1f3a11"
    told = {"by": cast.auditor, "unit": cast.units["bureau"], "id": pk, **days()}
    first, is_new = services.draw(size=2, **told)
    again, is_new_again = services.draw(size=2, **told)
    assert (is_new, is_new_again, again.seed) == (True, False, first.seed)
    with pytest.raises(NotPossible):
        services.draw(size=3, **told)


def test_every_draw_comes_out_the_same_again(cast):
    struck_off(cast, 5)
    sample = drawn(cast, 3)
    assert verification.fault_of(sample) == ""
    said = io.StringIO()
    call_command("verify_samples", stdout=said)
    assert said.getvalue() == "1 samples come out as they were drawn.\n"


def past_the_triggers(sql, *told):
    """As somebody would who owns the database file."""
    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgres:
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                if name.startswith("rechecks"):
                    cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(sql, told)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE rechecks_sample SET seed = '13'",
        "UPDATE rechecks_sample SET frame_digest = 'x'",
        "UPDATE rechecks_sampledhazard SET probability = 0.9 WHERE position = 1",
    ],
)
def test_what_was_altered_afterwards_shows(cast, sql):
    struck_off(cast, 9)
    drawn(cast, 3)
    past_the_triggers(sql)
    with pytest.raises(CommandError):
        call_command("verify_samples")


def test_a_frame_that_was_altered_shows_even_with_its_digest_mended(cast):
    struck_off(cast, 9)
    sample = drawn(cast, 3)
    rows = drawing.read(zlib.decompress(sample.frame.rows))
    text = drawing.written(rows[1:])
    past_the_triggers("UPDATE rechecks_frame SET rows = %s", zlib.compress(text))
    past_the_triggers("UPDATE rechecks_sample SET frame_digest = %s", drawing.digest_of(text))
    assert verification.fault_of(Sample.objects.get())


def test_what_was_drawn_is_never_changed_nor_deleted(cast):
    struck_off(cast, 2)
    sample = drawn(cast, 2)
    for change in (
        lambda: Sample.objects.update(seed="13"),
        lambda: Frame.objects.update(rows=b""),
        lambda: SampledHazard.objects.update(probability=0.5),
        lambda: SampledHazard.objects.filter(position=1)._raw_delete("default"),
        lambda: Sample.objects.filter(pk=sample.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(TypeError):
        SampledHazard.objects.all().delete()


def test_what_was_drawn_belongs_to_the_unit_below_it_stood_under_on_that_day(cast: Cast):
    struck_off(cast, 2)
    sample = drawn(cast, 3)
    bureau, central = cast.units["bureau"], cast.units["central"]
    move_unit(cast.school, under=bureau, since=timezone.localdate())
    assert {row.branch for row in sample.drawn.filter(unit=cast.school)} == {central}
    assert sample.branches == {str(central.pk): 2, str(cast.units["central_b"].pk): 1}


def test_drawing_asks_the_database_as_often_for_many_as_for_few(
    cast, django_assert_max_num_queries
):
    struck_off(cast, 1)
    with django_assert_max_num_queries(22):
        drawn(cast, 2)
    struck_off(cast, 12)
    with django_assert_max_num_queries(22):
        drawn(cast, 12)


def test_one_that_was_reopened_while_the_frame_was_read_is_not_drawn(cast, monkeypatch):
    struck_off(cast, 1)
    plain = sampling_frame.frame_of

    def read_slowly(*asked):
        frame = plain(*asked)
        for hazard in sampling_frame.closed_hazards(*asked):
            hazards.services.reopen(hazard, by=cast.auditor, reason="又坏", due_on=cast.due_on)
        return frame

    monkeypatch.setattr("rechecks.services.sampling.frame_of", read_slowly)
    with pytest.raises(NotPossible):
        drawn(cast, 2)
    assert not Sample.objects.exists()
