"""A city has districts below it, as a bureau has schools: it goes out, and switches lists on."""

import pytest

from tests.trees import city_over


@pytest.fixture
def city(cast):
    return city_over(cast)


def test_a_city_is_offered_every_list_for_those_below_it(city, client):
    client.force_login(city["officer@city"])
    page = client.get("/inspections/lists/").content.decode()
    assert "每日防火巡查" in page and "宿舍" in page


def test_a_city_reads_what_its_teams_did(city, client):
    client.force_login(city["officer@city"])
    assert "出动0组次" in client.get("/inspections/coverage/").content.decode()
