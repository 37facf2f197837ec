"""Amending a finished round through the API."""

import pytest

from api.inspections.schemas import AmendmentOutput
from inspections.models import Round
from inspections.services import finish
from tests.api.conftest import codes
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched


@pytest.fixture
def patrol(cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    with on(TUESDAY):
        one = Round.objects.for_list().get(unit=cast.school)
        yield finish(one, by=cast.inspector, answers=all_ok(one))


def address(one: Round) -> str:
    return f"rounds/{one.pk}/amend/"


def test_what_was_so_takes_its_place_and_what_was_said_first_is_told(patrol, caller, cast):
    hazard = cast.reported(by=cast.inspector)
    lines = [{"line": "exits", "result": "hazard", "hazard": str(hazard.pk)}]
    body = {"lines": lines, "reason": "漏记", "whereabouts": "南校区", "inspectors": "保安甲"}
    told = caller(cast.inspector).post(address(patrol), body)
    assert told.status_code == 200
    told = told.json()
    assert (told["hazards"], told["ok"], told["amended"], told["state"]) == (1, 5, 1, "done")
    assert (told["whereabouts"], told["inspectors"]) == ("南校区", ["保安甲"])
    (amendment,) = told["amendments"]
    assert set(amendment) == set(AmendmentOutput._declared_fields)
    assert (amendment["reason"], amendment["by"]["id"]) == ("漏记", cast.inspector.pk)
    assert [(one["line"], one["name"]) for one in amendment["changes"]] == [
        ("exits", ""), ("", "found"), ("", "whereabouts"), ("", "inspectors")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"note": "另"}, 422, "reason"),
        ({"reason": "记错"}, 422, "change"),
        ({"reason": "记错", "lines": [{"line": "exits", "result": "hazard"}]}, 422, "hazard"),
        ({"reason": "记错", "lines": [{"line": "x", "result": "ok"}]}, 422, "unknown_line"),
        ({"reason": "记错", "lines": [{"line": "exits", "result": "fine"}]}, 400,
         "invalid_choice"),
        ({"reason": "长" * 501, "note": "另"}, 400, "max_length"),
    ],
)  # fmt: skip
def test_what_makes_no_amendment(patrol, caller, cast, body, status, code):
    refused = caller(cast.inspector).post(address(patrol), body)
    assert refused.status_code == status
    assert code in [found for found, _attr in codes(refused)]
    patrol.refresh_from_db()
    assert patrol.amended is None


def test_whom_the_doors_let_in(patrol, caller, cast):
    body = {"reason": "记错", "note": "另"}
    assert caller().post(address(patrol), body).status_code == 401
    assert caller(cast["officer@school_b"]).post(address(patrol), body).status_code == 404
    assert caller(cast.viewer).post(address(patrol), body).status_code == 403


def test_the_same_key_again_amends_once(patrol, caller, cast):
    asking, body = caller(cast.inspector), {"reason": "记错", "note": "另"}
    told = {"Idempotency_Key": "once"}
    first, again = (asking.post(address(patrol), body, **told) for _ in range(2))
    assert first.json() == again.json()
    assert patrol.history.filter(move="amend").count() == 1
