"""台账 with JavaScript: filtering in place, ticking rows, and the bar that follows."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(desk_page: Page, cast) -> Page:
    """The auditor at a desk."""
    client = Client()
    client.force_login(cast.auditor)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    origin = desk_page.context.request.get("/login/").url.removesuffix("/login/")
    desk_page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}]
    )
    return desk_page


def test_filtering_in_place_says_in_the_address_only_what_is_asked(desk, cast):
    cast.reported(), cast.rectified()
    desk.goto("/hazards/")
    desk.get_by_label("状态").select_option("rectified")
    expect(desk.locator("#bulk tbody tr")).to_have_count(1)
    expect(desk).to_have_url(re.compile(r"/hazards/\?state=rectified$"))
    desk.get_by_role("searchbox", name="编号、地点或内容").fill("没有这回事")
    expect(desk.get_by_text("没有符合条件的隐患")).to_be_visible()
    desk.go_back()
    expect(desk.locator("#bulk tbody tr")).to_have_count(1)
    expect(desk.get_by_role("heading", name="台账")).to_be_visible()


def test_the_bar_follows_what_is_ticked_and_the_press_is_confirmed(desk, cast):
    hazards = cast.rectified(), cast.rectified()
    major = cast.rectified(cast.assigned(cast.major()))
    desk.goto("/hazards/?state=rectified")
    bar = desk.locator("#bulkbar")
    desk.get_by_label(f"选{hazards[0].number}").check()
    expect(bar).to_contain_text("已选1件")
    desk.get_by_label("全选本页").check()
    expect(bar).to_contain_text(f"2件可以销号；{major.number}不行，还差：现场验收照")
    desk.get_by_role("button", name="销号2件").click()
    expect(desk.get_by_text("1件不办")).to_be_visible()
    desk.get_by_role("button", name="销号2件").click()
    expect(desk.get_by_text("已销号2件。")).to_be_visible()
    expect(desk.locator("#bulk tbody tr")).to_have_count(1)
