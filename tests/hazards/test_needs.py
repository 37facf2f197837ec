"""What a move needs, where it would be easy to give less than it says."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from hazards import services
from hazards.models import Hazard, Photo
from organizations.models import Membership, Role, User
from tests.cast import picture
from workflow.errors import NotPossible, SomethingMissing


def lacking(act, hazard, **given):
    with pytest.raises(SomethingMissing) as refusal:
        act(hazard, **given)
    return [lack.code for lack in refusal.value.missing]


def test_naming_the_same_person_and_the_same_measures_again_is_no_reassignment(cast):
    hazard = cast.assigned()
    same = {"responsible": cast.responsible, "measures": f" {hazard.measures} "}
    told = {"by": cast.officer, "reason": "催办"}
    assert lacking(services.reassign, hazard, **same, **told) == ["responsible_or_measures"]
    colleague = User.objects.create_user("colleague", name="同事")
    Membership.objects.create(user=colleague, unit=cast.school, role=Role.RESPONSIBLE)
    hazard = services.reassign(hazard, responsible=colleague, **told)
    assert (hazard.responsible, hazard.original_due_on) == (colleague, cast.due_on)


def test_somebody_who_has_left_is_not_made_responsible(cast):
    cast.responsible.is_active = False
    cast.responsible.save()
    told = {"responsible": cast.responsible, "due_on": cast.due_on, "measures": "清走"}
    missing = lacking(services.assign, cast.reported(), by=cast.officer, **told)
    assert missing == ["responsible_of_unit"]


def test_two_hazards_are_not_dismissed_as_each_others_duplicate(cast):
    first, second = cast.reported(), cast.reported()
    told = {"by": cast.officer, "outcome": "duplicate", "reason": "同一处"}
    second = services.dismiss(second, duplicate_of=first, **told)
    assert lacking(services.dismiss, first, duplicate_of=second, **told) == ["duplicate_of"]
    second = services.restore(second, by=cast.auditor, reason="不是同一处")
    assert (second.state, second.outcome, second.duplicate_of) == ("reported", "", None)
    assert services.dismiss(first, duplicate_of=second, **told).duplicate_of == second


def test_a_photo_that_is_named_and_is_not_there_is_not_passed_over(cast):
    hazard, mine = cast.assigned(), cast.photo(cast.responsible)
    told = {"by": cast.responsible, "measures_taken": "清了"}
    for other in (uuid.uuid4(), cast.photo(cast.officer)):
        assert lacking(services.rectify, hazard, photos=[mine, other], **told) == ["photos"]
    assert services.rectify(hazard, photos=[mine, mine], **told).state == "rectified"
    assert lacking(services.close, hazard, by=cast.officer, photos=[uuid.uuid4()]) == ["photos"]


def test_a_report_that_names_a_photo_which_is_not_there_is_refused(cast):
    with pytest.raises(SomethingMissing) as refusal:
        cast.reported(photos=[cast.photo(cast.inspector), uuid.uuid4()])
    assert [lack.code for lack in refusal.value.missing] == ["photos"]


def test_nobody_reports_for_a_unit_that_is_closed(cast):
    cast.school.closed_on = timezone.localdate()
    cast.school.save()
    with pytest.raises(NotPossible):
        cast.reported(cast["officer@central"])


def test_after_reopening_only_the_photos_of_the_new_attempt_speak(cast):
    hazard = services.reopen(cast.closed(), by=cast.auditor, reason="又堵", due_on=cast.due_on)
    old = [photo.pk for photo in hazard.photos.all()]
    told = {"by": cast.responsible, "measures_taken": "清了"}
    assert lacking(services.rectify, hazard, photos=old, **told) == ["after_photo"]
    hazard = services.rectify(hazard, photos=[cast.photo(cast.responsible)], **told)
    stages = sorted((photo.stage, photo.attempt) for photo in hazard.photos.all())
    assert stages == [("after", 1), ("after", 2), ("before", 1)]


def test_a_file_left_by_an_upload_that_broke_off_is_not_taken_for_the_photo(cast):
    pk = uuid.uuid4()
    default_storage.save(Photo(pk=pk).file_name("display"), ContentFile(b"half a pict"))
    photo, _ = services.upload_photo(by=cast.inspector, file=picture(), id=pk)
    with default_storage.open(photo.file_name("display")) as file:
        assert file.read(2) == b"\xff\xd8"


def test_nothing_is_found_on_a_day_that_has_not_come(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotPossible):
        cast.reported(found_on=tomorrow)
    assert not Hazard.objects.exists()
