"""Beside the state: extensions, interim controls and supervision listings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hazards import services
from workflow.errors import NotPermitted, NotPossible, SomethingMissing


def asked(cast, hazard=None, by=None):
    told = {
        "until": cast.due_on + timedelta(days=5),
        "reason": "等配件",
        "interim_measures": "围挡",
    }
    return services.request_extension(hazard or cast.assigned(), by=by or cast.responsible, **told)


def codes(refusal):
    return [lack.code for lack in refusal.value.missing]


def test_a_granted_extension_moves_the_deadline_and_never_the_original(cast):
    hazard = services.grant(asked(cast), by=cast.officer).hazard
    hazard.refresh_from_db()
    assert hazard.due_on == cast.due_on + timedelta(days=5)
    assert hazard.original_due_on == cast.due_on
    assert [e.move for e in hazard.history.all()][-2:] == ["request_extension", "grant"]


def test_a_refused_extension_moves_nothing_and_says_why(cast):
    extension = asked(cast)
    with pytest.raises(SomethingMissing):
        services.refuse(extension, by=cast.officer)
    hazard = services.refuse(extension, by=cast.officer, reason="有备用配件").hazard
    hazard.refresh_from_db()
    assert hazard.due_on == cast.due_on
    assert hazard.history.last().note == "有备用配件"


def test_nobody_grants_their_own_request_nor_answers_twice(cast):
    extension = asked(cast, by=cast.officer)
    with pytest.raises(NotPermitted):
        services.grant(extension, by=cast.officer)
    services.grant(extension, by=cast["officer@central"])
    with pytest.raises(NotPossible):
        services.refuse(extension, by=cast.auditor, reason="晚了")


def test_for_a_major_hazard_only_an_auditor_answers(cast):
    extension = asked(cast, cast.assigned(cast.major()))
    with pytest.raises(NotPermitted):
        services.grant(extension, by=cast.officer)
    assert services.grant(extension, by=cast.auditor).decision == "granted"


def test_an_extension_needs_a_later_day_a_reason_and_interim_measures(cast):
    hazard = cast.assigned()
    with pytest.raises(SomethingMissing) as refusal:
        services.request_extension(hazard, by=cast.responsible, until=cast.due_on)
    assert codes(refusal) == ["until_later", "reason", "interim_measures"]


def test_an_extension_never_ends_in_the_past(cast):
    hazard, later = cast.assigned(), timezone.now() + timedelta(days=30)
    with pytest.raises(SomethingMissing) as refusal:
        services.request_extension(
            hazard,
            by=cast.responsible,
            until=cast.due_on + timedelta(days=1),
            reason="等配件",
            interim_measures="围挡",
            at=later,
        )
    assert codes(refusal) == ["until_ahead"]


def test_an_old_request_never_brings_the_deadline_forward(cast):
    """Asked before the hazard was closed, still waiting when it is reopened with more time."""
    extension = asked(cast)
    hazard = cast.closed(cast.rectified(extension.hazard))
    far = cast.due_on + timedelta(days=60)
    services.reopen(hazard, by=cast.auditor, reason="又坏了", due_on=far)
    with pytest.raises(SomethingMissing) as refusal:
        services.grant(extension, by=cast.officer)
    assert codes(refusal) == ["until_later"]
    assert services.refuse(extension, by=cast.officer, reason="过时").hazard.due_on == far


@pytest.mark.parametrize("days", [-1, 1])
def test_delisting_happens_between_the_listing_and_today(cast, days):
    told = {"level": "district", "document_number": "3号", "deadline": cast.due_on}
    hazard = cast.major()
    services.list_for_supervision(hazard, by=cast.auditor, **told)
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(SomethingMissing) as refusal:
        services.delist(hazard, by=cast.auditor, delisted_on=day)
    assert codes(refusal) == ["delisted_on"]
    services.delist(hazard, by=cast.auditor, delisted_on=timezone.localdate())


def test_one_request_waits_at_a_time(cast):
    hazard = asked(cast).hazard
    with pytest.raises(NotPossible):
        asked(cast, hazard)


def test_a_hazard_is_listed_once_at_a_time_by_an_auditor(cast):
    hazard = cast.major()
    told = {"level": "district", "document_number": "教安督3号", "deadline": cast.due_on}
    with pytest.raises(NotPermitted):
        services.list_for_supervision(hazard, by=cast["officer@central"], **told)
    services.list_for_supervision(hazard, by=cast.auditor, **told)
    with pytest.raises(SomethingMissing) as refusal:
        services.list_for_supervision(hazard, by=cast.auditor, **told)
    assert codes(refusal) == ["not_listed_yet"]
    services.delist(hazard, by=cast.auditor)
    assert services.list_for_supervision(hazard, by=cast.auditor, **told).delisted_on is None


def test_what_is_listed_is_struck_off_only_once_it_is_delisted(cast):
    hazard = cast.rectified(cast.assigned(cast.major()))
    told = {"level": "district", "document_number": "4号", "deadline": cast.due_on}
    services.list_for_supervision(hazard, by=cast.auditor, **told)
    photos = [cast.photo(cast.auditor)]
    with pytest.raises(SomethingMissing) as refusal:
        services.close(hazard, by=cast.auditor, photos=photos)
    assert codes(refusal) == ["delisted"]
    services.delist(hazard, by=cast.auditor)
    assert services.close(hazard, by=cast.auditor, photos=photos).is_closed


def test_a_new_deadline_after_a_closure_leaves_the_original_one(cast):
    far = cast.due_on + timedelta(days=60)
    hazard = services.reopen(cast.closed(), by=cast.auditor, reason="又坏了", due_on=far)
    hazard.refresh_from_db()
    assert (hazard.due_on, hazard.original_due_on) == (far, cast.due_on)


def test_an_interim_control_is_recorded_while_the_hazard_is_open(cast):
    hazard = cast.assigned()
    services.control(hazard, by=cast.responsible, measures="拉警戒线")
    assert hazard.interim_controls.get().measures == "拉警戒线"
    with pytest.raises(NotPermitted):
        services.control(hazard, by=cast.viewer, measures="看着")
    closed = cast.closed(cast.rectified(hazard))
    with pytest.raises(NotPossible):
        services.control(closed, by=cast.responsible, measures="晚了")
