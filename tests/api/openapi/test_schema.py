"""The OpenAPI document and its page are right, complete, and need nobody else's server."""

import json
import re

from django.core.management import call_command
from django.urls import get_resolver

from api.figures import schemas as figure_shapes
from api.hazards import move_inputs
from api.hazards import schemas as shapes
from api.returns import schemas as return_shapes
from api.transfers import schemas as letter_shapes
from hazards import services
from tests.api.conftest import kebab
from tests.api.returns import campaigning

CONTRACT = {
    "auth/login/": "post",
    "auth/logout/": "post",
    "me/": "get",
    "changes/": "get",
    "units/": "get",
    "categories/": "get",
    "clauses/": "get",
    "people/": "get",
    "photos/": "post",
    "photos/{id}/{size}/": "get",
    "hazards/": "post",
    "hazards/{id}/": "get",
    "hazards/{id}/history/": "get",
    "hazards/{id}/list-for-supervision/": "post",
    "hazards/{id}/delist/": "post",
    "hazards/{id}/extensions/": "post",
    "hazards/{id}/interim-controls/": "post",
    "extensions/{id}/grant/": "post",
    "extensions/{id}/refuse/": "post",
    "hazards/{id}/transfers/": "post",
    "supervisions/": "get",
    "papers/": "get",
    "papers/{id}.docx": "get",
    "papers/{id}.pdf": "get",
    "views/": "post",
    "views/{id}/": "delete",
    "transfers/": "get",
    "transfers/{id}/": "get",
    "transfers/{id}/accept/": "post",
    "transfers/{id}/decline/": "post",
    "transfers/{id}/withdraw/": "post",
    "transfers/{id}/photos/{photo}/{size}/": "get",
    "notifications/": "get",
    "statistics/": "get",
    "forms/": "get",
    "campaigns/": "post",
    "campaigns/{id}/": "get",
    "campaigns/{id}/coverage/": "get",
    "campaigns/{id}/remind/": "post",
    "campaigns/{id}/include-new-units/": "post",
    "campaigns/{id}/packet/": "post",
    "jobs/{id}/": "get",
    "jobs/{id}/file/": "get",
    "samples/": "post",
    "samples/{id}/": "get",
    "samples/{id}/assign/": "post",
    "samples/{id}/results/": "post",
    "samples/{id}/reopen/": "post",
    "samples/{id}/verification/": "get",
    "returns/": "get",
    "returns/{id}/": "patch",
    "returns/{id}/adjust/": "post",
    "returns/{id}/star/": "post",
    "returns/{id}/unstar/": "post",
    "returns/{id}/history/": "get",
    "returns/{id}/rows/": "get",
    "returns/{id}/photos/": "put",
    "returns/{id}/photos/{photo}/{size}/": "get",
    "returns/{id}/summary/": "post",
    "returns/{id}/scan/": "post",
    "returns/{id}/table.docx": "get",
    "returns/{id}/table.xlsx": "get",
    "returns/{id}/packet.zip": "get",
    **{f"returns/{{id}}/{move}/": "post" for move in move_inputs.OF_RETURN},
    **{f"hazards/{{id}}/{kebab(move)}/": "post" for move in move_inputs.OF_HAZARD},
    **{f"hazards/bulk/{kebab(move)}/": "post" for move in move_inputs.OF_HAZARD},
}


def document(client):
    answer = client.get("/api/v1/schema/", {"format": "json"})
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_the_document_is_valid_and_nothing_in_it_was_guessed(tmp_path):
    told = {"validate": True, "fail_on_warn": True, "file": str(tmp_path / "schema.yml")}
    call_command("spectacular", **told)


def test_every_call_of_the_contract_stands_in_the_document(client):
    paths = document(client)["paths"]
    for path, method in CONTRACT.items():
        assert method in paths[f"/api/v1/{path}"], path


def test_each_call_says_how_it_is_refused_and_what_it_takes(client):
    paths = document(client)["paths"]
    rectify = paths["/api/v1/hazards/{id}/rectify/"]["post"]
    assert {"200", "400", "401", "403", "404", "409", "412", "422"} <= set(rectify["responses"])
    assert {p["name"] for p in rectify["parameters"]} == {"id", "If-Match", "Idempotency-Key"}
    listed = {p["name"] for p in paths["/api/v1/hazards/"]["get"]["parameters"]}
    assert {"state", "unit", "overdue", "search", "ordering", "cursor", "page_size"} <= listed


def test_the_shape_of_a_hazard_is_what_is_sent(cast, caller):
    hazard, officer = cast.assigned(), caller(cast.officer)
    detail = officer.get(f"hazards/{hazard.pk}/").json()
    assert list(detail) == list(shapes.HazardOutput._declared_fields)
    (row,) = officer.get("hazards/").json()["results"]
    assert list(row) == list(shapes.HazardRowOutput._declared_fields)


def test_the_shape_of_an_offer_is_what_is_sent(cast, caller):
    told = {"unit": cast.units["school_b"], "reason": "归对方"}
    transfer = services.offer_transfer(cast.assigned(), by=cast.officer, **told)
    receiver = caller(cast["officer@school_b"])
    detail = receiver.get(f"transfers/{transfer.pk}/").json()
    assert set(detail) == set(letter_shapes.LetterOutput._declared_fields)
    assert set(detail["case"]) == set(shapes.HazardRowOutput._declared_fields)
    (row,) = receiver.get("transfers/").json()["results"]
    assert set(row) == set(letter_shapes.LetterRowOutput._declared_fields)


def test_the_shape_of_a_return_is_what_is_sent(cast, caller):
    campaign = campaigning.opened(cast)
    one, officer = campaigning.in_state(cast, campaign, "submitted"), caller(cast.officer)
    detail = officer.get(f"returns/{one.pk}/").json()
    row_fields = list(return_shapes.ReturnRowOutput._declared_fields)
    assert set(detail) == set(return_shapes.ReturnOutput._declared_fields)
    figure = detail["values"]["launch_sessions"]
    assert list(figure) == list(return_shapes.ValueOutput._declared_fields)
    (row,) = officer.get("returns/").json()["results"]
    assert list(row) == row_fields
    (told,) = officer.get("campaigns/").json()["results"]
    assert list(told) == list(return_shapes.CampaignOutput._declared_fields)


def test_the_shape_of_the_figures_is_what_is_sent(cast, caller):
    cast.reported()
    figures = caller(cast.officer).get("statistics/", {"by": "severity"}).json()
    assert set(figures) == set(figure_shapes.StatisticsOutput._declared_fields)
    row = set(figure_shapes.FiguresRowOutput._declared_fields)
    assert set(figures["rows"][0]) == row - {"open_at_end"}
    months = caller(cast.officer).get("statistics/", {"by": "month"}).json()["rows"]
    assert set(months[0]) == row


def test_the_page_runs_nothing_inline_and_fetches_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "<style" not in page and not re.search(r"<script(?! src=)", page)
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert address.startswith("/"), address
    script = client.get("/api/v1/docs/", {"script": ""})
    assert script["Content-Type"].startswith("application/javascript")


def test_every_call_but_the_login_and_the_document_asks_who_is_there(client, db):
    # A stranger tells a tip (`tips`, to POST alone) and asks how far it is.
    open_to_all = {"login", "schema", "docs", "tip-receipt"}
    named = get_resolver("api.urls").url_patterns
    for pattern in named:
        if pattern.name and pattern.name not in open_to_all:
            door = pattern.callback.cls
            assert [p.__name__ for p in door.permission_classes] == ["IsAuthenticated"], pattern
