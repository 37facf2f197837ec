"""Offers to other units through the API: the letter, the case, and the answers."""

import pytest

from hazards import services
from hazards.models import Hazard, Photo
from tests.api.conftest import codes
from workflow.states import State


@pytest.fixture
def offer(cast, caller):
    def offer(hazard, by=None, **given):
        body = {"unit": cast.units["school_b"].pk, "reason": "食堂归对方管理", **given}
        return caller(by or cast.officer).post(f"hazards/{hazard.pk}/transfers/", body)

    return offer


def test_offered_read_and_taken_over(cast, caller, offer):
    hazard = cast.assigned()
    offered = offer(hazard)
    assert offered.status_code == 201 and offered.json()["decision"] == "offered"
    here, receiver = f"transfers/{offered.json()['id']}/", caller(cast["officer@school_b"])
    letter = receiver.get(here).json()
    assert letter["case"]["due_on"] == cast.due_on.isoformat()
    assert [photo["stage"] for photo in letter["photos"]] == ["before"]
    assert receiver.get(letter["photos"][0]["thumb"]).status_code == 200
    assert receiver.get(f"hazards/{hazard.pk}/").status_code == 404
    assert codes(receiver.post(here + "accept/")) == [("responsible", "responsible")]
    accepted = receiver.post(here + "accept/", {"responsible": cast["responsible@school_b"].pk})
    assert accepted.status_code == 200 and accepted.json()["decision"] == "accepted"
    after = receiver.get(f"hazards/{hazard.pk}/").json()
    assert after["unit"]["code"] == "JZ014" and after["number"] == hazard.number
    assert after["due_on"] == after["original_due_on"] == cast.due_on.isoformat()
    assert after["transfers"][0]["id"] == offered.json()["id"]
    assert receiver.post(here + "accept/").status_code == 409
    officer = caller(cast.officer)
    assert officer.get(f"hazards/{hazard.pk}/").status_code == 404
    told = officer.get(here).json()
    assert (told["case"], told["photos"]) == (None, []) and told["decision"] == "accepted"


def test_declined_with_a_reason_and_withdrawn(cast, caller, offer):
    hazard, receiver = cast.reported(), caller(cast["officer@school_b"])
    here = f"transfers/{offer(hazard).json()['id']}/"
    assert codes(receiver.post(here + "decline/")) == [("reason", "reason")]
    assert receiver.post(here + "withdraw/").status_code == 403
    declined = receiver.post(here + "decline/", {"reason": "不归我校"}).json()
    assert (declined["decision"], declined["answer"]) == ("declined", "不归我校")
    assert (declined["case"], declined["photos"]) == (None, [])
    again = f"transfers/{offer(hazard).json()['id']}/"
    assert caller(cast.officer).post(again + "withdraw/").json()["decision"] == "withdrawn"


def test_how_an_offer_is_refused(cast, caller, offer):
    hazard = cast.assigned()
    here = f"hazards/{hazard.pk}/transfers/"
    assert caller().post(here).status_code == 401
    assert caller(cast["officer@school_b"]).post(here).status_code == 404
    assert offer(hazard, by=cast.viewer).status_code == 403
    empty = caller(cast.officer).post(here)
    assert codes(empty) == [("unit", "unit"), ("reason", "reason")] and empty.status_code == 422
    assert codes(offer(hazard, unit=cast.school.pk)) == [("another_unit", None)]
    assert offer(hazard, unit=10**6).status_code == 400
    assert caller(cast.officer).post(here, {"reason": "x"}, If_Match='"9"').status_code == 412
    assert offer(hazard).status_code == 201
    assert offer(hazard).status_code == 409
    assert offer(cast.rectified()).status_code == 409


@pytest.mark.parametrize("act", ["accept", "decline", "withdraw"])
def test_an_offer_out_of_sight_does_not_exist(cast, caller, offer, act):
    here = f"transfers/{offer(cast.assigned()).json()['id']}/"
    for key in ("officer@direct", "inspector@school_b", "viewer@central", "officer@school_b2"):
        is_theirs = key == "viewer@central"
        assert caller(cast[key]).get(here).status_code == (200 if is_theirs else 404), key
        assert caller(cast[key]).post(here + f"{act}/").status_code == (403 if is_theirs else 404)


def test_the_pictures_are_shown_while_the_offer_is_open(cast, caller, offer):
    hazard, receiver = cast.assigned(), caller(cast["officer@school_b"])
    here = f"transfers/{offer(hazard).json()['id']}/"
    photo, other = hazard.photos.get(), cast.reported().photos.get()
    assert receiver.get(f"{here}photos/{photo.pk}/display/").status_code == 200
    assert receiver.get(f"{here}photos/{other.pk}/display/").status_code == 404
    assert receiver.get(f"photos/{photo.pk}/display/").status_code == 404
    receiver.post(here + "decline/", {"reason": "不归我校"})
    assert receiver.get(f"{here}photos/{photo.pk}/display/").status_code == 404


def test_the_count_of_the_receiver_leaves_out_what_is_only_offered(cast, caller, offer):
    hazard, receiver = cast.assigned(), caller(cast["officer@school_b"])
    offer(hazard)
    assert receiver.get("statistics/").json()["found"] == len(receiver.ids()) == 0
    (transfer,) = hazard.transfers.all()
    there = {"responsible": cast["responsible@school_b"]}
    services.accept_transfer(transfer, by=cast["officer@school_b"], **there)
    assert receiver.get("statistics/").json()["found"] == len(receiver.ids()) == 1
    assert caller(cast.officer).get("statistics/").json()["found"] == 0


def test_what_waits_for_an_answer_is_listed(cast, caller, offer):
    offer(cast.assigned())
    waiting = {
        key: len(caller(cast[key]).get("transfers/", {"waiting": "true"}).json()["results"])
        for key in ("officer@school_b", "officer@central_b", "officer@school", "auditor@bureau")
    }
    assert waiting == {
        "officer@school_b": 1,
        "officer@central_b": 0,
        "officer@school": 0,
        "auditor@bureau": 0,
    }


def test_the_list_costs_the_same_however_long_it_is(cast, caller, django_assert_num_queries):
    auditor = caller(cast.auditor)
    told = {"unit": cast.units["school_b"], "reason": "归对方"}
    for size in (3, 27):
        for _ in range(size):
            services.offer_transfer(cast.reported(), by=cast.officer, **told)
        with django_assert_num_queries(
            3
        ):  # the token, the roles with the tops of the tree, the rows
            auditor.get("transfers/", {"page_size": 100})


def test_the_ledger_tells_offered_from_not_offered(cast, caller, offer):
    here, other = cast.assigned(), cast.reported()
    offer(here)
    officer = caller(cast.officer)
    assert officer.ids(offered="true") == [str(here.pk)]
    assert officer.ids(offered="false") == [str(other.pk)]
    rows = {row["id"]: row["offered_to"] for row in officer.get("hazards/").json()["results"]}
    assert rows == {str(here.pk): "育才小学", str(other.pk): None}


def test_a_photo_of_the_case_never_says_what_the_camera_said_to_the_receiver(cast, caller, offer):
    hazard = cast.assigned()
    Photo.objects.filter(hazard=hazard).update(camera="M2007J22C", latitude=40, longitude=117)
    here = f"transfers/{offer(hazard).json()['id']}/"
    assert b"M2007J22C" not in caller(cast["officer@school_b"]).get(here).content
    assert b"M2007J22C" in caller(cast.auditor).get(here).content


def test_sent_twice_under_a_key_it_is_one_offer(cast, caller):
    hazard, officer = cast.assigned(), caller(cast.officer)
    body = {"unit": cast.units["school_b"].pk, "reason": "归对方"}
    here = f"hazards/{hazard.pk}/transfers/"
    first, second = (officer.post(here, body, Idempotency_Key="a1") for _ in range(2))
    assert first.json() == second.json() and second.status_code == 201
    assert Hazard.objects.get(pk=hazard.pk).state == State.ASSIGNED
    assert hazard.transfers.count() == 1


def test_who_found_it_is_offered_no_move_once_it_is_another_units(cast, caller, offer):
    hazard = cast.reported()
    here = f"transfers/{offer(hazard).json()['id']}/"
    caller(cast["officer@school_b"]).post(here + "accept/")
    finder = caller(cast.inspector)
    assert finder.get(f"hazards/{hazard.pk}/").json()["moves"] == []
    body = {"photos": [str(cast.photo(cast.inspector))]}
    assert finder.post(f"hazards/{hazard.pk}/fix-on-spot/", body).status_code == 403
