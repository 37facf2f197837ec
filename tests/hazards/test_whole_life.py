"""A hazard's whole life, walked through the services."""

import pytest

from hazards import services
from hazards.models import Hazard
from records import chain
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale


def test_a_hazard_is_found_fixed_sent_back_fixed_again_struck_off_and_reopened(cast):
    hazard = cast.rectified()
    assert hazard.number.endswith("-JZ012-0001")
    hazard = services.send_back(hazard, by=cast.officer, reason="门外还堆着纸箱")
    assert (hazard.state, hazard.attempts) == ("assigned", 2)
    hazard = cast.closed(cast.rectified(hazard))
    hazard = services.reopen(hazard, by=cast.auditor, reason="又堵上了", due_on=cast.due_on)
    assert (hazard.state, hazard.attempts, hazard.closed_at) == ("assigned", 3, None)
    hazard = cast.closed(cast.rectified(hazard))
    moves = [entry.move for entry in hazard.history.all()]
    assert moves == [
        "report", "assign", "rectify", "send_back", "rectify", "close", "reopen", "rectify", "close"
    ]  # fmt: skip
    assert chain.is_unbroken(hazard.history.all())


def test_after_sending_back_the_old_photo_is_no_evidence(cast):
    hazard = services.send_back(cast.rectified(), by=cast.officer, reason="再清")
    old = hazard.photos.get(stage="after").pk
    with pytest.raises(SomethingMissing) as refusal:
        services.rectify(hazard, by=cast.responsible, measures_taken="清了", photos=[old])
    assert [lack.code for lack in refusal.value.missing] == ["after_photo"]


def test_a_refused_move_changes_nothing(cast):
    hazard = cast.rectified()
    with pytest.raises(NotPermitted):
        services.close(hazard, by=cast.responsible)
    with pytest.raises(NotPossible):
        services.assign(hazard, by=cast.officer)
    with pytest.raises(Stale):
        services.close(hazard, by=cast.officer, version=1)
    assert Hazard.objects.get(pk=hazard.pk).version == hazard.version
    assert hazard.history.count() == 3


def test_a_major_hazard_needs_all_five_an_auditor_and_a_photo_taken_on_site(cast):
    with pytest.raises(SomethingMissing) as refusal:
        services.assign(cast.major(), by=cast.officer)
    assert [lack.code for lack in refusal.value.missing] == [
        "responsible", "measures", "funds", "due_on", "contingency"
    ]  # fmt: skip
    hazard = cast.rectified(cast.assigned(cast.major()))
    with pytest.raises(NotPermitted):
        services.close(hazard, by=cast.officer)
    services.list_for_supervision(
        hazard, by=cast.auditor, level="district", document_number="1号", deadline=cast.due_on
    )
    with pytest.raises(SomethingMissing) as refusal:
        services.close(hazard, by=cast.auditor)
    assert [lack.code for lack in refusal.value.missing] == ["review_photo", "delisted"]
    services.delist(hazard, by=cast.auditor)
    hazard = services.close(hazard, by=cast.auditor, photos=[cast.photo(cast.auditor)])
    assert hazard.state == "closed"
