"""A browser goes to another service and comes back, past the rule of where forms may lead."""

import os

import pytest
from oidc_provider_mock import User as Account
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Page, expect

from config.sections import providers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(monkeypatch, settings):
    monkeypatch.setitem(os.environ, "AUTHLIB_INSECURE_TRANSPORT", "1")
    people = [Account(sub="s-1", claims={"employee_number": "A001"})]
    with run_server_in_thread(user_claims=people) as running:
        told = {"ISSUER": f"http://localhost:{running.server_port}", "CLIENT_ID": "ledger"}
        for name, value in {**told, "CLIENT_SECRET": "s"}.items():
            monkeypatch.setenv(f"OIDC_{name}", value)
        settings.PROVIDERS = providers.providers()
        yield


@pytest.fixture
def page_without_js(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", ["phone_page", "page_without_js"])
def test_there_and_back_by_pressing_a_button(kind, request, server, cast):
    cast.officer.staff_number = "A001"
    cast.officer.save()
    page: Page = request.getfixturevalue(kind)
    page.goto("/hazards/")
    page.get_by_role("button", name="统一身份认证").click()
    page.get_by_role("button", name="s-1").click()
    page.wait_for_url("**/hazards/")
    page.goto("/me/")
    expect(page.locator("#identities")).to_contain_text("统一身份认证")
    page.locator("#identities button").click()
    expect(page.locator("#identities")).to_contain_text("尚未绑定")
