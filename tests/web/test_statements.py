"""What a page may ask of the database: few statements, none twice, however much there is."""

from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hazards import services
from hazards.tally.compaction import fold

MOST = {
    "/statistics/": 20,
    "/hazards/": 12,
    "/hazards/?state=open&ordering=due": 12,
    "/": 10,
    "/api/v1/hazards/?state=open&ordering=due_on": 6,
}
MOST_OF_ONE = 8
PEOPLE = ["auditor@bureau", "officer@central", "officer@school", "inspector@school"]
FEW, MANY = 3, 30


def asked_by(client: Client, address: str) -> list[str]:
    """The statements of one reading, each with its parameters; how a transaction begins and ends is
    no question."""
    client.get(address)  # what is read once a process
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return [q["sql"] for q in made.captured_queries if q["sql"].lstrip("( ").startswith("SELECT")]


def repeated(statements: list[str]) -> list[str]:
    return [sql for sql, n in Counter(statements).items() if n > 1]


@pytest.fixture
def some(cast):
    """One in each state, and one that has been through everything."""
    cast.closed()
    cast.rectified()
    return cast.assigned()


def more(cast, n: int) -> None:
    for _ in range(n):
        cast.reported()


@pytest.mark.parametrize("address", MOST)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_page_asks_little_and_nothing_twice_however_much_there_is(some, cast, address, who):
    client = Client()
    client.force_login(cast[who])
    fold()
    few = asked_by(client, address)
    more(cast, MANY - FEW)
    unfolded = asked_by(client, address)
    fold()
    many = asked_by(client, address)
    for statements in (few, unfolded, many):
        assert len(statements) <= MOST[address], "\n".join(statements)
        assert repeated(statements) == []
    assert len(many) <= len(few) + 1  # what first had no rows: photos, marks


@pytest.mark.parametrize("who", PEOPLE)
def test_the_page_of_a_hazard_asks_little_however_long_its_history_is(some, cast, who):
    client = Client()
    client.force_login(cast[who])
    hazard = cast.rectified(some)
    few = asked_by(client, f"/hazards/{hazard.pk}/")
    for _ in range(4):
        hazard = sent_back_and_done_again(cast, hazard)
    many = asked_by(client, f"/hazards/{hazard.pk}/")
    for statements in (few, many):
        assert len(statements) <= MOST_OF_ONE, "\n".join(statements)
        assert repeated(statements) == []
    assert len(many) == len(few)


def sent_back_and_done_again(cast, hazard):
    return cast.rectified(services.send_back(hazard, by=cast.officer, reason="还是堵着"))
