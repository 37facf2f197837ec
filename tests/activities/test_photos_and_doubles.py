"""Photos of an activity, what looks like a double, and the same on several days."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from activities.models import Activity, ActivityPhoto
from activities.services import log, log_on_each, supersede
from hazards.models import Photo
from tests.activities.tampering import past_the_triggers
from workflow.errors import NotPossible, SomethingMissing


def told(cast, **given):
    usual = {"by": cast.officer, "unit": cast.school, "day": timezone.localdate()}
    return {**usual, "kind": "drill", "people": 440, "name": "疏散演练", **given}


def lacks(refusal) -> set[str]:
    return {lack.code for lack in refusal.value.missing}


def photos_of(one: Activity) -> list[uuid.UUID]:
    return list(one.photos.values_list("photo", flat=True))


# --- Photos --------------------------------------------------------------------------------


@pytest.fixture
def pictures(cast):
    return [cast.photo(cast.officer) for _ in range(2)]


@pytest.fixture
def one(cast, pictures):
    return log(**told(cast, photos=pictures))[0]


def test_photos_are_taken_in_their_order_and_told_by_the_history(one, pictures):
    assert photos_of(one) == pictures
    facts = one.history.get().facts["photos"]
    assert [fact["id"] for fact in facts] == [str(pk) for pk in pictures]
    assert all(len(fact["sha256"]) == 64 for fact in facts)
    call_command("verify_activities")


def test_the_same_body_with_other_photos_is_another_body(cast, one, pictures):
    again, is_new = log(**told(cast, photos=pictures, id=one.pk))
    assert (again, is_new) == (one, False)
    with pytest.raises(NotPossible):
        log(**told(cast, photos=pictures[:1], id=one.pk))


def test_a_photo_of_an_activity_is_free_for_nothing_else(cast, one, pictures):
    assert not Photo.objects.loose(cast.officer).filter(pk__in=pictures).exists()
    with pytest.raises(SomethingMissing) as refusal:
        log(**told(cast, photos=pictures, people=1))
    assert lacks(refusal) == {"photos"}
    with pytest.raises(SomethingMissing):
        cast.reported(photos=pictures, by=cast.officer)


def test_nobody_elses_upload_and_no_evidence_of_a_hazard_is_taken(cast):
    theirs = cast.photo(cast.inspector)
    evidence = cast.reported().photos.first().pk
    for photo in (theirs, evidence, uuid.uuid4()):
        with pytest.raises(SomethingMissing) as refusal:
            log(**told(cast, photos=[photo]))
        assert lacks(refusal) == {"photos"}
    assert not Activity.objects.exists()


def test_more_than_twelve_are_refused(cast):
    with pytest.raises(SomethingMissing) as refusal:
        log(**told(cast, photos=[cast.photo(cast.officer) for _ in range(13)]))
    assert lacks(refusal) == {"photos"}


def test_a_correction_keeps_the_photos_unless_others_are_named(cast, one, pictures):
    new, _ = supersede(one, by=cast.officer, reason="数错了", people=444)
    assert photos_of(new) == photos_of(one) == pictures
    fresh = cast.photo(cast.officer)
    last, _ = supersede(
        new, by=cast.officer, reason="换照片", photos=[pictures[1], fresh], is_confirmed=True
    )
    assert photos_of(last) == [pictures[1], fresh]
    assert photos_of(new) == pictures
    call_command("verify_activities")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM activities_activityphoto",
        "UPDATE activities_activityphoto SET position = 9",
    ],
)
def test_the_database_itself_keeps_the_photos(one, statement):
    with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM activities_activityphoto WHERE position = 0",
        "UPDATE activities_activityphoto SET position = 9 WHERE position = 0",
        "UPDATE hazards_photo SET sha256 = 'x'",
        "UPDATE hazards_photo SET display_sha256 = 'x'",
    ],
)
def test_photos_altered_past_the_triggers_are_found(one, statement):
    past_the_triggers(statement)
    with pytest.raises(CommandError, match=str(one.pk)):
        call_command("verify_activities")


# --- Doubles -------------------------------------------------------------------------------


def test_what_looks_like_a_double_is_asked_about_and_entered_once_confirmed(cast):
    log(**told(cast))
    with pytest.raises(SomethingMissing) as refusal:
        log(**told(cast, name="另一次"))
    assert lacks(refusal) == {"possible_double"}
    assert Activity.objects.count() == 1
    log(**told(cast, name="另一次", is_confirmed=True))
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"day": timezone.localdate() - timedelta(1)},
        {"people": 441},
        {"sessions": 2},
        {"kind": "launch"},
    ],
)
def test_another_day_number_or_kind_is_no_double(cast, other):
    log(**told(cast))
    log(**told(cast, **other))
    assert Activity.objects.count() == 2


def test_the_same_of_another_unit_is_no_double(cast):
    log(**told(cast))
    log(**told(cast, by=cast["officer@central"], unit=cast.units["central"]))
    assert Activity.objects.count() == 2


def test_a_corrected_record_is_no_double_and_a_correction_may_be_one(cast):
    one, _ = log(**told(cast))
    log(**told(cast, people=500))
    supersede(one, by=cast.officer, reason="写错名称", name="演练")  # the same numbers as before
    new, _ = log(**told(cast, people=441))
    with pytest.raises(SomethingMissing) as refusal:
        supersede(new, by=cast.officer, reason="数错了", people=500)
    assert lacks(refusal) == {"possible_double"}


def test_the_same_id_sent_again_is_not_asked_about(cast):
    key = uuid.uuid4()
    first, _ = log(**told(cast, id=key))
    assert log(**told(cast, id=key)) == (first, False)


# --- Several days --------------------------------------------------------------------------


def days(*ago: int):
    return [timezone.localdate() - timedelta(n) for n in ago]


def each_day(cast, of, **given):
    usual = told(cast, **given)
    usual.pop("day")
    return log_on_each(of, **{"id": uuid.UUID(int=7), **usual})


def test_each_day_is_a_record_of_its_own_and_the_photos_go_with_the_first(cast):
    photo = cast.photo(cast.officer)
    made = each_day(cast, days(0, 1, 3, 1), photos=[photo])
    assert [(one.day, is_new) for one, is_new in made] == [(day, True) for day in days(0, 1, 3)]
    assert [photos_of(one) for one, _ in made] == [[photo], [], []]
    again = each_day(cast, days(0, 1, 3), photos=[photo])
    assert [(one, is_new) for one, is_new in again] == [(one, False) for one, _ in made]


@pytest.mark.parametrize("wrong", [{"day": -1}, {"people": 10**9}])
def test_where_one_day_cannot_be_none_is_logged(cast, wrong):
    of = days(0, 1, wrong.pop("day", 2))
    with pytest.raises(SomethingMissing):
        each_day(cast, of, **wrong)
    assert not Activity.objects.exists() and not ActivityPhoto.objects.exists()
