"""What a token opens, tried on every address and method of the API as its URLs and its document
name them."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from accounts import tokens
from api.views import ApiView
from audit.models import Event
from tests.api.conftest import Caller, codes, report_of

WRITING = ("post", "put", "patch", "delete")
# By hand: what a token that is not full may do beside reading.
MAY = {
    "read": {("post", "auth/logout/")},
    "report": {("post", "auth/logout/"), ("post", "photos/"), ("post", "hazards/")},
}
OPEN = ("auth/login/",)  # asks for no token
NARROW = pytest.mark.parametrize("scope", MAY)


def token_of(person, scope, rf) -> Caller:
    given = {"name": scope, "scope": scope, "expires_on": timezone.localdate() + timedelta(days=1)}
    _token, secret = tokens.make(by=person, request=rf.get("/"), **given)
    caller = Caller()
    caller.headers["Authorization"] = f"Token {secret}"
    return caller


def routes() -> set[str]:
    """Every address there is, also those the document does not tell of."""
    found = {str(one.pattern) for one in get_resolver("api.urls").url_patterns}
    return {re.sub(r"<size:\w+>", "thumb", one) for one in found if "^" not in one}


def filled(route: str) -> str:
    route = re.sub(r"<uuid:\w+>", str(uuid.uuid4()), route)
    return re.sub(r"<(?:int:)?\w+>", "1", route)


def answer_of(caller, method, path):
    send = getattr(caller.client, method)
    return send(f"/api/v1/{path}", b"{}", content_type="application/json", headers=caller.headers)


@pytest.mark.exhaustive
@NARROW
def test_a_narrow_token_writes_nowhere_but_where_it_may(cast, rf, scope):
    refused, tried, narrow = set(), set(), token_of(cast.auditor, scope, rf)
    for route in routes() - set(OPEN) - {"auth/logout/"}:
        for method in WRITING:
            answer = answer_of(narrow, method, filled(route))
            tried.add((method, route))
            if answer.status_code == 403 and codes(answer) == [("token_scope", None)]:
                refused.add((method, route))
            else:
                is_a_page = answer.status_code == 405 and route in ("schema/", "docs/")
                assert is_a_page or (method, route) in MAY[scope] | other_methods(scope), route
    assert len(tried) > 400
    for method, route in MAY[scope] - {("post", "auth/logout/")}:
        assert (method, route) not in refused


def other_methods(scope):
    """A door that takes one way of writing answers 405 to the others."""
    return {(method, route) for _post, route in MAY[scope] for method in WRITING}


def test_the_document_names_no_call_that_was_not_tried(client, db):
    paths = json.loads(client.get("/api/v1/schema/", {"format": "json"}).content)["paths"]
    known = {re.sub(r"<(?:\w+:)?\w+>", "{}", route) for route in routes()}
    for path in paths:
        plain = re.sub(r"\{\w+\}", "{}", path.removeprefix("/api/v1/"))
        assert plain in known or re.sub(r"\{\}(?=/$)", "thumb", plain) in known, path


@NARROW
def test_a_narrow_token_reads_what_its_owner_reads(cast, rf, scope):
    hazard = cast.reported()
    reader = token_of(cast.officer, scope, rf)
    for path in ("me/", "hazards/", f"hazards/{hazard.pk}/", "units/", "statistics/", "tokens/"):
        assert reader.get(path).status_code == 200, path
    assert reader.get("audit/").status_code == 404  # not a right of this person


def test_a_token_that_reports_reports_and_does_no_more(cast, rf):
    reporter = token_of(cast.officer, "report", rf)
    photo = reporter.photo()
    answer = reporter.post("hazards/", report_of(cast, photo))
    assert answer.status_code == 201
    hazard = answer.json()["id"]
    answer = reporter.post(f"hazards/{hazard}/dismiss/", {"outcome": "not_a_hazard", "reason": "x"})
    assert answer.status_code == 403 and codes(answer) == [("token_scope", None)]
    assert "读取并上报隐患" in answer.json()["errors"][0]["detail"]


def test_a_token_that_reads_reports_nothing(cast, rf):
    reader = token_of(cast.officer, "read", rf)
    photo = reader.send_photo()
    assert photo.status_code == 403 and codes(photo) == [("token_scope", None)]
    told = report_of(cast, cast.photo(cast.officer))
    assert codes(reader.post("hazards/", told)) == [("token_scope", None)]


def test_a_full_token_does_what_its_owner_may(cast, rf):
    full = token_of(cast.officer, "full", rf)
    hazard = cast.rectified()
    assert full.post(f"hazards/{hazard.pk}/close/").status_code == 200


def test_a_session_has_no_scope(cast, client):
    client.force_login(cast.officer)
    hazard = cast.rectified()
    path = f"/api/v1/hazards/{hazard.pk}/close/"
    assert client.post(path, "{}", content_type="application/json").status_code == 200


def test_every_door_that_takes_tokens_asks_what_they_were_made_for():
    """The check stands in what all of them begin with; what does not begin there only reads."""
    for pattern in get_resolver("api.urls").url_patterns:
        door = pattern.callback.cls
        if door.initial is not ApiView.initial and not issubclass(door, ApiView):
            assert not {"post", "put", "patch", "delete"} & set(dir(door)), pattern


def test_a_refusal_stands_in_the_audit_log_with_who_it_was(cast, rf):
    token_of(cast.officer, "read", rf).post("tokens/")

    assert Event.objects.get(kind="refused").by == cast.officer
