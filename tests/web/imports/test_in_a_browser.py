"""Importing an old ledger as a person does it, on a phone, and watching the worker at a desk."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from hazards.models import Hazard
from imports import services
from jobs.models import Job
from tests.base import working
from tests.imports.ledgers import book, line, taken

pytestmark = pytest.mark.browser


def let_in(page: Page, person) -> Page:
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    origin = page.context.request.get("/login/").url.removesuffix("/login/")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}
    page.context.add_cookies([cookie])
    return page


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_the_ledger_to_the_hazards_on_a_phone(phone_page, cast, tmp_path):
    lines = [line(1, 存在问题="很长的一句话" * 20), line(2), line(3, 检查日期="上周三")]
    file = tmp_path / "一个名字很长的旧台账文件2021年上半年安全隐患排查整治台账.xlsx"
    file.write_bytes(book(lines, above=["台账"]).getvalue())
    page = let_in(phone_page, cast.officer)
    page.goto("/hazards/")
    page.get_by_role("link", name="导入旧台账").click()
    page.get_by_label("旧台账文件").set_input_files(file)
    assert fits(page)
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_text("不是带年份的日期")).to_be_visible()
    page.get_by_text("列的对应").click()
    expect(page.get_by_label("存在问题")).to_have_value("description")
    assert fits(page)
    page.get_by_role("button", name="导入 2 行").click()
    expect(page.get_by_text("2 行已进入台账")).to_be_visible()
    page.get_by_role("link", name="疏散通道堆放课桌").click()
    expect(page.get_by_text("第 4 行导入")).to_be_visible()


def test_the_page_follows_the_worker_until_it_is_through(desk_page, cast, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    one = taken(cast.officer, [line(1), line(2)])
    page = let_in(desk_page, cast.officer)
    page.goto(f"/imports/{one.pk}/")
    page.get_by_role("button", name="导入 2 行").click()
    expect(page.get_by_role("heading", name="正在导入")).to_be_visible()
    working.run(Job.objects.get().pk)
    expect(page.get_by_role("heading", name="正在导入")).to_be_hidden(timeout=15_000)
    expect(page.locator(".filerow")).to_have_count(Hazard.objects.count())
