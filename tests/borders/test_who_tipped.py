"""Who tipped stands in one answer of the whole service, and in no other."""

import pytest

from tests.borders import doors
from tests.borders.belongings import WHO_TIPPED
from tests.borders.planted import Planted
from tests.borders.reading import words_in
from tips.models import Tip

ITS_OWN = "/tipster/"
READERS = ("handler@bureau", "auditor@bureau", "administrator@bureau", "officer@school_b")


@pytest.fixture
def planted(cast) -> Planted:
    return Planted(cast)


def addresses(planted: Planted):
    for route in doors.routes():
        for address in doors.filled(route, planted):
            yield from (f"{address}{query}" for query in doors.asked(route, planted))
    yield from (f"/{route}" for route in doors.tables() if "<" not in route and "^" not in route)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", READERS)
def test_no_page_call_export_or_paper_says_who_tipped(planted, client, name):
    client.force_login(planted.cast[name])
    leaking = [
        address
        for address in addresses(planted)
        if ITS_OWN not in address and "logout" not in address
        for said in [words_in(client.get(address))]
        if any(word in said for word in WHO_TIPPED)
    ]
    assert leaking == []


def test_the_one_answer_says_it_to_a_handler(planted, client):
    """So that the search above is not one for words that stand nowhere."""
    client.force_login(planted.cast["handler@bureau"])
    tip = Tip.objects.get(pk=planted.ids["tips"][0])
    for word in WHO_TIPPED:
        assert word in words_in(client.get(f"/api/v1/tips/{tip.pk}/tipster/"))
        assert word in words_in(client.post(f"/tips/{tip.pk}/tipster/"))
