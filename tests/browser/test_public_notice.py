"""公示单核对 in a browser: by the keyboard alone, and with all on it that can stand there."""

import pytest
from playwright.sync_api import Page, expect

from papers.models import PublicWording
from papers.publishing.services import confirm
from tests.browser.test_everybody_can_use_it import in_english, speaks, ways_of
from tests.browsing import enter

pytestmark = pytest.mark.browser
ROW = ".noticerow"


def opened(page: Page, cast, language: str = "zh-hans") -> Page:
    enter(page, cast.officer)
    speaks(page, language)
    page.goto(f"/papers/public-notice/?unit={cast.school.pk}&period=month")
    return page


def test_rows_are_confirmed_one_after_the_other_by_the_keyboard_alone(cast, desk_page):
    for place in ("二层", "三层", "四层"):
        cast.reported(place=place)
    page = opened(desk_page, cast)
    page.locator(f"{ROW} [name=confirm]").first.focus()
    for n in range(1, 4):
        page.keyboard.press("Enter")
        expect(page.locator(f"{ROW}.is-ready")).to_have_count(n)
    expect(page.locator("#noticebar .btn-primary")).to_be_focused()
    assert PublicWording.objects.filter(confirmed_by=cast.officer).count() == 3


def test_a_cue_leads_back_to_its_field_and_what_stands_in_other_rows_stays(cast, phone_page):
    cast.reported(place="二层")
    cast.reported(place="三层")
    page = opened(phone_page, cast)
    first, second = page.locator(ROW).nth(0), page.locator(ROW).nth(1)
    second.locator("textarea").fill("还没写完")
    first.locator("textarea").fill("学生较多。")
    first.locator("[name=confirm]").click()
    expect(first.locator(".cues input")).to_have_count(1)
    expect(first.locator("textarea")).to_be_focused()
    expect(first.locator("textarea")).to_have_value("学生较多。")
    first.locator(".cues input").check()
    first.locator("[name=confirm]").click()
    expect(page.locator(f"{ROW}.is-ready")).to_have_count(1)
    expect(second.locator("textarea")).to_have_value("还没写完")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_all_that_can_stand_on_it_can_be_heard_seen_and_hit(cast, phone_page, language):
    changed = cast.reported(place="门厅")
    confirm(changed, by=cast.officer)
    cast.assigned(changed)
    confirm(cast.reported(place="四层"), by=cast.officer)
    cast.reported(place="张三办公室", description="举报人李四说学生王五摔倒，电话 138 0013 8000")
    page = opened(phone_page, cast, language)
    row = page.locator(f"{ROW}:not(.is-ready)").last
    row.locator("textarea").fill("学生李四在302室摔倒，家长已知情。")
    row.locator("[name=confirm]").click()
    expect(row.locator(".cues input").first).to_be_visible()
    ways = ways_of if language == "zh-hans" else in_english
    assert {way: told for way, told in ways(page) if told} == {}
