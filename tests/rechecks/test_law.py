"""The law of re-checks, written a second time by hand: who may do what to a sampled hazard.

The hazard is the school's, rectified by its responsible person, closed by its officer, and given
to the school's inspector to look at again.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

import hazards.services
from hazards.models import Photo
from hazards.verification import ledger as verification
from notifications.models import Notification
from rechecks import services
from rechecks.models import Result, Sample, SampledHazard
from rechecks.verification import faults as faults_of_samples
from tests.cast import Cast
from tests.rechecks.drawing import drawn, given_to, judged, row_of, struck_off
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

MAY_BE_GIVEN_IT = {
    "inspector@bureau",
    "auditor@bureau",
    "inspector@central",
    "officer@central",
    "inspector@school",
}
MAY_RECORD = {"inspector@school", "auditor@bureau"}
MAY_ASSIGN = {"auditor@bureau"}
SEES_THE_SAMPLE = {"inspector@school", "auditor@bureau"}


def codes(refusal):
    return [lack.code for lack in refusal.value.missing]


def told(person):
    return [line.kind for line in Notification.objects.for_person(person).order_by("pk")]


@pytest.fixture
def row(cast: Cast) -> SampledHazard:
    struck_off(cast, 3)
    return row_of(drawn(cast))


def allowed(cast, act) -> set[str]:
    may = set()
    for name, person in cast.people.items():
        try:
            act(person)
        except (NotPermitted, SomethingMissing):
            continue
        may.add(name)
    return may


def test_it_is_given_to_whoever_reaches_it_and_neither_repaired_nor_closed_it(cast, row):
    assert allowed(cast, lambda person: given_to(cast, row, person)) == MAY_BE_GIVEN_IT


def test_only_auditors_give_it_to_anybody(cast, row):
    def act(person):
        services.assign(row.sample, by=person, recheckers={row: cast.inspector})

    assert allowed(cast, act) == MAY_ASSIGN


@pytest.mark.parametrize("name", [*sorted(MAY_BE_GIVEN_IT | {"officer@school", "viewer@school"})])
def test_the_verdict_is_of_whom_it_was_given_to_or_of_an_auditor(cast, row, name):
    given_to(cast, row, cast.inspector)
    if name in MAY_RECORD:
        assert judged(cast, row, cast[name]).holds
    else:
        with pytest.raises(NotPermitted):
            judged(cast, row, cast[name])
        assert not Result.objects.exists()


def test_who_rectified_or_closed_it_is_refused_with_a_sentence_and_a_code(cast, row):
    for person, code in (
        (cast.officer, "other_rechecker"),
        (cast.responsible, "rechecker_in_reach"),
        (cast["officer@school_b"], "rechecker_in_reach"),
    ):
        with pytest.raises(SomethingMissing) as refusal:
            given_to(cast, row, person)
        assert codes(refusal) == [code]
        assert row.hazard.number in str(refusal.value)


def test_an_auditor_who_closed_it_does_not_judge_it(cast):
    cast.closed(by=cast.auditor)
    row = row_of(drawn(cast, 1))
    with pytest.raises(NotPermitted) as refusal:
        judged(cast, row, cast.auditor)
    assert str(refusal.value)


def test_who_repaired_it_again_after_a_reopening_does_not_judge_it_either(cast, row):
    given_to(cast, row, cast["officer@central"])
    hazards.services.reopen(row.hazard, by=cast.auditor, reason="又堵上了", due_on=cast.due_on)
    cast.closed(cast.rectified(row.hazard), by=cast["officer@central"])
    with pytest.raises(NotPermitted):
        judged(cast, row, cast["officer@central"])


def test_who_closed_what_was_drawn_does_not_judge_it_though_another_has_closed_it_since(cast):
    cast.closed(by=cast.auditor)
    row = row_of(drawn(cast, 1))
    hazards.services.reopen(row.hazard, by=cast.auditor, reason="又堵上了", due_on=cast.due_on)
    cast.closed(cast.rectified(row.hazard), by=cast["officer@central"])
    with pytest.raises(NotPermitted):
        judged(cast, row, cast.auditor)


def test_a_sample_is_seen_by_who_audits_the_unit_and_whom_something_was_given_to(cast, row):
    given_to(cast, row, cast.inspector)
    for name, person in cast.people.items():
        seen = Sample.objects.visible_to(person).filter(pk=row.sample_id).exists()
        assert seen is (name in SEES_THE_SAMPLE), name
    assert not Sample.objects.visible_to(cast.stranger).exists()


def test_a_rechecker_sees_their_own_rows_while_their_role_reaches_them(cast, row):
    person = cast["inspector@central"]
    given_to(cast, row, person)
    assert list(SampledHazard.objects.visible_to(person)) == [row]
    assert SampledHazard.objects.visible_to(cast.auditor).count() == 4
    person.memberships.all().delete()
    moved_away = type(person).objects.get(pk=person.pk)
    assert not SampledHazard.objects.visible_to(moved_away).exists()
    with pytest.raises(NotPermitted):
        judged(cast, row, moved_away)


def test_a_verdict_needs_a_photo_and_a_note_where_it_does_not_hold(cast, row):
    given_to(cast, row, cast.inspector)
    with pytest.raises(SomethingMissing) as refusal:
        services.record(row, by=cast.inspector, holds=False)
    assert codes(refusal) == ["recheck_photo", "note"]
    with pytest.raises(SomethingMissing) as refusal:
        services.record(row, by=cast.inspector, holds=None)
    assert codes(refusal) == ["holds", "recheck_photo"]
    with pytest.raises(SomethingMissing) as refusal:
        services.record(row, by=cast.auditor, holds=False, note="又堵上了")
    assert codes(refusal) == ["recheck_photo", "due_on"]
    with pytest.raises(SomethingMissing) as refusal:
        judged(cast, row, cast.auditor, False, due_on=timezone.localdate() - timedelta(days=1))
    assert codes(refusal) == ["due_on_ahead"]
    assert not Result.objects.exists() and not row.hazard.history.filter(move="recheck").exists()


def test_a_photo_of_somebody_else_or_of_another_hazard_is_no_photo_of_this_one(cast, row):
    given_to(cast, row, cast.inspector)
    used = row.hazard.photos.first().pk
    for photo in (used, cast.photo(cast.officer)):
        with pytest.raises(SomethingMissing) as refusal:
            services.record(row, by=cast.inspector, holds=True, photos=[photo])
        assert codes(refusal) == ["recheck_photo"]


def test_what_does_not_hold_is_reopened_at_once_by_who_may_reopen_it(cast, row):
    result = judged(cast, row, cast.auditor, False, due_on=cast.due_on)
    row.hazard.refresh_from_db()
    assert (row.hazard.state, row.hazard.attempts, result.reopened) == ("assigned", 2, True)
    moves = [(entry.move, entry.after) for entry in row.hazard.history.all()][-2:]
    assert moves == [("recheck", "closed"), ("reopen", "assigned")]
    reason = row.hazard.history.last().note
    assert "又堵上了" in reason and str(row.sample) in reason


def test_it_stays_closed_and_waits_for_the_auditor_where_an_inspector_found_it(cast, row):
    given_to(cast, row, cast.inspector)
    result = judged(cast, row, cast.inspector, False)
    row.hazard.refresh_from_db()
    assert (row.hazard.state, result.reopened) == ("closed", False)
    assert list(SampledHazard.objects.waiting_to_be_reopened()) == [row]
    assert "recheck_failed" in told(cast.auditor)
    with pytest.raises(NotPermitted):
        services.reopen(row, by=cast.inspector, due_on=cast.due_on)
    with pytest.raises(SomethingMissing):
        services.reopen(row, by=cast.auditor, due_on=None)
    assert services.reopen(row, by=cast.auditor, due_on=cast.due_on).state == "assigned"
    assert "又堵上了" in row.hazard.history.last().note
    assert not SampledHazard.objects.waiting_to_be_reopened().exists()
    with pytest.raises(NotPossible):
        services.reopen(row, by=cast.auditor, due_on=cast.due_on)


def test_what_was_reopened_and_closed_anew_no_longer_waits(cast, row):
    given_to(cast, row, cast.inspector)
    judged(cast, row, cast.inspector, False)
    services.reopen(row, by=cast.auditor, due_on=cast.due_on)
    cast.closed(cast.rectified(row.hazard))
    assert not SampledHazard.objects.waiting_to_be_reopened().exists()
    again = SampledHazard.objects.select_related("hazard").get(pk=row.pk)
    assert not again.is_to_be_reopened


def test_one_that_somebody_else_reopened_meanwhile_is_not_reopened_twice(cast, row):
    hazards.services.reopen(row.hazard, by=cast.auditor, reason="先发现了", due_on=cast.due_on)
    result = judged(cast, row, cast.auditor, False)
    row.hazard.refresh_from_db()
    assert (row.hazard.attempts, result.reopened) == (2, False)
    assert [e.move for e in row.hazard.history.all()].count("reopen") == 1


def test_a_hazard_is_judged_once_and_a_mistake_is_corrected_by_another_result(cast, row):
    given_to(cast, row, cast.inspector)
    first = judged(cast, row, cast.inspector)
    with pytest.raises(NotPossible):
        judged(cast, row, cast.inspector)
    with pytest.raises(SomethingMissing) as refusal:
        services.record(row, by=cast.inspector, holds=True, corrects=first.pk)
    assert codes(refusal) == ["note"]
    second = services.record(
        row, by=cast.inspector, holds=False, note="看错了教室", corrects=first.pk
    )
    assert (second.supersedes, list(second.photos.all())) == (first, list(first.photos.all()))
    assert SampledHazard.objects.judged().get(pk=row.pk).verdict is False
    with pytest.raises(NotPossible):
        judged(cast, row, cast.inspector, corrects=first.pk)
    assert Result.objects.count() == 2
    assert list(faults_of_samples()) == []


def test_the_history_and_the_photos_of_the_hazard_tell_of_it(cast, row):
    given_to(cast, row, cast.inspector)
    judged(cast, row, cast.inspector, note="门开着")
    entry = row.hazard.history.last()
    assert (entry.move, entry.facts["holds"]) == ("recheck", True)
    assert entry.note == "仍保持：门开着"
    assert entry.facts["sample"] == str(row.sample)
    photo = Photo.objects.get(stage="recheck")
    digests = {"sha256": photo.sha256, "display": photo.display_sha256}
    digests["thumb"] = photo.thumb_sha256
    assert entry.facts["photos"] == [{"id": str(photo.pk), **digests}]
    outsider, viewer = cast["officer@school_b"], cast.viewer
    assert not Photo.objects.visible_to(outsider).filter(pk=photo.pk).exists()
    assert Photo.objects.visible_to(viewer).filter(pk=photo.pk).exists()
    assert list(verification.faults()) == []


def test_its_photos_never_speak_for_a_later_closure(cast):
    major = cast.rectified(cast.assigned(cast.major()))
    cast.closed(major, by=cast.auditor, photos=[cast.photo(cast.auditor)])
    row = row_of(drawn(cast, 1))
    given_to(cast, row, cast["officer@central"])
    hazards.services.reopen(row.hazard, by=cast.auditor, reason="又堵上了", due_on=cast.due_on)
    again = cast.rectified(row.hazard)
    judged(cast, row, cast["officer@central"])
    with pytest.raises(SomethingMissing) as refusal:
        cast.closed(again, by=cast.auditor)
    assert codes(refusal) == ["review_photo"]


def test_the_unit_hears_that_somebody_was_there_and_the_rechecker_that_it_is_theirs(cast, row):
    given_to(cast, row, cast.inspector)
    assert told(cast.inspector).count("assign_recheck") == 1
    judged(cast, row, cast.inspector)
    assert told(cast.officer)[-1] == "recheck"


def test_shared_out_evenly_among_those_who_may(cast):
    struck_off(cast, 4)
    sample = drawn(cast, 5)
    people = [cast["inspector@bureau"], cast.inspector]
    given = services.share_out(sample, by=cast.auditor, recheckers=people)
    loads = sorted(sample.drawn.values_list("rechecker__username", flat=True))
    assert len(given) == 5
    assert loads == ["inspector@bureau"] * 3 + ["inspector@school"] * 2
    assert services.share_out(sample, by=cast.auditor, recheckers=people) == []


def test_nothing_is_shared_out_where_one_of_them_has_nobody(cast):
    struck_off(cast, 2)
    sample = drawn(cast, 3)
    with pytest.raises(SomethingMissing) as refusal:
        services.share_out(sample, by=cast.auditor, recheckers=[cast.inspector])
    assert codes(refusal) == ["rechecker"]
    assert not sample.drawn.exclude(rechecker=None).exists()


def test_what_has_a_result_is_not_given_to_somebody_else(cast, row):
    given_to(cast, row, cast.inspector)
    judged(cast, row, cast.inspector)
    with pytest.raises(NotPossible):
        given_to(cast, row, cast["officer@central"])
