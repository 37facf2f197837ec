"""What the tests in a browser share: who is logged in, and photos that are chosen."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.cast import picture


def enter(page: Page, person) -> None:
    """Log `person` in, in place of whoever was; the form of the login is tested elsewhere."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    origin = page.context.request.get("/login/").url.removesuffix("/login/")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])


def photo(name: str = "photo.jpg") -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture((640, 480)).getvalue()}


def choose(page: Page, name: str, *files: dict) -> None:
    """Waits until all of them have been uploaded."""
    page.set_input_files(f"#pick-{name}", list(files))
    uploaded = page.locator(f"[data-photos={name}] .shot-box input[type=hidden]")
    expect(uploaded).to_have_count(len(files), timeout=20_000)
