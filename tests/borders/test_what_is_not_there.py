"""A record out of reach is answered like one that does not exist: the same status, the same words,
after the same statements, whether its key stands in the address or in what is sent."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from tests.borders import doors
from tests.borders.planted import STRANGER, Planted
from tests.borders.reading import said
from tests.borders.statements import statements_of
from tests.cast import picture

NOBODY = 987_654_321  # no row has this key
READERS = ("officer@school", "inspector@central", "officer@direct")
ROOT = "/api/v1/"


@pytest.fixture
def planted(cast) -> Planted:
    cache.clear()
    return Planted(cast)


def out_of_reach(planted: Planted, kind: str) -> Any:
    """A key of the other side that neither reader may know."""
    told = {
        "hazards": planted.original.pk,
        "transfers": planted.among_them.pk,
        "photos": planted.original.photos.first().pk,
        "campaigns": planted.other_campaign.pk,
        "samples": planted.other_sample.pk,
        "notifications": planted.officer.notifications.first().pk,
    }
    return told.get(kind) or planted.ids[kind][0]


def unlike(key: Any) -> Any:
    """A key of the same kind that nothing has."""
    return NOBODY if isinstance(key, int) else uuid.uuid4()


def known(key: Any) -> list[Any]:
    """A short number would be taken out of every other number."""
    return [] if isinstance(key, int) else [key]


def asked(client, method: str, address: str) -> Any:
    if method == "get":
        return client.get(address)
    if address.startswith(ROOT):
        return client.post(address, "{}", content_type="application/json")
    return client.post(address, {})


def alike(ask: Callable[[Any], Any], there: Any, nowhere: Any) -> dict[str, Any]:
    """What of two answers differs: nothing, if all is well. `ask` gives what was said for a key.

    Statements are compared and not the clock, which a neighbour's load moves. What was read once a
    process is no difference: asked again, it is not read again.
    """
    for _attempt in range(2):
        with statements_of() as absent:
            lacking = ask(nowhere)
        with statements_of() as present:
            found = ask(there)
        if found == lacking and present == absent:
            return {}
    if found != lacking:
        return {"said": (found, lacking)}
    return {"more": present[:] if len(present) != len(absent) else sorted({*present} ^ {*absent})}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", (*READERS, STRANGER))
def test_in_an_address_what_is_out_of_reach_is_answered_like_what_is_not_there(
    planted, client, name
):
    planted.read_as(client, name)
    different = {}
    for route in doors.routes():
        if "<" not in route or "bulk/" in route or route.startswith(doors.WITHOUT_A_KEY):
            continue
        key = out_of_reach(planted, doors.kind_of(route))
        for method in ("get", "post"):

            def ask(one: Any, route: str = route, method: str = method) -> Any:
                address = next(doors.filled(route, planted, [one]))
                return said(asked(client, method, address), address)

            if unlikeness := alike(ask, key, unlike(key)):
                different[f"{method} {route}"] = unlikeness
    assert different == {}


def bodies(planted: Planted) -> dict[str, tuple[str, dict[str, Any], Any]]:
    """What names a record in what is sent: the address, the body with KEY in it, and a key."""
    cast, key = planted.cast, "KEY"
    mine = cast.reported()
    assigned = cast.assigned(place="别处")
    told = {
        "place": "操场",
        "description": "铁网松动",
        "category": cast.fire.pk,
        "unit": cast.school.pk,
    }
    somebody, unit = planted.responsible.pk, planted.there.pk
    photo, hazard = planted.original.photos.first().pk, planted.original.pk
    due = {"due_on": cast.due_on.isoformat(), "measures": "修好"}
    period = {"found_from": "2021-01-01", "found_to": "2030-01-01"}
    a, letter = f"hazards/{mine.pk}/", f"transfers/{planted.waiting.pk}/"
    dismissal = {"outcome": "duplicate", "reason": "同一处"}
    own = planted.ids["returns"][1]
    return {
        "duplicate_of": (f"{a}dismiss/", {**dismissal, "duplicate_of": key}, hazard),
        "responsible": (f"{a}assign/", {**due, "responsible": key}, somebody),
        "reassigned": (
            f"hazards/{assigned.pk}/reassign/",
            {"reason": "换人", "responsible": key},
            somebody,
        ),
        "taken over by": (
            f"{letter}accept/",
            {"responsible": key},
            somebody,
        ),
        "after-photo": (f"{a}fix-on-spot/", {"measures_taken": "修好", "photos": [key]}, photo),
        "before-photo": ("hazards/", {**told, "photos": [key]}, photo),
        "unit": ("hazards/", {**told, "unit": key}, unit),
        "bulk": ("hazards/bulk/close/", {"ids": [key]}, hazard),
        "bulk duplicate": (
            "hazards/bulk/dismiss/",
            {**dismissal, "ids": [str(mine.pk)], "duplicate_of": key},
            hazard,
        ),
        "noticed": ("papers/rectification-notice/", {"hazards": [key], "format": "docx"}, hazard),
        "published": ("papers/public-notice/", {"unit": key, **period, "format": "docx"}, unit),
        "summed up": ("papers/summary/", {"unit": key, **period, "format": "docx"}, unit),
        "exported": ("exports/", {"unit": key}, unit),
        "shared with": ("views/", {"name": "a", "query": "", "shared_with": key}, unit),
        "shown in a return": (f"returns/{own}/photos/", {"photos": [key]}, photo),
        "sampled": ("samples/", {"unit": key, "size": 1, **period}, unit),
    }


QUERIES = {
    "hazards/?unit=KEY": "unit",
    "statistics/?unit=KEY": "unit",
    "people/?unit=KEY": "unit",
    "returns/?unit=KEY": "unit",
    "returns/?campaign=KEY": "campaign",
    "papers/?unit=KEY": "unit",
    "papers/?hazard=KEY": "hazard",
    "papers/?addressee=KEY": "unit",
    "supervisions/?unit=KEY": "unit",
    "ledger.csv?unit=KEY": "unit",
}


@pytest.mark.parametrize("name", READERS)
def test_in_a_body_what_is_out_of_reach_is_answered_like_what_is_not_there(planted, client, name):
    planted.read_as(client, name)
    different = {}
    for what, (path, body, key) in bodies(planted).items():

        def ask(one: Any, what: str = what, path: str = path, body: Any = body) -> Any:
            sent = json.dumps(body).replace('"KEY"', json.dumps(one, default=str))
            answer = client.post(ROOT + path, sent, content_type="application/json")
            assert answer.status_code >= 400 or what == "bulk", (what, answer.content)
            return said(answer, *known(one))

        if unlikeness := alike(ask, key, unlike(key)):
            different[what] = unlikeness
    assert different == {}


@pytest.mark.parametrize("name", READERS)
def test_in_a_question_what_is_out_of_reach_is_answered_like_what_is_not_there(
    planted, client, name
):
    planted.read_as(client, name)
    keys = {
        "unit": planted.there.pk,
        "hazard": planted.original.pk,
        "campaign": planted.other_campaign.pk,
    }
    for query, kind in QUERIES.items():

        def ask(one: Any, query: str = query) -> Any:
            return said(client.get(ROOT + query.replace("KEY", str(one))), *known(one))

        assert alike(ask, keys[kind], unlike(keys[kind])) == {}, query


def test_an_upload_under_a_taken_key_says_nothing_of_whose_it_is(planted, client):
    """The key is taken, and that is all: the law of the same key twice needs that much."""
    client.force_login(planted.cast.officer)
    key = planted.original.photos.first().pk
    answer = client.post(f"{ROOT}photos/", {"id": key, "file": picture()})
    assert answer.status_code == 409
    assert set(answer.json()) == {"type", "errors"}
    assert planted.original.number not in answer.content.decode()
