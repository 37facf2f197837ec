"""帮助: what each role does, one's own first."""

import re

import pytest
from django.utils import translation

from organizations.models import Membership, Role

pytestmark = pytest.mark.django_db


def chapters(page: str) -> list[str]:
    return re.findall(r'<section class="panel" id="(\w+)">', page)


def test_a_stranger_logs_in_first(client):
    assert client.get("/help/").status_code == 302


@pytest.mark.parametrize("who", ["inspector@school", "auditor@bureau", "viewer@school"])
def test_ones_own_role_stands_first_and_every_role_is_there(client, cast, who):
    client.force_login(cast[who])
    found = chapters(client.get("/help/").text)
    assert found[0] == who.split("@")[0] and sorted(found) == sorted(Role.values)


def test_somebody_of_several_roles_finds_them_all_on_top(client, cast):
    Membership.objects.create(user=cast.viewer, unit=cast.school, role=Role.OFFICER)
    client.force_login(cast.viewer)
    assert set(chapters(client.get("/help/").text)[:2]) == {"officer", "viewer"}


@pytest.mark.parametrize(
    "who", ["inspector@school", "responsible@school", "officer@school", "auditor@bureau"]
)
def test_every_link_opens_for_who_is_given_it(client, cast, who):
    client.force_login(cast[who])
    page = client.get("/help/").text
    links = re.findall(r'<li><a class="linkrow" href="([^"]+)">', page)
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_an_administrator_of_a_part_is_not_led_to_the_bureaus_pages(client, cast):
    client.force_login(cast["administrator@bureau"])
    assert "/failed-logins/" in client.get("/help/").text
    part = cast.person("administrator@central", Role.ADMINISTRATOR, cast.units["central"])
    client.force_login(part)
    page = client.get("/help/").text
    assert "/failed-logins/" not in page and 'href="/setup/"' not in page


def test_it_is_there_in_english_as_well(client, cast):
    client.force_login(cast.officer)
    with translation.override("en"):
        page = client.get("/help/", headers={"accept-language": "en"}).text
    assert "Assign what was reported" in page
