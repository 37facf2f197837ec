"""A hazard from the report to the strike-off, over the API and nothing else."""

import uuid

from hazards.models import Hazard
from records.chain import is_unbroken
from tests.api.conftest import body_of, report_of
from tests.cast import PASSWORD


def logged_in(caller, user):
    told = {"username": user.username, "password": PASSWORD}
    answer = caller().post("auth/login/", told)
    assert answer.status_code == 200 and set(answer.json()) == {"token", "expiry"}
    somebody = caller()
    somebody.headers["Authorization"] = f"Token {answer.json()['token']}"
    return somebody


def test_a_hazard_lives_its_whole_life_over_the_api(cast, caller):
    inspector, officer, repairer = (
        logged_in(caller, user) for user in (cast.inspector, cast.officer, cast.responsible)
    )
    told = report_of(cast, inspector.photo(), id=str(uuid.uuid4()))
    reported = inspector.post("hazards/", told)
    assert reported.status_code == 201
    assert reported["Location"] == f"/api/v1/hazards/{told['id']}/"
    here = f"hazards/{told['id']}/"

    offered = {move["name"]: move for move in officer.get(here).json()["moves"]}
    assert list(offered) == ["assign", "fix_on_spot", "dismiss"]
    assert [lack["code"] for lack in offered["assign"]["missing"]] == [
        "responsible",
        "measures",
        "due_on",
    ]
    assigned = officer.post(offered["assign"]["url"], body_of(cast, "assign", ""), If_Match='"1"')
    assert assigned.status_code == 200 and assigned["ETag"] == '"2"'
    assert assigned.json()["responsible"] == {
        "id": cast.responsible.pk,
        "name": cast.responsible.name,
    }
    rectified = repairer.post(here + "rectify/", body_of(cast, "rectify", repairer.photo()))
    assert rectified.json()["state"] == "rectified"
    back = officer.post(here + "send-back/", {"reason": "门外还堆着纸箱"})
    assert (back.json()["state"], back.json()["attempts"]) == ("assigned", 2)
    again = repairer.post(here + "rectify/", body_of(cast, "rectify", repairer.photo()))
    assert again.status_code == 200
    closed = officer.post(here + "close/", {"note": "现场看过"}).json()
    assert closed["state"] == "closed" and closed["closed_by"]["id"] == cast.officer.pk
    assert [(p["stage"], p["attempt"]) for p in closed["photos"]] == [
        ("after", 1),
        ("before", 1),
        ("after", 2),
    ]
    history = inspector.get(here + "history/").json()["results"]
    assert [entry["move"] for entry in history] == [
        "report",
        "assign",
        "rectify",
        "send_back",
        "rectify",
        "close",
    ]
    assert history[1]["previous_digest"] == history[0]["digest"]
    assert is_unbroken(Hazard.objects.get(pk=told["id"]).history.all())


def test_a_hazard_fixed_on_the_spot_is_sent_back_reopened_and_dismissed_ones_are_restored(
    cast, caller
):
    inspector, officer, auditor = caller(cast.inspector), caller(cast.officer), caller(cast.auditor)
    here = f"hazards/{cast.reported().pk}/"
    fixed = inspector.post(here + "fix-on-spot/", {"photos": [inspector.photo()]})
    assert fixed.json()["state"] == "rectified"
    assert officer.post(here + "close/").json()["state"] == "closed"
    reopened = auditor.post(here + "reopen/", body_of(cast, "reopen", ""))
    assert reopened.json()["state"] == "assigned"
    there = f"hazards/{cast.reported().pk}/"
    body = {"outcome": "duplicate", "reason": "同一处", "duplicate_of": here.split("/")[1]}
    dismissed = officer.post(there + "dismiss/", body).json()
    assert dismissed["duplicate_of"] == here.split("/")[1]
    assert auditor.post(there + "restore/", {"reason": "两处"}).json()["state"] == "reported"


def test_a_move_is_understood_under_its_own_name_too(cast, caller):
    here = f"hazards/{cast.rectified().pk}/"
    answer = caller(cast.officer).post(here + "send_back/", {"reason": "不行"})
    assert answer.json()["state"] == "assigned"
