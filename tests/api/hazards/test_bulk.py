"""The same move on many hazards: the same guards, each for itself."""

import uuid
from functools import partial

import pytest

from hazards.models import HistoryEntry
from tests.api.conftest import Caller, body_of, codes
from tests.base.together import at_once
from tests.cast import Cast


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


def test_each_hazard_is_judged_for_itself(cast, officer):
    fits = cast.rectified()
    own = cast.rectified(by=cast.officer)
    early, unknown = cast.reported(), uuid.uuid4()
    unseen = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    ids = [str(pk) for pk in (fits.pk, own.pk, early.pk, unseen.pk, unknown, fits.pk)]
    answer = officer.post("hazards/bulk/close/", {"ids": ids, "note": "好"})
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [result["id"] for result in results] == ids[:-1]
    assert results[0] == {"id": ids[0], "ok": True, "state": "closed", "version": 4}
    refusals = [result["errors"][0]["code"] for result in results[1:]]
    assert refusals == ["not_permitted", "not_possible", "not_found", "not_found"]
    assert all(result["ok"] is False for result in results[1:])
    assert results[3]["errors"] == results[4]["errors"]
    assert HistoryEntry.objects.filter(move="close").count() == 1


def test_what_is_missing_is_named_for_each(cast, officer):
    major = cast.major()
    body = {**body_of(cast, "assign", ""), "ids": [str(major.pk), str(cast.reported().pk)]}
    first, second = officer.post("hazards/bulk/assign/", body).json()["results"]
    assert {error["code"] for error in first["errors"]} == {"funds", "contingency"}
    assert {error["attr"] for error in first["errors"]} == {"funds", "contingency"}
    assert second["ok"] and second["state"] == "assigned"


def test_one_photo_speaks_for_one_hazard(cast, caller):
    repairer = caller(cast.responsible)
    ids = [str(cast.assigned().pk), str(cast.assigned().pk)]
    body = {"ids": ids, "measures_taken": "搬走", "photos": [repairer.photo()]}
    first, second = repairer.post("hazards/bulk/rectify/", body).json()["results"]
    assert first["ok"] and not second["ok"]
    assert second["errors"][0]["code"] == "after_photo"


def test_a_hazard_among_many_is_no_duplicate_of_itself(cast, officer):
    first, second = cast.reported(), cast.reported()
    body = {"outcome": "duplicate", "reason": "同一处", "duplicate_of": str(first.pk)}
    ids = [str(first.pk), str(second.pk)]
    results = officer.post("hazards/bulk/dismiss/", {**body, "ids": ids}).json()["results"]
    assert [result["ok"] for result in results] == [False, True]
    assert results[0]["errors"][0]["attr"] == "duplicate_of"


@pytest.mark.parametrize("ids", [None, [], "x", ["x"], [1], [str(uuid.uuid4())] * 101])
def test_the_list_of_hazards_has_a_shape(cast, officer, ids):
    answer = officer.post("hazards/bulk/send-back/", {"ids": ids, "reason": "x"})
    assert answer.status_code == 400
    assert {attr.split(".")[0] for _code, attr in codes(answer)} == {"ids"}


def test_a_hundred_are_done_at_once(cast, officer):
    ids = [str(uuid.uuid4()) for _ in range(100)]
    answer = officer.post("hazards/bulk/close/", {"ids": ids})
    assert len(answer.json()["results"]) == 100


def test_nobody_moves_many_without_a_login(caller):
    assert caller().post("hazards/bulk/close/", {"ids": []}).status_code == 401


def test_an_unknown_move_is_not_there(cast, officer):
    assert officer.post("hazards/bulk/report/", {"ids": []}).status_code == 404
    assert officer.post("hazards/bulk/send_back/", {"ids": []}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_two_who_name_the_same_hazards_the_other_way_round_do_not_block_each_other():
    cast = Cast()
    ids = [str(cast.rectified().pk) for _ in range(12)]
    officers = [Caller(cast.officer), Caller(cast["officer@central"])]

    def close(officer, ids):
        return officer.post("hazards/bulk/close/", {"ids": ids}, Idempotency_Key="a")

    answers = at_once(partial(close, officers[0], ids), partial(close, officers[1], ids[::-1]))
    assert [answer.status_code for answer in answers] == [200, 200]
    done = [result["ok"] for answer in answers for result in answer.json()["results"]]
    assert sorted(done) == [False] * 12 + [True] * 12
