"""Checklists and rounds through the API: begun, half done, finished, and what they cover."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.inspections.schemas import ChecklistOutput, RoundOutput, RoundRowOutput
from inspections.lines import lines_of
from inspections.models import Round
from tests.api.conftest import codes
from tests.inspections.planned import TUESDAY, gone_through, on, switched

COUNTS = ("due", "done", "late", "missed", "nothing_found", "hazards")


@pytest.fixture
def patrol(cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    with on(TUESDAY):
        yield Round.objects.for_list().get(unit=cast.school)


def answered(one: Round, **said: dict) -> list[dict]:
    return [{"line": line.key, "result": "ok", **said.get(line.key, {})} for line in lines_of(one)]


def address(one: Round, act: str = "") -> str:
    return f"rounds/{one.pk}/{act}"


def test_checklists_are_told_with_their_lines(caller, cast):
    (patrol,) = [
        one
        for one in caller(cast.viewer).get("checklists/").json()["results"]
        if one["code"] == "fire_daily"
    ]
    assert set(patrol) == set(ChecklistOutput._declared_fields)
    assert (patrol["cycle"], patrol["post"], len(patrol["lines"])) == ("daily", "safety_officer", 6)
    assert caller().get("checklists/").status_code == 401


def test_a_round_is_found_by_unit_state_and_days(patrol, caller, cast):
    asking = caller(cast["officer@central"])
    rows = asking.get("rounds/", {"state": "due"}).json()["results"]
    assert set(rows[0]) == set(RoundRowOutput._declared_fields)
    assert {row["unit"]["code"] for row in rows} == {"JZ001", "JZ012", "JZ013"}
    own = {"unit": cast.school.pk, "state": "due", "from": "2021-06-01", "to": "2021-06-02"}
    (row,) = asking.get("rounds/", own).json()["results"]
    assert (row["id"], row["state"], row["last_on"]) == (str(patrol.pk), "due", "2021-06-01")
    for nothing in ({"to": "2021-06-01"}, {"state": "missed"}, {"checklist": "bus_trip"}):
        assert asking.get("rounds/", {**own, **nothing}).json()["results"] == []
    assert asking.get("rounds/", {"state": "lost"}).status_code == 400
    assert asking.get("rounds/", {"unit": cast.units["school_b"].pk}).status_code == 400


def test_a_round_is_finished_line_by_line_and_once(patrol, caller, cast):
    asking, hazard = caller(cast.inspector), cast.reported(by=cast.inspector)
    lines = answered(patrol, exits={"result": "hazard", "hazard": str(hazard.pk)})
    done = asking.post(address(patrol, "finish/"), {"lines": lines, "note": "已告知"})
    assert done.status_code == 200
    told = done.json()
    assert set(told) == set(RoundOutput._declared_fields)
    assert (told["state"], told["ok"], told["hazards"], told["note"]) == ("done", 5, 1, "已告知")
    assert told["found"] == [{"line": "exits", "hazard": str(hazard.pk), "number": hazard.number}]
    again = asking.post(address(patrol, "finish/"), {"lines": lines})
    assert (again.status_code, codes(again)) == (409, [("not_possible", None)])


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "lines"),
        ({"lines": [{"line": "nowhere", "result": "ok"}]}, 422, "unknown_line"),
        ({"lines": [{"line": "exits", "result": "hazard"}]}, 422, "hazard"),
        ({"lines": [{"line": "exits", "result": "fine"}]}, 400, "invalid_choice"),
        ({"lines": "all"}, 400, "not_a_list"),
        ({"lines": [{"line": "exits", "result": "hazard", "hazard": str(uuid.uuid4())}]}, 400,
         "does_not_exist"),
    ],
)  # fmt: skip
def test_what_does_not_finish_a_round(patrol, caller, cast, body, status, code):
    refused = caller(cast.inspector).post(address(patrol, "finish/"), body)
    assert refused.status_code == status
    assert code in [found for found, _attr in codes(refused)]
    patrol.refresh_from_db()
    assert not patrol.is_finished


def test_whom_the_doors_let_in(patrol, caller, cast):
    act = address(patrol, "finish/")
    assert caller().post(act).status_code == 401
    assert caller(cast["officer@school_b"]).post(act).status_code == 404
    assert caller(cast.viewer).post(act).status_code == 403
    assert caller(cast["officer@school_b"]).get(address(patrol)).status_code == 404


def test_what_was_kept_half_way_is_there_on_return(patrol, caller, cast):
    asking = caller(cast.inspector)
    kept = asking.post(
        address(patrol, "answers/"), {"lines": [{"line": "exits", "result": "not_applicable"}]}
    )
    assert kept.status_code == 200
    told = {one["line"]: one["result"] for one in asking.get(address(patrol)).json()["lines"]}
    assert told["exits"] == "not_applicable" and told["wiring"] is None


def test_a_free_round_sent_twice_is_one(caller, cast):
    asking = caller(cast.inspector)
    body = {"id": str(uuid.uuid4()), "unit": cast.school.pk, "kind": "hunt"}
    answers = [asking.post("rounds/", one) for one in (body, body, {**body, "kind": "campaign"})]
    assert [one.status_code for one in answers] == [201, 200, 409]
    assert answers[0].json() == answers[1].json()
    done = asking.post(f"rounds/{body['id']}/finish/")
    assert (done.status_code, done.json()["state"]) == (200, "done")
    assert asking.post("rounds/", {**body, "id": str(uuid.uuid4()), "kind": "planned"}
                       ).status_code == 400  # fmt: skip
    other = {**body, "id": str(uuid.uuid4()), "unit": cast.units["school_b"].pk}
    assert asking.post("rounds/", other).status_code == 400
    assert caller(cast.viewer).post("rounds/", {**body, "id": None}).status_code == 403


def test_a_team_goes_out_and_is_sent_once(caller, cast):
    asking = caller(cast.auditor)
    team = [cast["inspector@bureau"].pk]
    body = {"id": str(uuid.uuid4()), "unit": cast.school.pk, "kind": "visit", "team": team}
    answers = [asking.post("rounds/", body) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 200]
    units = [cast.school.pk, cast.units["school_b"].pk]
    out = asking.post("outings/", {"units": units, "title": "开学检查", "others": "专家甲、专家乙"})
    assert (out.status_code, out.json()["people"]) == (201, 3)
    assert [one["unit"]["id"] for one in out.json()["visits"]] == units


def test_the_unit_signs_or_refuses(caller, cast):
    visiting, signing = caller(cast.auditor), caller(cast.officer)
    pks = []
    for _n in range(2):
        told = {"unit": cast.school.pk, "kind": "visit"}
        pks.append(visiting.post("rounds/", told).json()["id"])
        visiting.post(f"rounds/{pks[-1]}/finish/")
    signed = signing.post(f"rounds/{pks[0]}/sign/")
    assert signed.json()["signature"]["signed_by"]["name"] == str(cast.officer)
    assert signing.post(f"rounds/{pks[0]}/sign/").status_code == 409
    assert signing.post(f"rounds/{pks[1]}/record-refusal/", {"reason": "x"}).status_code == 403
    assert visiting.post(f"rounds/{pks[1]}/record-refusal/").status_code == 422
    refused = visiting.post(f"rounds/{pks[1]}/record-refusal/", {"reason": "不认可"})
    assert refused.json()["signature"] == {
        "signed_by": None, "refusal": "不认可", "at": refused.json()["signature"]["at"]
    }  # fmt: skip


def test_coverage_by_whole_months_and_by_days_says_the_same(patrol, caller, cast):
    asking = caller(cast["officer@central"])
    caller(cast.inspector).post(address(patrol, "finish/"), {"lines": answered(patrol)})
    with on(date(2021, 6, 2)):
        whole = asking.get("rounds/coverage/", {"from": "2021-06-01", "to": "2021-07-01"}).json()
        days = asking.get("rounds/coverage/", {"from": "2021-06-01", "to": "2021-06-03"}).json()
    assert [whole[name] for name in COUNTS] == [3, 1, 0, 2, 1, 0]
    assert [days[name] for name in COUNTS] == [3, 1, 0, 2, 1, 0]
    (row,) = whole["rows"]
    assert (row["checklist"], row["month"], row["due"]) == ("fire_daily", "2021-06-01", 3)
    assert whole["due"] == whole["done"] + whole["missed"]
    school = caller(cast.viewer).get("rounds/coverage/", {"from": "2021-06-01", "to": "2021-07-01"})
    assert school.json()["due"] == 1
    other = {"unit": cast.units["school_b"].pk}
    assert caller(cast.viewer).get("rounds/coverage/", other).status_code == 400
    assert caller(cast.stranger).get("rounds/coverage/").status_code == 403


def test_many_rounds_cost_as_much_as_a_few(caller, cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    asking = caller(cast.auditor)
    costs = []
    for last in (date(2021, 6, 1), date(2021, 6, 8)):
        gone_through(TUESDAY, last)
        with on(last), CaptureQueriesContext(connection) as found:
            rows = asking.get("rounds/").json()["results"]
        costs.append((len(rows), len(found)))
    assert costs[0][0] * 5 < costs[1][0] and costs[0][1] == costs[1][1]
