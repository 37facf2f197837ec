"""Handing a hazard over to another unit: nothing moves before it is accepted, all of it after."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hazards import services
from hazards.models import Hazard, Transfer
from hazards.verification.ledger import faults
from notifications.models import Notification
from records import chain
from tests.hazards.handing_over import accepted, now, offered
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, WorkflowError

# The hazard is the school's and offered to school_b, under another central school, by its officer.
MAY_OFFER = {"officer@school", "officer@central", "auditor@bureau"}
MAY_ANSWER = {"officer@school_b", "officer@central_b", "auditor@bureau"}
LETTERS = MAY_OFFER | MAY_ANSWER


def codes(refusal):
    return [lack.code for lack in refusal.value.missing]


def those_who_may(cast, act):
    """Try it with everybody, and take it back each time."""
    able = set()
    for key, person in cast.people.items():
        with transaction.atomic():
            try:
                act(person)
                able.add(key)
            except NotPermitted:
                pass
            transaction.set_rollback(True)
    return able


def test_an_offer_changes_nothing_but_the_history(cast):
    hazard = cast.assigned()
    offered(cast, hazard)
    after = now(hazard)
    assert (after.unit, after.state, after.responsible, after.due_on) == (
        cast.school,
        "assigned",
        cast.responsible,
        cast.due_on,
    )
    entry = after.history.last()
    assert (entry.move, entry.note) == ("offer_transfer", "食堂归对方管理")
    assert entry.facts["from_unit"]["name"] == "示范小学"
    assert entry.facts["to_unit"]["name"] == "育才小学"


def test_accepted_it_is_the_other_units_with_number_clock_attempts_and_photos(cast):
    hazard = services.send_back(cast.rectified(), by=cast.officer, reason="没清完")
    before, photos = now(hazard), set(hazard.photos.values_list("pk", flat=True))
    accepted(cast, offered(cast, hazard))
    after = now(hazard)
    assert (after.unit, after.responsible) == (
        cast.units["school_b"],
        cast["responsible@school_b"],
    )
    for name in ("number", "state", "due_on", "original_due_on", "attempts", "assigned_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert set(after.photos.values_list("pk", flat=True)) == photos
    assert chain.is_unbroken(after.history.all())
    assert Transfer.objects.get().relieved == cast.responsible
    assert list(faults()) == []


def test_a_report_is_taken_over_without_anybody_responsible(cast):
    hazard = cast.reported()
    services.accept_transfer(offered(cast, hazard), by=cast["officer@school_b"])
    assert (now(hazard).unit, now(hazard).responsible) == (cast.units["school_b"], None)
    there = {"responsible": cast["responsible@school_b"]}
    cast.assigned(now(hazard), by=cast["officer@school_b"], **there)


def test_what_is_being_repaired_is_taken_over_together_with_who_repairs_it(cast):
    transfer, there = offered(cast), cast["officer@school_b"]
    with pytest.raises(SomethingMissing) as refusal:
        services.accept_transfer(transfer, by=there)
    assert codes(refusal) == ["responsible"]
    with pytest.raises(SomethingMissing) as refusal:
        services.accept_transfer(transfer, by=there, responsible=cast.responsible)
    assert codes(refusal) == ["responsible_of_receiver"]
    assert now(transfer.hazard).unit == cast.school


@pytest.mark.parametrize("to", ["school", None])
def test_it_is_offered_to_another_unit_with_a_reason(cast, to):
    with pytest.raises(SomethingMissing) as refusal:
        services.offer_transfer(cast.reported(), by=cast.officer, unit=cast.units.get(to))
    assert codes(refusal) == ["another_unit" if to else "unit", "reason"]


def test_a_closed_unit_takes_nothing_over(cast):
    transfer, there = offered(cast), cast.units["school_b"]
    there.closed_on = timezone.localdate()
    there.save()
    with pytest.raises(SomethingMissing) as refusal:
        accepted(cast, transfer, by=cast["officer@central_b"])
    assert "receiver_open" in codes(refusal)
    services.withdraw_transfer(transfer, by=cast.officer)
    with pytest.raises(SomethingMissing) as refusal:
        offered(cast, transfer.hazard)
    assert codes(refusal) == ["another_unit"]


@pytest.mark.parametrize("state", ["rectified", "closed", "dismissed"])
def test_only_what_is_reported_or_being_repaired_changes_hands(cast, state):
    with pytest.raises(NotPossible):
        offered(cast, cast.in_state(state))


def test_what_was_repaired_meanwhile_is_reviewed_where_it_is(cast):
    transfer = offered(cast)
    cast.rectified(now(transfer.hazard))
    with pytest.raises(NotPossible):
        accepted(cast, transfer)
    services.decline_transfer(transfer, by=cast["officer@school_b"], reason="已修好")
    assert now(transfer.hazard).unit == cast.school


def test_who_may_offer_and_who_may_answer(cast):
    hazard = cast.assigned()
    assert those_who_may(cast, lambda by: offered(cast, hazard, by)) == MAY_OFFER
    transfer = offered(cast, hazard)
    decline, withdraw = services.decline_transfer, services.withdraw_transfer
    assert those_who_may(cast, lambda by: accepted(cast, transfer, by)) == MAY_ANSWER
    assert those_who_may(cast, lambda by: decline(transfer, by=by, reason="不是")) == MAY_ANSWER
    assert those_who_may(cast, lambda by: withdraw(transfer, by=by)) == MAY_OFFER


def test_nobody_takes_over_what_they_offered_themselves(cast):
    transfer = offered(cast, by=cast.auditor)
    for answer in (services.accept_transfer, services.decline_transfer):
        with pytest.raises(NotPermitted):
            answer(transfer, by=cast.auditor, reason="好")


@pytest.mark.parametrize("first", ["accept_transfer", "decline_transfer", "withdraw_transfer"])
def test_an_offer_is_answered_once(cast, first):
    transfer = offered(cast, cast.reported())
    by = cast.officer if first == "withdraw_transfer" else cast["officer@school_b"]
    getattr(services, first)(transfer, by=by, reason="看过")
    for again in ("accept_transfer", "decline_transfer", "withdraw_transfer"):
        with pytest.raises(NotPossible):
            getattr(services, again)(transfer, by=cast.auditor, reason="看过")


def test_one_offer_is_open_at_a_time(cast):
    transfer = offered(cast)
    with pytest.raises(NotPossible):
        offered(cast, transfer.hazard, to="school_2")
    told = {"hazard": transfer.hazard, "from_unit": cast.school, "offered_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(to_unit=cast.units["direct"], reason="x", **told)
    services.decline_transfer(transfer, by=cast["officer@school_b"], reason="不归我校")
    assert offered(cast, transfer.hazard, to="school_2").is_open


def test_a_request_for_more_time_goes_along_and_is_answered_there(cast):
    hazard = cast.assigned()
    later = {"until": cast.due_on.replace(year=cast.due_on.year + 1), "reason": "等料"}
    told = {"by": cast.responsible, "interim_measures": "围挡", **later}
    extension = services.request_extension(hazard, **told)
    accepted(cast, offered(cast, hazard))
    with pytest.raises(NotPermitted):
        services.grant(extension, by=cast.officer)
    services.grant(extension, by=cast["officer@school_b"])
    assert now(hazard).due_on == later["until"] and now(hazard).original_due_on == cast.due_on


# --- Who sees what -------------------------------------------------------------------------


def seen_by(cast, hazard):
    return {
        key
        for key, person in cast.people.items()
        if Hazard.objects.visible_to(person).filter(pk=hazard.pk).exists()
    }


def test_an_offer_shows_the_letter_to_who_may_answer_and_the_ledger_to_nobody_else(cast):
    hazard = cast.assigned()
    before = seen_by(cast, hazard)
    transfer = offered(cast, hazard)
    assert seen_by(cast, hazard) == before and "officer@school_b" not in before
    readers = {
        key for key, person in cast.people.items() if Transfer.objects.visible_to(person).exists()
    }
    assert readers == before | LETTERS
    shown = {key for key in readers if transfer.shows_the_case_to(cast[key])}
    assert shown == readers
    assert not Transfer.objects.visible_to(cast.stranger).exists()


def test_once_declined_the_letter_stays_and_the_case_is_hidden_again(cast):
    transfer = offered(cast)
    services.decline_transfer(transfer, by=cast["officer@school_b"], reason="不归我校")
    transfer.refresh_from_db()
    there = cast["officer@school_b"]
    assert Transfer.objects.visible_to(there).exists()
    assert not transfer.shows_the_case_to(there)
    assert transfer.shows_the_case_to(cast.officer)


def test_once_accepted_it_is_in_sight_there_and_out_of_sight_here(cast):
    transfer = accepted(cast, offered(cast))
    seen = seen_by(cast, transfer.hazard)
    assert {"officer@school_b", "responsible@school_b", "officer@central_b"} <= seen
    assert "inspector@school" in seen  # who found it
    assert not {"officer@school", "officer@central", "responsible@school"} & seen
    assert Transfer.objects.visible_to(cast.officer).exists()
    assert not transfer.shows_the_case_to(cast.officer)


# --- Whose turn it is, and who is told ------------------------------------------------------


def waiting(cast):
    return {k for k, p in cast.people.items() if Transfer.objects.waiting_for(p).exists()}


def test_an_offer_waits_for_the_receiving_units_officer(cast):
    transfer = offered(cast)
    assert waiting(cast) == {"officer@school_b"}
    for gone, next_one in (("school_b", "officer@central_b"), ("central_b", "auditor@bureau")):
        somebody = cast[f"officer@{gone}"]
        somebody.is_active = False
        somebody.save()
        assert waiting(cast) == {next_one}
    cast.rectified(now(transfer.hazard))
    assert waiting(cast) == set()


def test_nobody_waits_for_themselves(cast):
    offered(cast, by=cast["officer@central"], to="school_2")
    assert waiting(cast) == {"officer@school_2"}


def letters_to(person):
    mine = Notification.objects.for_person(person).order_by("pk")
    return [(line.kind, line.subject) for line in mine if "transfer" in line.kind]


def test_both_sides_are_told(cast):
    transfer, there = offered(cast), cast["officer@school_b"]
    assert letters_to(there) == [("offer_transfer", "transfer")]
    accepted(cast, transfer)
    told = ("accept_transfer", "transfer")
    assert letters_to(cast.officer) == letters_to(cast.responsible) == [told]
    line = Notification.objects.get(recipient=cast["responsible@school_b"])
    assert (line.kind, line.subject) == ("assign", "hazard")
    assert "%(" not in line.sentence and line.about == transfer.hazard_id


def test_who_offered_hears_that_it_was_declined(cast):
    transfer = offered(cast)
    services.decline_transfer(transfer, by=cast["officer@school_b"], reason="不归我校")
    line = Notification.objects.get(recipient=cast.officer, kind="decline_transfer")
    assert line.about == transfer.pk and "不归我校" in line.sentence
    assert "育才小学" in line.sentence


def test_a_refused_answer_leaves_no_trace(cast):
    transfer = offered(cast)
    before = now(transfer.hazard).version
    for person in (cast.viewer, cast["officer@direct"]):
        with pytest.raises(WorkflowError):
            accepted(cast, transfer, by=person)
    assert now(transfer.hazard).version == before
