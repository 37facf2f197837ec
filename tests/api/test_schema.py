"""The OpenAPI document and its page are right, complete, and need nobody else's server."""

import json
import re

from django.core.management import call_command
from django.urls import get_resolver

from api import bodies, figure_shapes, shapes
from tests.api.conftest import kebab

CONTRACT = {
    "auth/login/": "post",
    "auth/logout/": "post",
    "me/": "get",
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
    "notifications/": "get",
    "statistics/": "get",
    **{f"hazards/{{id}}/{kebab(move)}/": "post" for move in bodies.MOVES},
    **{f"hazards/bulk/{kebab(move)}/": "post" for move in bodies.MOVES},
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
    assert list(detail) == list(shapes.HazardShape._declared_fields)
    (row,) = officer.get("hazards/").json()["results"]
    assert list(row) == list(shapes.HazardRowShape._declared_fields)


def test_the_shape_of_the_figures_is_what_is_sent(cast, caller):
    cast.reported()
    figures = caller(cast.officer).get("statistics/", {"by": "severity"}).json()
    assert set(figures) == set(figure_shapes.StatisticsShape._declared_fields)
    assert set(figures["rows"][0]) == set(figure_shapes.FiguresRowShape._declared_fields)


def test_the_page_runs_nothing_inline_and_fetches_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "<style" not in page and not re.search(r"<script(?! src=)", page)
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert address.startswith("/"), address
    script = client.get("/api/v1/docs/", {"script": ""})
    assert script["Content-Type"].startswith("application/javascript")


def test_every_call_but_the_login_and_the_document_asks_who_is_there(client, db):
    open_to_all = {"login", "schema", "docs"}
    named = get_resolver("api.urls").url_patterns
    for pattern in named:
        if pattern.name and pattern.name not in open_to_all:
            door = pattern.callback.cls
            assert [p.__name__ for p in door.permission_classes] == ["IsAuthenticated"], pattern
