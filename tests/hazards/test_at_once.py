"""Several people at the same moment, on connections of their own."""

import io
import uuid
from functools import partial

import pytest

from hazards import services
from hazards.models import Hazard, HistoryEntry, Photo
from tests.base.together import at_once, refused
from tests.cast import picture
from workflow.errors import NotPossible

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_close_at_once_one_wins_and_the_other_is_told_the_state(cast):
    hazard = cast.rectified()
    closers = (cast.officer, cast["officer@central"])
    answers = at_once(*(partial(services.close, hazard, by=person) for person in closers))
    (refusal,) = refused(answers)
    assert isinstance(refusal, NotPossible)
    assert refusal.facts["hazard"].state == "closed"
    assert HistoryEntry.objects.filter(hazard=hazard, move="close").count() == 1


def test_one_photo_is_evidence_for_one_hazard_only_even_at_once(cast):
    hazards = [cast.assigned(), cast.assigned()]
    photo = cast.photo(cast.responsible)
    told = {"by": cast.responsible, "measures_taken": "清了", "photos": [photo]}
    answers = at_once(*(partial(services.rectify, hazard, **told) for hazard in hazards))
    assert len(refused(answers)) == 1
    assert Hazard.objects.filter(state="rectified").count() == 1


def test_sixteen_reporters_at_once_get_sixteen_numbers_without_a_gap(cast):
    reporters = [cast.inspector, cast.officer, cast["inspector@central"], cast.auditor] * 4
    photos = [cast.photo(person) for person in reporters]
    at_once(
        *(
            partial(cast.reported, person, photos=[photo])
            for person, photo in zip(reporters, photos, strict=True)
        )
    )
    running = sorted(int(n[-4:]) for n in Hazard.objects.values_list("number", flat=True))
    assert running == list(range(1, 17))


def test_sixteen_moves_of_different_hazards_at_once_all_arrive(cast):
    hazards = [cast.reported() for _ in range(16)]
    answers = at_once(*(partial(cast.assigned, hazard) for hazard in hazards))
    assert refused(answers) == []
    assert Hazard.objects.filter(state="assigned", version=2).count() == 16
    assert HistoryEntry.objects.filter(move="assign").count() == 16


def test_a_report_sent_twice_at_once_is_one_hazard(cast):
    told = {"id": uuid.uuid4(), "photos": [cast.photo(cast.inspector)]}
    first, second = at_once(partial(cast.reported, **told), partial(cast.reported, **told))
    assert first.number == second.number
    assert Hazard.objects.count() == 1


def test_a_photo_sent_twice_at_once_is_one_photo(cast):
    pk, content = uuid.uuid4(), picture().getvalue()
    answers = at_once(*(partial(send_again, cast.inspector, pk, content) for _ in range(2)))
    assert sorted(is_new for _, is_new in answers) == [False, True]
    assert Photo.objects.count() == 1


def send_again(by, pk, content):
    return services.upload_photo(by=by, id=pk, file=io.BytesIO(content))


def test_of_accepting_and_withdrawing_at_once_one_wins(cast):
    told = {"unit": cast.units["school_b"], "reason": "归对方"}
    transfer = services.offer_transfer(cast.reported(), by=cast.officer, **told)
    answers = at_once(
        partial(services.accept_transfer, transfer, by=cast["officer@school_b"]),
        partial(services.withdraw_transfer, transfer, by=cast.officer),
    )
    (refusal,) = refused(answers)
    assert isinstance(refusal, NotPossible)
    transfer.refresh_from_db()
    is_there = Hazard.objects.get().unit == cast.units["school_b"]
    assert is_there == (transfer.decision == "accepted")
    assert (
        HistoryEntry.objects.filter(move__in=("accept_transfer", "withdraw_transfer")).count() == 1
    )


def test_a_handing_over_at_the_moment_of_another_act_loses_neither(cast):
    told = {"unit": cast.units["school_b"], "reason": "归对方"}
    for _ in range(4):
        transfer = services.offer_transfer(cast.reported(), by=cast.officer, **told)
        control = partial(services.control, transfer.hazard, by=cast.auditor, measures="拉警戒线")
        accept = partial(services.accept_transfer, transfer, by=cast["officer@school_b"])
        assert refused(at_once(accept, control)) == []
        hazard = Hazard.objects.get(pk=transfer.hazard_id)
        assert hazard.unit == cast.units["school_b"] and hazard.interim_controls.count() == 1


def test_of_two_offers_at_once_one_is_made(cast):
    hazard = cast.reported()
    offers = [
        partial(
            services.offer_transfer, hazard, by=person, unit=cast.units["school_b"], reason="归对方"
        )
        for person in (cast.officer, cast["officer@central"])
    ]
    assert len(refused(at_once(*offers))) == 1
    assert hazard.transfers.count() == 1
