"""Handing a return in, or nothing to report; sent back, corrected, and two at once."""

from datetime import time
from functools import partial

import pytest

from returns import services
from returns.models import Submission
from tests.base.together import at_once, refused
from tests.figures.lives import june, moment
from tests.returns.campaigning import REASON, on_time
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale

RECTIFIED = "hazards_investigated_rectified"
TIPS = "hazards_raised_by_tips"


def test_whoever_hands_it_in_is_the_contact_unless_another_is_named(desk, cast):
    cast.officer.phone = "022-0000"
    cast.officer.save()
    one = desk.hand_in("school", at=moment(june(20)))
    assert (one.contact_name, one.contact_phone) == (str(cast.officer), "022-0000")
    assert one.filled_on == june(20)
    told = {"contact_name": "值班室", "filled_on": june(19)}
    services.fill(desk.of("direct"), by=cast["officer@direct"], header=told)
    one = desk.hand_in("direct")
    assert (one.contact_name, one.filled_on) == ("值班室", june(19))


def test_a_return_is_late_from_the_day_after_it_was_due(desk):
    assert not desk.hand_in("school", at=on_time()).is_late
    assert desk.hand_in("school_2", at=moment(june(29), time(0))).is_late
    assert desk.nil("direct", at=moment(june(29), time(0))).is_late


def test_what_came_in_time_and_comes_again_is_not_late_and_what_was_late_stays_so(desk):
    after = moment(june(30), time(12))
    desk.hand_in("school", at=on_time())
    desk.hand_in("school_2", at=after)
    for place in ("school", "school_2"):
        desk.send_back(place)
    assert not desk.submit("school", at=after).is_late
    assert desk.submit("school_2", at=after).is_late
    desk.accept("school")
    desk.correct("school")
    assert not desk.submit("school", at=after).is_late


def test_nothing_to_report_takes_one_tap_and_says_0(desk, cast):
    one = desk.nil("school", at=on_time())
    assert (one.state, one.is_nil, one.submitted_by) == ("submitted", True, cast.officer)
    values = desk.sheet("school").values
    assert {values[i.code] for i in desk.form.indicators if i.type == "int"} == {0}
    assert {values[i.code] for i in desk.form.indicators if i.type != "int"} == {None}
    assert desk.sheet("school").document["is_nil"] is True


@pytest.mark.parametrize("typed", [{"launch_sessions": 1}, {"launch_forms": "晨会"}])
def test_nil_is_refused_where_something_was_typed(desk, cast, typed):
    services.fill(desk.of("school"), by=cast.officer, values=typed)
    assert refusal_of(desk, "nil") == ["nothing_to_report"]


def test_nil_is_refused_where_the_ledger_has_something(desk, lives):
    lives.found(june(10), source="tip")
    assert refusal_of(desk, "nil") == ["nothing_to_report"]
    desk.adjust("school", TIPS, 0)
    assert refusal_of(desk, "nil") == ["nothing_to_report"]


def test_nil_is_refused_where_a_unit_below_has_something(desk):
    desk.hand_in("school")
    assert refusal_of(desk, "nil", "central") == ["nothing_to_report"]


def refusal_of(desk, move, place="school"):
    with pytest.raises(SomethingMissing) as refusal:
        getattr(desk, move)(place)
    return [lack.code for lack in refusal.value.missing]


def test_a_return_that_says_nil_and_came_back_can_be_filled_in_after_all(desk):
    desk.nil("school")
    desk.send_back("school")
    one = desk.hand_in("school")
    assert (one.state, one.is_nil) == ("submitted", False)
    assert desk.sheet("school").document["is_nil"] is False


# --- Again ---------------------------------------------------------------------------------


def test_a_correction_takes_the_place_of_what_was_accepted(desk):
    desk.hand_in("school", n=4)
    old = desk.accept("school")
    assert desk.correct("school").state == "superseded"
    fresh = desk.of("school")
    assert (fresh.pk != old.pk, fresh.revision, fresh.state) == (True, 2, "draft")
    assert (fresh.number, fresh.typed) == (f"{old.number}-2", old.typed)
    desk.hand_in("school", n=5)
    assert desk.value("school", "launch_sessions") == 5
    assert Submission.objects.get(of=old).document.count('"launch_sessions":4') > 0


def test_what_was_not_reviewed_yet_is_sent_back_and_not_corrected(desk):
    desk.hand_in("school")
    with pytest.raises(NotPossible):
        desk.correct("school")
    assert desk.send_back("school").state == "returned"
    assert desk.hand_in("school").submissions.count() == 2


def test_the_bureaus_own_table_is_corrected_without_being_accepted(desk):
    for place in ("school", "central"):
        desk.hand_in(place)
    desk.submit("bureau")
    desk.correct("bureau")
    assert (desk.of("bureau").state, desk.of("bureau").revision) == ("draft", 2)


def test_whoever_read_an_older_version_is_told_so(desk, cast):
    read = desk.of("school")
    desk.fill("school")
    told = {"by": cast.officer, "version": read.version}
    for act in (
        partial(services.fill, read, values={"launch_sessions": 9}, **told),
        partial(services.adjust, read, code=TIPS, value=1, reason=REASON, **told),
        partial(services.submit, read, **told),
        partial(services.nil, read, **told),
    ):
        with pytest.raises(Stale) as refusal:
            act()
        assert refusal.value.facts["record"].version == read.version + 1
    assert desk.of("school").typed["launch_sessions"] == 1
    assert services.submit(read, by=cast.officer, version=read.version + 1).state == "submitted"


def test_once_handed_in_nothing_is_filled_in_any_more(desk, cast):
    one = desk.hand_in("school")
    with pytest.raises(NotPossible):
        services.fill(one, by=cast.officer, values={"launch_sessions": 2})
    with pytest.raises(NotPossible):
        desk.adjust("school", RECTIFIED, 2)
    with pytest.raises(NotPermitted):
        services.fill(desk.of("direct"), by=cast.officer, values={})


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_in_at_once_one_wins(desk, cast):
    second = cast.person("second", "officer", cast.school)
    one = desk.fill("school")
    answers = at_once(*(partial(services.submit, one, by=by) for by in (cast.officer, second)))
    (refusal,) = refused(answers)
    assert isinstance(refusal, NotPossible)
    assert refusal.facts["record"].state == "submitted"
    assert one.submissions.count() == one.history.filter(move="submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_accepting_and_sending_back_at_once_one_wins(desk, cast):
    one = desk.hand_in("school")
    central = cast["officer@central"]
    answers = at_once(
        partial(services.accept, one, by=cast.auditor),
        partial(services.return_, one, by=central, reason=REASON),
    )
    assert len(refused(answers)) == 1
    assert desk.of("school").state in ("accepted", "returned")
    assert one.history.filter(move__in=("accept", "return_")).count() == 1
