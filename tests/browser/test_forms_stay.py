"""What somebody has filled in or photographed stays theirs, and stays, until it has been sent."""

import re

import pytest
from playwright.sync_api import Page, expect

from activities.models import Activity
from hazards.models import Hazard
from tests.browsing import choose, enter, photo

pytestmark = pytest.mark.browser
REPORT = "/hazards/report/"


def press(page: Page) -> None:
    page.locator(".actionbar button[type=submit]:visible").click()


def fill_in_a_report(page: Page, cast) -> None:
    enter(page, cast.inspector)
    page.goto(REPORT)
    choose(page, "photos", photo())
    page.locator("label.cat", has_text="用电").click()
    page.fill("#id_place", "地下配电室")
    page.fill("#id_description", "配电箱无门")


def is_asked(page: Page, leave) -> bool:
    """Whether the browser asks before the page is left; it is not left then."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    leave()
    page.remove_listener("dialog", stay)
    return asked == ["beforeunload"]


def test_a_page_that_somebody_else_opened_is_not_entered_as_ones_own(cast, phone_page):
    page = phone_page
    fill_in_a_report(page, cast)
    enter(page, cast.officer)
    press(page)
    trouble = page.locator(".trouble")
    expect(trouble).to_contain_text(f"{cast.inspector}打开的")
    expect(trouble).to_contain_text(f"现在登录的是{cast.officer}")
    expect(page.locator("#id_description")).to_have_value("配电箱无门")
    assert not Hazard.objects.exists()
    enter(page, cast.inspector)
    press(page)
    page.wait_for_url(re.compile(r"/hazards/[\w-]{36}/"))
    assert Hazard.objects.get().reporter == cast.inspector


def test_a_photo_is_not_uploaded_as_somebody_else(cast, phone_page):
    page = phone_page
    fill_in_a_report(page, cast)
    enter(page, cast.officer)
    page.set_input_files("#pick-photos", [photo("second.jpg")])
    expect(page.locator(".shot-why").last).to_contain_text("现在登录的是别人")
    enter(page, cast.inspector)
    page.locator(".shot-retry").click()
    expect(page.locator("[data-photos=photos] .shot-box input[type=hidden]")).to_have_count(2)


def test_enlarging_a_photo_leaves_no_form(cast, phone_page):
    page, hazard = phone_page, cast.assigned()
    enter(page, cast.responsible)
    page.goto(f"/hazards/{hazard.pk}/")
    choose(page, "photos", photo())
    page.fill("#rectify-measures_taken", "课桌搬走")
    page.locator("a.shot").first.click()
    large = page.get_by_role("dialog", name="大图")
    expect(large.get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    for photo_on_page in ("a.shot", ".photogrid a[data-enlarge]"):  # of others; chosen just now
        page.locator(photo_on_page).first.click()
        expect(large.get_by_role("img")).to_be_visible()
        page.get_by_role("button", name="关闭大图").click()
        expect(large).to_be_hidden()
    expect(page.locator("#rectify-measures_taken")).to_have_value("课桌搬走")
    assert page.context.pages == [page]  # nothing was opened on a tab of its own either
    press(page)
    expect(page.locator("#messages")).to_contain_text("已提交")
    assert hazard.photos.filter(stage="after").count() == 1


def test_leaving_a_form_that_was_filled_in_asks_first_and_sending_it_does_not(cast, phone_page):
    page = phone_page
    enter(page, cast.inspector)
    page.goto(REPORT)
    assert not is_asked(page, page.reload)
    fill_in_a_report(page, cast)
    assert is_asked(page, lambda: page.locator(".topbar a").click(no_wait_after=True))
    assert page.url.endswith(REPORT)
    assert not is_asked(page, lambda: (press(page), page.wait_for_url(re.compile(r"[\w-]{36}/"))))


def test_what_came_back_to_be_put_right_is_not_left_without_being_asked(cast, phone_page):
    page = phone_page
    fill_in_a_report(page, cast)
    page.fill("#id_description", "")
    press(page)
    expect(page.locator("[role=alert][tabindex]")).to_contain_text("已填的和已传的都在")
    assert is_asked(page, lambda: page.locator(".topbar a").click(no_wait_after=True))


@pytest.mark.parametrize("where", ["/me/password/", "/returns/open/", "/samples/draw/"])
def test_every_other_form_asks_as_well(cast, desk_page, where):
    page = desk_page
    enter(page, cast.auditor)
    page.goto(where)
    page.locator(
        "main form[method=post] input:not([type=hidden], [type=date]):visible"
    ).first.press_sequentially("1")
    assert is_asked(page, lambda: page.locator(".rail-brand").click(no_wait_after=True))


def test_ticking_rows_of_the_ledger_is_nothing_to_be_asked_about(cast, desk_page):
    page = desk_page
    cast.rectified()
    enter(page, cast.auditor)
    page.goto("/hazards/")
    page.locator("#bulk tbody [name=ids]").first.check()
    assert not is_asked(page, lambda: page.locator(".rail-brand").click())


def test_a_photo_that_could_not_be_sent_goes_by_itself_once_the_line_is_back(cast, phone_page):
    page = phone_page
    enter(page, cast.inspector)
    page.goto(REPORT)
    page.clock.install()
    page.context.set_offline(True)
    page.set_input_files("#pick-photos", [photo()])
    retry = page.locator(".shot-retry")
    for _pause in range(3):  # it tries three times more before it gives up
        page.clock.run_for(10_000)
    expect(retry).to_be_visible()
    page.context.set_offline(False)
    uploaded = page.locator("[data-photos=photos] .shot-box input[type=hidden]")
    expect(uploaded).to_have_count(1)


def test_the_way_back_leads_to_the_filtered_list_also_after_forms_in_between(cast, phone_page):
    page, hazard = phone_page, cast.assigned()
    enter(page, cast.responsible)
    page.goto("/hazards/?state=assigned&ordering=due")
    page.locator("a.hz-main").first.click()
    page.wait_for_url(f"**/hazards/{hazard.pk}/")
    page.reload()
    page.goto(f"/hazards/{hazard.pk}/request-extension/".replace("/request", "/beside/request"))
    page.goto(f"/hazards/{hazard.pk}/")
    page.locator(".topbar a").click()
    page.wait_for_url("**/hazards/?state=assigned&ordering=due")


def test_what_was_typed_of_an_activity_survives_another_kind_and_the_enter_key_logs(
    cast, phone_page
):
    page = phone_page
    enter(page, cast.officer)
    page.goto("/activities/log/?kind=online_class")
    page.fill("#id_people", "388")
    page.fill("#id_name", "校园安全课")
    assert not is_asked(page, lambda: page.locator("button[value=drill]").click())
    expect(page.locator("#id_people")).to_have_value("388")
    page.locator("button[value=online_class]").click()
    expect(page.locator("#id_name")).to_have_value("校园安全课")
    page.press("#id_people", "Enter")
    expect(page.locator("main")).to_contain_text("校园安全课")
    assert Activity.objects.get().people == 388
