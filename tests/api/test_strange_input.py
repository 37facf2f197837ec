"""Whatever is sent, the answer is never the service's own fault."""

import json

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from config.wsgi import application
from tests.api.conftest import Caller
from tests.api.returns import campaigning
from tests.base.strength import examples, tried_on
from tests.cast import Cast

CALM = hypothesis.settings(
    max_examples=examples(4),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(hypothesis.HealthCheck),
)
CHECKS = [not_a_server_error, response_schema_conformance]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\x00", "\ud800", "1e400", "9" * 5000, "NaN", "{0}", "%s", "../..", "‮"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def schema(transactional_db):
    return schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)


@pytest.mark.property
def test_no_call_of_the_document_ends_in_a_server_error(schema):
    """Every call with a few values made up from its own description, as an officer; and what is
    answered has the shape that is promised."""
    cast = Cast()
    officer = Caller(cast.officer)
    hazard = [cast.reported() for _ in range(2)][0]
    campaign = campaigning.opened(cast)
    there = {
        "hazards/{id}": str(hazard.pk),
        "returns/{id}": str(campaigning.of(campaign, cast.school).pk),
        "campaigns/{id}": campaign.pk,
    }
    calls = [result.ok() for result in schema.get_all_operations()]
    assert len(calls) > 30
    for call in calls:
        if not call.path.endswith("/logout/"):
            try_out(call, officer.headers, there)


def try_out(call, headers, there):
    @CALM
    @hypothesis.given(case=call.as_strategy())
    def send(case):
        for path, pk in there.items():
            if path in case.path:
                case.path_parameters["id"] = pk  # what is made up is never there
        case.call_and_validate(headers={**headers, "Accept-Encoding": "identity"}, checks=CHECKS)

    send()


MOVES = ["assign", "rectify", "dismiss", "reopen"]
FIELDS = ["responsible", "due_on", "funds", "photos", "outcome", "duplicate_of", "reason"]


@tried_on(30, CALM)
@hypothesis.given(
    move=st.sampled_from(MOVES), body=st.dictionaries(st.sampled_from(FIELDS), ANYTHING)
)
def test_no_body_of_a_move_ends_in_a_server_error(cast_once, move, body):
    officer, hazard = cast_once
    answer = officer.post(f"hazards/{hazard.pk}/{move}/", json.dumps(body).encode())
    assert answer.status_code in (400, 409, 422, 200, 403)


@pytest.fixture
def cast_once(cast):
    return Caller(cast.officer), cast.reported()


QUESTIONS = [
    *("hazards/", "statistics/", "people/", "units/", "notifications/"),
    *("returns/", "campaigns/", "forms/"),
]
ASKED = [
    *("search", "unit", "cursor", "ordering", "state", "as_of", "found_to"),
    *("campaign", "page_size"),
]


@tried_on(60, CALM)
@hypothesis.given(
    path=st.sampled_from(QUESTIONS),
    name=st.sampled_from(ASKED),
    value=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_no_question_ends_in_a_server_error(cast_once, path, name, value):
    officer, _hazard = cast_once
    assert officer.get(path, {name: value}).status_code in (200, 400)


@pytest.mark.parametrize("depth", [90, 900, 90_000])
@pytest.mark.parametrize("pair", ["[]", '{"a":|}'])
def test_a_body_of_brackets_in_brackets_is_refused(caller, cast, depth, pair):
    opening, _bar, closing = pair.partition("|") if "|" in pair else (pair[0], "", pair[1])
    body = (opening * depth + "1" + closing * depth).encode()
    for path in ("hazards/", "returns/", "samples/"):
        assert caller(cast.officer).post(path, body).status_code in (400, 403, 405)


def test_a_text_with_a_nul_is_refused_in_words_that_say_so(caller, cast):
    officer, hazard = caller(cast.officer), cast.reported()
    told = {"responsible": cast.responsible.pk, "measures": "清走\0堆物", "due_on": "2099-01-01"}
    answer = officer.post(f"hazards/{hazard.pk}/assign/", told)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["code"], error["attr"]) == ("null_characters_not_allowed", "measures")
    assert "NUL" in error["detail"] and "空字符" in error["detail"]
