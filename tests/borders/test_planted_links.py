"""Links of every kind across a border are planted, and every answer of every door is searched for
anything of the other side that the person may not reach."""

import pytest

from tests.borders import doors
from tests.borders.planted import READERS, Planted
from tests.borders.reading import flat, words_in


@pytest.fixture
def planted(cast) -> Planted:
    return Planted(cast)


def leaks(client, planted: Planted, name: str, addresses) -> dict[str, list[str]]:
    """What of the other side each answer says."""
    kept = {flat(secret): secret for secret in planted.kept_from(name)}
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code < 500 or address.startswith("/healthz"), address
        # That it has left is told by its key alone to those it was in the reach of (ADR 41).
        left = f'"id":"{planted.left.pk}","version":null,"what":"gone"'
        said = words_in(answer).replace(left, "")
        # What was asked for may be said again: it was known.
        inside = [secret for told, secret in kept.items() if told in said and secret not in address]
        if inside:
            found[address] = inside
    return found


def every_address(planted: Planted):
    for route in doors.routes():
        for address in doors.filled(route, planted):
            yield from (f"{address}{query}" for query in doors.asked(route, planted))


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", READERS)
def test_no_answer_says_anything_of_what_is_out_of_reach(planted, client, name):
    planted.read_as(client, name)
    assert leaks(client, planted, name, every_address(planted)) == {}


def test_the_tables_are_for_nobody_below_the_bureau(planted, client):
    """Not even for an administrator of a part of the tree: no table says whose row it is."""
    planted.read_as(client, "administrator@central")
    for route in doors.tables():
        address = f"/{route.replace('<path:object_id>', str(planted.original.pk))}"
        if "<" not in address and "^" not in address and "login" not in route:
            assert client.get(address).status_code in (302, 403, 404), address


OWNERS = {
    "workbooks": "administrator@bureau",
    "views": "officer@central_b",
    "imports": "officer@school_b",
    "jobs": "officer@school_b",
    "people": "administrator@bureau",
    "tokens": "officer@school_b",
    "services": "administrator@bureau",
    "sessions": "officer@school_b",
    "tips": "handler@bureau",
    "tip follow-ups": "handler@bureau",
}
SAYING = ("api/v1/", "returns/<", "people/<", "district/<", "accounts/services/")


@pytest.mark.exhaustive
def test_each_planted_word_is_said_to_those_it_is_meant_for(planted, client):
    """So that the search above is not one for words that stand nowhere."""
    wanted = {flat(secret) for secret in planted.secrets}
    for route in doors.routes():
        if not route.startswith(SAYING) or route.endswith((".pdf", "size>/")):
            continue
        is_own = (
            "views" in route or "follow-ups" in route or route.endswith(("/tokens/", "/sessions/"))
        )
        kind = doors.kind_of(route) if "pk>" in route or is_own else ""
        for person in {"auditor@bureau", OWNERS.get(kind, "auditor@bureau")}:
            client.force_login(planted.cast[person])
            for address in doors.filled(route, planted):
                said = words_in(client.get(address))
                wanted = {secret for secret in wanted if secret not in said}
    assert wanted == set()
