"""The readable documentation works under the service's own content security policy."""

import pytest
from playwright.sync_api import expect

SCREENS = 200


@pytest.mark.browser
def test_the_page_shows_the_calls_and_the_policy_blocks_nothing(desk_page):
    complaints = []
    desk_page.on("console", lambda message: complaints.append(message.text))
    desk_page.goto("/api/v1/docs/")
    expect(desk_page.locator(".opblock").first).to_be_visible()
    # Of a long list the page draws what is in sight.
    call = desk_page.get_by_text("/api/v1/hazards/{id}/rectify/", exact=True)
    for _screen in range(SCREENS):
        if call.count():
            break
        desk_page.mouse.wheel(0, 600)
        desk_page.wait_for_timeout(50)
    expect(call).to_be_visible()
    assert [text for text in complaints if "Content Security Policy" in text] == []
