"""What earlier versions wrote says less, and is not taken for forged."""

import pytest

from hazards.models import Hazard
from tests.hazards.proofs.forging import eventful, found_in, rewrite, say, set_columns
from workflow.declarations import former_names

SINCE = {"number": None, "was_found_by_bureau": None, "report_digest": None}


@pytest.fixture
def hazard(cast) -> Hazard:
    hazard = Hazard.objects.get(pk=eventful(cast).pk)
    rewrite(hazard, say("report", **SINCE))
    rewrite(hazard, without_digests_of_pictures)
    return hazard


def without_digests_of_pictures(entry) -> None:
    for photo in entry.facts.get("photos", ()):
        del photo["display"], photo["thumb"]


def test_a_line_without_what_is_said_today_is_no_fault(hazard):
    hazard.photos.update(display_sha256=None, thumb_sha256=None)
    assert found_in(hazard) == ""


def test_what_it_does_not_say_is_not_compared_and_all_else_is(hazard):
    set_columns(hazard, number="2026-JZ012-0099", was_found_by_bureau=True)
    assert found_in(hazard) == ""
    set_columns(hazard, place="操场")
    assert "“place” is 操场 where" in found_in(hazard)


def test_a_move_that_is_called_otherwise_today_is_replayed_by_its_name_of_today(
    hazard, monkeypatch
):
    def former_name(entry):
        entry.move = "hand_out" if entry.move == "assign" else entry.move

    rewrite(hazard, former_name)
    monkeypatch.setitem(former_names.RENAMED, "hand_out", "assign")
    assert found_in(hazard) == ""
    set_columns(hazard, measures="无")
    assert "“measures” is 无 where its history leads to 清走课桌." in found_in(hazard)


def test_after_a_move_this_version_does_not_have_only_state_version_and_photos_are_compared(hazard):
    def unknown(entry):
        entry.move = "blessed" if entry.move == "control" else entry.move

    rewrite(hazard, unknown)
    set_columns(hazard, place="操场")
    assert found_in(hazard) == ""
    set_columns(hazard, version=99)
    assert found_in(hazard) == "it does not stand where its history leads."
    photo = hazard.photos.first()
    set_columns(hazard, version=hazard.version)
    set_columns(photo, sha256="0" * 64)
    assert found_in(hazard) == "its photos are not those its history names."
