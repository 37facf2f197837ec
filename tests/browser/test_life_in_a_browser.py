"""A hazard's whole life as people live it: on a phone, on a desk, and without JavaScript."""

import io
import re
from unittest import mock

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from foreign.errors import TooManyFiles
from hazards import services
from hazards.models import Hazard
from hazards.photos.store import StoreAway
from tests.browsing import choose, enter, photo

pytestmark = pytest.mark.browser
PLACE = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


def large_photo() -> dict:
    """More than 4 MB, so that the page makes it smaller before it travels."""
    file = io.BytesIO()
    noise = Image.effect_noise((3200, 2400), 120).convert("RGB")
    noise.save(file, "JPEG", quality=97)
    assert file.tell() > 4 * 1024 * 1024
    return {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def says(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def open_hazard(page: Page, person, hazard) -> None:
    """The page, with a mark on it that a move made in place does not wipe off."""
    enter(page, person)
    page.goto(f"/hazards/{hazard.pk}/")
    page.evaluate("window.mark = true")


def stayed_in_place(page: Page) -> None:
    assert page.evaluate("window.mark") is True


def press_the_bar(page: Page) -> None:
    page.locator(".actionbar button[type=submit]").click()


def rectify(page: Page, cast, hazard, words: str) -> None:
    open_hazard(page, cast.responsible, hazard)
    expect(page.locator(".actionbar .btn-notyet")).to_contain_text("还差2项")
    page.fill("#rectify-measures_taken", words)
    choose(page, "photos", photo())
    press_the_bar(page)
    says(page, "已提交")
    stayed_in_place(page)


def test_a_life_on_a_phone(cast, phone_page):
    page = phone_page
    enter(page, cast.inspector)
    page.goto("/hazards/report/")
    choose(page, "photos", photo(), large_photo())
    page.locator("label.cat", has_text="消防").click()
    page.fill("#id_place", "教学楼二层东侧")
    page.fill("#id_description", "安全出口被课桌堵住")
    press_the_bar(page)
    says(page, "已上报，编号")
    hazard = Hazard.objects.get()
    assert sorted(shot.width for shot in hazard.photos.all()) == [640, 2560]

    open_hazard(page, cast.officer, hazard)
    page.fill("#assign-measures", "清走课桌，拆除门锁")
    press_the_bar(page)
    says(page, "已交办")
    stayed_in_place(page)

    rectify(page, cast, hazard, "课桌搬走")
    open_hazard(page, cast.officer, hazard)
    page.locator("#send-back summary").click()
    page.fill("#send-back-reason", "门外还堆着纸箱")
    page.locator("#send-back [type=submit]").click()
    says(page, "已退回重改")
    expect(page.locator(".stepper .is-now")).to_contain_text("第2次")

    rectify(page, cast, hazard, "纸箱也搬走了")
    open_hazard(page, cast.officer, hazard)
    press_the_bar(page)
    says(page, "已销号")
    expect(page.locator(".topbar .no.is-struck")).to_be_visible()

    open_hazard(page, cast.auditor, hazard)
    page.locator("#reopen summary").click()
    page.fill("#reopen-reason", "又堵上了")
    page.locator("#reopen [type=submit]").click()
    says(page, "已撤销销号")
    moves = [entry.move for entry in hazard.history.all()]
    assert moves == ["report", "assign", "rectify", "send_back", "rectify", "close", "reopen"]


def test_a_refusal_on_a_desk_stays_in_place_and_keeps_the_photo(cast, desk_page):
    page, hazard = desk_page, cast.assigned()
    open_hazard(page, cast.responsible, hazard)
    choose(page, "photos", photo())
    page.locator("#form-rectify [type=submit]").click()
    refusal = page.locator("#form-rectify [role=alert][tabindex]")
    expect(refusal).to_have_text("还差：做了什么")
    expect(refusal).to_be_focused()
    page.fill("#rectify-measures_taken", "课桌搬走")
    page.locator("#form-rectify [type=submit]").click()
    says(page, "已提交")
    stayed_in_place(page)
    assert hazard.photos.filter(stage="after").count() == 1


def test_what_somebody_else_changed_meanwhile_is_said_in_place(cast, desk_page):
    page, hazard = desk_page, cast.assigned()
    open_hazard(page, cast.officer, hazard)
    page.locator("#reassign summary").click()
    page.fill("#reassign-reason", "没有工具")
    page.fill("#reassign-measures", "外包")
    services.control(hazard, by=cast.responsible, measures="已围挡")
    page.locator("#reassign [type=submit]").click()
    expect(page.locator("#form-reassign [role=alert][tabindex]")).to_contain_text("刚才有人改过")
    expect(page.locator("#reassign-reason")).to_have_value("没有工具")
    page.locator("#reassign [type=submit]").click()
    says(page, "已改派")


def test_somebody_who_lost_the_right_meanwhile_reads_why(cast, desk_page):
    page, hazard = desk_page, cast.rectified()
    open_hazard(page, cast.officer, hazard)
    cast.officer.memberships.update(role="viewer")
    page.locator("#form-close [type=submit]").click()
    expect(page.locator("#hazard [role=alert]")).to_contain_text("这一步不由您来办")
    expect(page.locator("main")).to_have_count(1)


def fill_in_a_report(page: Page) -> None:
    page.goto("/hazards/report/")
    choose(page, "photos", photo())
    page.locator("label.cat", has_text="用电").click()
    page.fill("#id_place", "地下配电室")
    page.fill("#id_description", "配电箱无门")


def test_a_report_sent_without_a_network_waits_in_the_form(cast, phone_page):
    page = phone_page
    enter(page, cast.inspector)
    fill_in_a_report(page)
    page.context.set_offline(True)
    press_the_bar(page)
    expect(page.locator(".trouble")).to_contain_text("没有网络")
    expect(page.locator("#id_description")).to_have_value("配电箱无门")
    page.context.set_offline(False)
    press_the_bar(page)
    says(page, "已上报，编号")
    assert Hazard.objects.get().photos.count() == 1


@pytest.mark.parametrize("why", [StoreAway("gone"), TooManyFiles()])
def test_a_report_the_service_cannot_keep_at_the_moment_waits_in_the_form(cast, phone_page, why):
    page = phone_page
    enter(page, cast.inspector)
    fill_in_a_report(page)
    with mock.patch("hazards.services.report", side_effect=why):
        press_the_bar(page)
        expect(page.locator(".trouble")).to_contain_text("系统暂时无法保存")
    expect(page.locator("#id_description")).to_have_value("配电箱无门")
    press_the_bar(page)
    says(page, "已上报，编号")
    assert Hazard.objects.get().photos.count() == 1


def test_a_session_that_ended_meanwhile_loses_nothing(cast, phone_page):
    page = phone_page
    enter(page, cast.inspector)
    fill_in_a_report(page)
    page.context.clear_cookies()
    press_the_bar(page)
    expect(page.locator(".trouble")).to_contain_text("您已退出登录")
    expect(page.locator("#id_description")).to_have_value("配电箱无门")
    enter(page, cast.inspector)
    press_the_bar(page)
    says(page, "已上报，编号")
    assert Hazard.objects.get().photos.count() == 1


def test_new_measures_alone_are_enough_to_reassign(cast, desk_page):
    page, hazard = desk_page, cast.assigned()
    open_hazard(page, cast.officer, hazard)
    page.locator("#reassign summary").click()
    page.fill("#reassign-reason", "没有工具")
    page.fill("#reassign-measures", "外包")
    expect(page.locator("#form-reassign .lacking")).to_be_hidden()


def test_a_life_without_javascript(cast, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, **PLACE)
    page = context.new_page()
    enter(page, cast.inspector)
    page.goto("/hazards/report/")
    page.locator("label.cat", has_text="用电").click()
    page.fill("#id_place", "食堂后厨")
    page.set_input_files("#pick-photos", [photo()])
    press_the_bar(page)
    expect(page.locator("[role=alert][tabindex]")).to_contain_text("已填的和已传的都在")
    page.fill("#id_description", "插座烧黑")
    press_the_bar(page)
    says(page, "已上报，编号")
    hazard = Hazard.objects.get()

    enter(page, cast.officer)
    page.goto(f"/hazards/{hazard.pk}/assign/")
    page.fill("#assign-measures", "更换插座")
    page.locator("#form-assign [type=submit]").click()
    says(page, "已交办")

    enter(page, cast.responsible)
    page.goto(f"/hazards/{hazard.pk}/")
    page.fill("#rectify-measures_taken", "换了新插座")
    page.set_input_files("#pick-photos", [photo()])
    page.locator("#form-rectify [type=submit]").click()
    says(page, "已提交")

    enter(page, cast.officer)
    page.goto(f"/hazards/{hazard.pk}/")
    page.locator("#form-close [type=submit]").click()
    says(page, "已销号")
    assert re.search(r"is-struck", page.content())
    context.close()
