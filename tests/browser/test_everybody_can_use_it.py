"""Each page, as somebody reads it who hears it, sees little, or holds a phone at twice the size.

Each route is looked at by the first of `PEOPLE` it is a page for, and by those who find another
page there (`ANOTHER`). Each page is loaded once: on a phone and on a desk, in light and in dark, as
it comes and with all its parts open, and at last in the width of a phone at 200 %.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from installation import codes, services
from organizations.models import User
from tests.borders import doors
from tests.borders.planted import Planted
from tests.browsing import enter
from tests.conftest import DESK, PHONE
from tests.installation.setting_up import answers

pytestmark = pytest.mark.browser
AUDIT = Path(__file__).with_name("audit.js").read_text()
NARROW = Path(__file__).with_name("narrow.js").read_text()
TWICE = {"width": 195, "height": 422}  # CSS pixels of a phone of 390 at 200 %
PEOPLE = ("auditor@bureau", "officer@school_b", "officer@central", "administrator@bureau")
# What a unit's own people fill in, answer and add up.
ANOTHER = {
    "officer@school_b": ("", "hazards/<uuid:pk>/", "hazards/<uuid:pk>/<slug:move>/"),
    "officer@central": ("returns/", "returns/<uuid:pk>/", "transfers/<uuid:pk>/"),
}
FILES = ("pdf", "docx", "xlsx", "csv", "zip", "file/", "display/", "thumb/", "who/", "packet/")
TRIED = 12  # addresses of a route, until one of them is a page for somebody
OF_THE_ADMINISTRATION = (
    *("/admin/", "/admin/organizations/unit/", "/admin/organizations/unit/add/"),
    *("/admin/organizations/user/", "/admin/organizations/user/add/", "/admin/hazards/clause/"),
)


def page_of(route: str, planted: Planted, client: Client) -> str | None:
    """The first address of the route that is a page for who is logged in."""
    for address in islice(doors.filled(route, planted), TRIED):
        answer = client.get(address)
        is_page = "text/html" in answer.headers.get("Content-Type", "")
        if answer.status_code == 200 and is_page:
            return address
    return None


def pages(planted: Planted, cast) -> Iterator[tuple[str, list[str]]]:
    """Each of the people, with the pages that nobody before them has seen."""
    left = [r for r in doors.routes() if not r.startswith("api/") and not r.endswith(FILES)]
    for name in PEOPLE:
        client = Client()
        client.force_login(cast[name])
        asked = [*left, *ANOTHER.get(name, ())]
        found = {route: page_of(route, planted, client) for route in asked}
        left = [route for route in left if not found[route]]
        yield name, [address for address in found.values() if address]


def unfold(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def seen_in(page: Page, schemes: tuple[str, ...], words: str) -> Iterator[tuple[str, list[str]]]:
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        worn = f"html[data-bs-theme={scheme}], html:not([data-bs-theme])"  # Django's own has none
        page.locator(worn).wait_for(state="attached")
        yield f"{words} {scheme}", page.evaluate(AUDIT)


def ways_of(page: Page) -> Iterator[tuple[str, list[str]]]:
    """The page in each way it is looked at, with what is wrong with it then."""
    for device, size in (("phone", PHONE["viewport"]), ("desk", DESK["viewport"])):
        page.set_viewport_size(size)
        yield from seen_in(page, ("light", "dark"), device)
    unfold(page)
    yield from seen_in(page, ("light",), "desk, unfolded,")
    page.set_viewport_size(PHONE["viewport"])
    yield from seen_in(page, ("dark",), "phone, unfolded,")
    page.set_viewport_size(TWICE)
    yield "phone at 200 %", page.evaluate(NARROW)


def faults_of(page: Page, addresses: list[str]) -> list[str]:
    faults = []
    for address in addresses:
        page.set_viewport_size(PHONE["viewport"])
        page.goto(address)
        faults += [f"{address} {way}: {one}" for way, told in ways_of(page) for one in told]
    return faults


def test_every_page_can_be_heard_seen_and_hit_and_fits_a_phone_at_twice_the_size(cast, phone_page):
    planted, faults, seen = Planted(cast), [], 0
    for name, addresses in pages(planted, cast):
        enter(phone_page, cast[name])
        faults += faults_of(phone_page, addresses)
        seen += len(addresses)
    assert not faults, "\n".join(faults)
    assert seen > 33


def test_the_page_for_strangers_can_be_heard_seen_and_hit(cast, phone_page):
    assert faults_of(phone_page, ["/login/", "/nowhere/"]) == []


def test_the_set_up_and_its_checklist_can_be_heard_seen_and_hit(transactional_db, phone_page):
    assert faults_of(phone_page, [f"/setup/{codes.issue()}/"]) == []
    services.set_up(**answers())
    enter(phone_page, User.objects.get())
    assert faults_of(phone_page, ["/", "/setup/", "/setup/bureau/"]) == []


def test_what_was_not_entered_can_be_heard_seen_and_hit(cast, phone_page):
    page = phone_page
    enter(page, cast.inspector)
    page.goto("/hazards/report/")
    page.fill("#id_description", "走廊灭火器压力不足")
    enter(page, cast.officer)
    page.context.request.get("/me/")  # on another tab
    page.on("dialog", lambda asked: asked.accept())
    with page.expect_navigation():
        page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('main form'))")
    assert page.locator("#not-entered").is_visible()
    assert {way: told for way, told in ways_of(page) if told} == {}


def test_what_the_administration_says_can_be_read(cast, desk_page):
    """Its targets and names are Django's own; its colours are ours to check."""
    page, faint = desk_page, {}
    enter(page, cast["administrator@bureau"])
    for address in OF_THE_ADMINISTRATION:
        page.goto(address)
        for way, told in seen_in(page, ("light", "dark"), address):
            if lines := [line for line in told if line.startswith("contrast")]:
                faint[way] = lines
    assert faint == {}


# --- The audit itself ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('<a href="/"><i></i></a>', "no name"),
        ('<button aria-label="删除">保存</button>', "is called"),
        ("<table><tr><td><h2>标题</h2></table>", "a heading in a table"),
        ('<button style="width:12px;height:12px;padding:0" aria-label="x"></button>', "to hit"),
        ('<p style="color:#999;background:#fff">看不清</p>', "contrast 2.8"),
        ('<p style="color:#767676;background:#fff">看得清</p>', None),
        ('<label><input type="checkbox">同意</label>', "to hit"),
        ('<button style="padding:12px">保存</button>', None),
    ],
)
def test_the_audit_says_what_is_wrong_and_nothing_else(phone_page, written, fault):
    phone_page.set_content(f'<html data-bs-theme="light"><body><main>{written}</main>')
    told = phone_page.evaluate(AUDIT)
    assert (fault in " ".join(told)) if fault else told == []


def test_what_is_wider_than_the_window_is_found(phone_page):
    phone_page.set_viewport_size(TWICE)
    phone_page.set_content('<meta name="viewport" content="width=device-width"><main>短</main>')
    assert phone_page.evaluate(NARROW) == []
    phone_page.set_content("<main><div style='width:600px'>宽</div></main>")
    assert phone_page.evaluate(NARROW) != []
