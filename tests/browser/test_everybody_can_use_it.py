"""Each page, as somebody reads it who hears it, sees little, or holds a phone at twice the size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.borders import doors
from tests.borders.planted import Planted
from tests.browsing import enter

pytestmark = pytest.mark.browser
AUDIT = Path(__file__).with_name("audit.js").read_text()
NARROW = Path(__file__).with_name("narrow.js").read_text()
TWICE = {"width": 195, "height": 422}  # CSS pixels of a phone of 390 at 200 %
PEOPLE = ("auditor@bureau", "officer@school")
FILES = ("pdf", "docx", "xlsx", "csv", "zip", "file/", "display/", "thumb/", "who/", "packet/")


def pages(planted: Planted, person) -> Iterator[str]:
    """The first address of each route that is a page for this person."""
    client = Client()
    client.force_login(person)
    for route in doors.routes():
        if route.startswith("api/") or route.endswith(FILES):
            continue
        for address in doors.filled(route, planted):
            answer = client.get(address)
            is_page = "text/html" in answer.headers.get("Content-Type", "")
            if answer.status_code == 200 and is_page:
                yield address
                break


def unfold(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def found_on(page: Page, addresses) -> dict[str, list[str]]:
    """The faults of each page, in light and in dark, as it comes and with all its parts open."""
    faults = {}
    for address in addresses:
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            told = page.evaluate(AUDIT)
            if told:
                faults[f"{address} {scheme}"] = told
        unfold(page)
        if told := page.evaluate(AUDIT):
            faults[f"{address} unfolded"] = told
    return faults


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_can_be_heard_seen_and_hit_on_a_phone(cast, phone_page, name):
    planted = Planted(cast)
    enter(phone_page, cast[name])
    assert found_on(phone_page, pages(planted, cast[name])) == {}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_can_be_heard_seen_and_hit_on_a_desk(cast, desk_page, name):
    planted = Planted(cast)
    enter(desk_page, cast[name])
    assert found_on(desk_page, pages(planted, cast[name])) == {}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_fits_a_phone_at_twice_the_size(cast, phone_page, name):
    planted = Planted(cast)
    enter(phone_page, cast[name])
    phone_page.set_viewport_size(TWICE)
    faults = {}
    for address in pages(planted, cast[name]):
        phone_page.goto(address)
        unfold(phone_page)
        if told := phone_page.evaluate(NARROW):
            faults[address] = told
    assert faults == {}
