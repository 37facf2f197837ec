"""Each page, as somebody reads it who hears it, sees little, or holds a phone at twice the size.

Each route is looked at by the first of `PEOPLE` it is a page for, and by those who find another
page there (`ANOTHER`). Each page is loaded once: on a phone and on a desk, in light and in dark, as
it comes and with all its parts open, and at last in the width of a phone at 200 %; and once more in
English, on a phone. The routes are those of the service: one that nobody looks at is an act, a file
or stands with its reason in `LOOKED_AT_ELSEWHERE`.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.lost_password import letters
from installation import codes, services
from organizations.models import User
from tests.accounts.activating import code_for, never_in
from tests.accounts.second_factor import app as second_factors
from tests.borders import doors
from tests.borders.planted import Planted
from tests.browsing import enter
from tests.conftest import DESK, PHONE
from tests.installation.setting_up import answers

pytestmark = pytest.mark.browser
AUDIT = Path(__file__).with_name("audit.js").read_text()
NARROW = Path(__file__).with_name("narrow.js").read_text()
TWICE = {"width": 195, "height": 422}  # CSS pixels of a phone of 390 at 200 %
PEOPLE = (
    *("auditor@bureau", "officer@school_b", "officer@central", "administrator@bureau"),
    "handler@bureau",
)
# What a unit's own people fill in, answer and add up.
ANOTHER = {
    "officer@school_b": ("", "hazards/<uuid:pk>/", "hazards/<uuid:pk>/<slug:move>/"),
    "officer@central": ("returns/", "returns/<uuid:pk>/", "transfers/<uuid:pk>/"),
}
WORD = re.compile(r"<slug:(act|name|move)>/$")
FILES = ("pdf", "docx", "xlsx", "csv", "zip", "file/", "display/", "thumb/", "who/", "packet/")
LOOKED_AT_ELSEWHERE = {
    "transfers/<uuid:pk>/photos/<uuid:photo>/<slug:size>/": "a picture",
    "returns/<uuid:pk>/photos/<uuid:photo>/<slug:size>/": "a picture",
    "photos/<uuid:pk>/<slug:size>/": "a picture",
    "activities/<uuid:pk>/photos/<uuid:photo>/<slug:size>/": "a picture",
    "tips/<uuid:pk>/photos/<uuid:photo>/<slug:size>/": "a picture",
    "returns/<uuid:pk>/proofs/<slug:code>/<slug:sha256>/": "a file",
    "returns/<uuid:pk>/scan/": "a file",
    "due/<str:secret>.ics": "for calendars",
    "notifications/<int:pk>/": "leads on to what the message is about",
    "me/language/": "leads back to where one was",
    "login/": "with the pages for strangers",
    "login/with/<slug:key>/back/": "leads back to the log-in, or on",
    "t/<str:code>/": "with the pages for strangers",
    "lost-password/<str:code>/": "with the pages of a lost password",
    "lost-password/new/": "with the pages of a lost password",
    "second-factor/": "with the pages of a second factor",
    "me/second-factor/recovery-codes/": "with the pages of a second factor",
    "me/second-factor/remove/": "with the pages of a second factor",
    "activate/<str:code>/": "with the pages for strangers",
    "activate/password/": "with the pages for strangers",
    "me/contact/confirm/<str:token>/": "with the pages that say that something is over",
    "setup/": "with the set-up",
    "setup/bureau/": "with the set-up",
    "setup/<slug:code>/": "with the set-up",
}
TRIED = 12  # addresses of a route, until one of them is a page for somebody
OF_THE_ADMINISTRATION = (
    *("/admin/", "/admin/organizations/unit/", "/admin/organizations/unit/add/"),
    *("/admin/organizations/user/", "/admin/organizations/user/add/", "/admin/hazards/clause/"),
)


def pages_of(route: str, planted: Planted, client: Client) -> list[str]:
    """The first address of the route that is a page for who is logged in; where the route ends in
    a word, such as an act, the first for each word."""
    found: dict[str, str] = {}
    ends_in_a_word = WORD.search(route) is not None
    tried = doors.filled(route, planted)
    for address in tried if ends_in_a_word else islice(tried, TRIED):
        word = address.rstrip("/").rpartition("/")[2] if ends_in_a_word else ""
        if word not in found and is_page(client.get(address)):
            found[word] = address
            if not word:
                break
    return list(found.values())


def is_page(answer) -> bool:
    return answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", "")


def all_routes() -> list[str]:
    return [r for r in doors.routes() if not r.startswith("api/") and not r.endswith(FILES)]


def pages(planted: Planted, cast) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each of the people, with the pages that nobody before them has seen, by their routes."""
    left = all_routes()
    for name in PEOPLE:
        client = Client()
        client.force_login(cast[name])
        asked = [*left, *ANOTHER.get(name, ())]
        found = {route: pages_of(route, planted, client) for route in asked}
        left = [route for route in left if not found[route]]
        yield name, {route: addresses for route, addresses in found.items() if addresses}


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


def in_english(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Its words are longer, and nothing else is different."""
    yield from seen_in(page, ("light",), "English, phone,")
    page.set_viewport_size(TWICE)
    yield "English, phone at 200 %", page.evaluate(NARROW)


def faults_of(page: Page, addresses: list[str], ways=ways_of) -> list[str]:
    faults = []
    for address in addresses:
        page.set_viewport_size(PHONE["viewport"])
        page.goto(address)
        faults += [f"{address} {way}: {one}" for way, told in ways(page) for one in told]
    return faults


def speaks(page: Page, language: str) -> None:
    origin = page.context.request.get("/nowhere/").url.removesuffix("/nowhere/")
    told = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": origin}
    page.context.add_cookies([told])


def test_every_page_can_be_heard_seen_and_hit_and_fits_a_phone_at_twice_the_size(cast, phone_page):
    planted, faults, seen = Planted(cast), [], 0
    for name, found in pages(planted, cast):
        addresses = [address for several in found.values() for address in several]
        enter(phone_page, cast[name])
        speaks(phone_page, "zh-hans")
        faults += faults_of(phone_page, addresses)
        speaks(phone_page, "en")
        faults += faults_of(phone_page, addresses, in_english)
        seen += len(addresses)
    assert not faults, "\n".join(faults)
    assert seen > 60


def test_no_page_is_forgotten(cast):
    """Each route is a page for one of the people, an act, or named with the reason why not."""
    planted, seen = Planted(cast), set()
    for _name, found in pages(planted, cast):
        seen |= found.keys()
    (client := Client()).force_login(cast["administrator@bureau"])
    left = set(all_routes()) - seen
    acts = {r for r in left if client.get(next(doors.filled(r, planted))).status_code == 405}
    assert left - acts == set(LOOKED_AT_ELSEWHERE)


def test_what_an_act_on_a_unit_will_lead_to_can_be_heard_seen_and_hit(cast, phone_page):
    page = phone_page
    enter(page, cast["administrator@bureau"])
    page.goto(f"/units/{cast.school.pk}/rename/")
    page.fill("#id_name", "实验小学")
    with page.expect_navigation():
        page.locator(".actionbar button").click()
    assert page.locator("[name=confirmed]").count() == 1
    assert {way: told for way, told in ways_of(page) if told} == {}


def test_what_is_said_where_something_is_over_can_be_heard_seen_and_hit(cast, phone_page):
    enter(phone_page, cast.officer)
    over = ["/me/contact/confirm/cabc12-0123456789abcdef/", "/admin/"]
    assert faults_of(phone_page, over) == []


def test_the_page_for_strangers_can_be_heard_seen_and_hit(cast, phone_page):
    code = code_for(never_in(cast.inspector))
    tips = [f"/t/{cast.school.code}/", "/t/receipt/"]
    for_strangers = ["/login/", "/nowhere/", *tips, "/activate/", f"/activate/{code}/"]
    assert faults_of(phone_page, for_strangers) == []
    assert phone_page.url.endswith("/activate/password/")
    speaks(phone_page, "en")
    assert faults_of(phone_page, for_strangers, in_english) == []


def test_the_pages_of_a_lost_password_can_be_heard_seen_and_hit(
    cast, phone_page, mail_office, public_address
):
    User.objects.filter(pk=cast.officer.pk).update(email="officer@school.example")
    assert faults_of(phone_page, ["/login/", "/lost-password/"]) == []
    phone_page.fill("[name=account]", "officer@school")
    phone_page.locator("main form button").click()
    assert {way: told for way, told in ways_of(phone_page) if told} == {}
    letters.send_waiting()
    _recipient, letter = mail_office.letters[-1]
    place = re.search(r"/lost-password/[\w-]+/", letter.get_body(("plain",)).get_content())[0]
    assert faults_of(phone_page, [place]) == []
    assert phone_page.url.endswith("/lost-password/new/")


def test_the_pages_of_a_second_factor_can_be_heard_seen_and_hit(cast, phone_page):
    app, _codes = second_factors.set_up(cast.auditor)
    enter(phone_page, cast.auditor)
    assert faults_of(phone_page, ["/second-factor/"]) == []
    phone_page.fill("[name=code]", app.code(1))
    with phone_page.expect_navigation():
        phone_page.locator("main form button[type=submit]").first.click()
    places = ("", "recovery-codes/", "remove/")
    assert faults_of(phone_page, [f"/me/second-factor/{place}" for place in places]) == []
    assert phone_page.url.endswith("/remove/")


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
