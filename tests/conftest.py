"""What every test may rely on: the database's special cases, the browser, and an honest end."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Page

from foreign import places
from hazards import reference
from installation.in_force import InForce, memory
from returns import shipped
from tests.cast import Cast

pytest_plugins = ["tests.fixtures"]

CHROMIUM = Path("/usr/bin/chromium")
NGINX = Path("/usr/sbin/nginx")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PLACE = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESK = {"viewport": {"width": 1440, "height": 900}}
# Playwright keeps an event loop running in the test's thread, where Django would otherwise
# refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# --- The database --------------------------------------------------------------------------


def triggers_of(operations: DatabaseOperations) -> list[tuple[str, str]]:
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return cursor.fetchall()


def let_flush_pass_the_triggers() -> None:
    """Between tests every table is emptied, also those that refuse to lose a row."""
    plain = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        triggers = triggers_of(self)
        drop = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        return [*drop, *plain(self, *args, **kwargs), *(sql for _, sql in triggers)]

    DatabaseOperations.sql_flush = sql_flush


def restore_the_reference_data_after_flush() -> None:
    """A flush takes along what the migrations loaded; the next test expects it to be there."""
    plain = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        plain(self)
        reference.load()
        shipped.load()

    TransactionTestCase._fixture_teardown = teardown


def pytest_configure(config: pytest.Config) -> None:
    # A neighbour's load is no fault of a property.
    hypothesis.settings.register_profile("no clock", deadline=None)
    hypothesis.settings.load_profile("no clock")
    let_flush_pass_the_triggers()
    restore_the_reference_data_after_flush()


# --- What runs where -----------------------------------------------------------------------


def belongs_here(item: pytest.Item) -> bool:
    needed = {"browser": CHROMIUM, "nginx": NGINX}
    if any(item.get_closest_marker(m) and not program.exists() for m, program in needed.items()):
        return False
    marker = item.get_closest_marker("only_on")
    return marker is None or connection.vendor in marker.args


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = [item for item in items if not belongs_here(item)]
    items[:] = [item for item in items if belongs_here(item)]
    config.hook.pytest_deselected(items=elsewhere)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says what the run left out, so that green is not read as all."""
    left_out = [os.environ.get("LEFT_OUT", "").strip()]
    if not CHROMIUM.exists():
        left_out.append(f"The browser tests were left out: there is no {CHROMIUM}.")
    for sentence in filter(None, left_out):
        terminalreporter.section("left out", yellow=True)
        terminalreporter.line(sentence)


@pytest.fixture(autouse=True)
def places_for_everybody(monkeypatch: Any) -> None:
    """However many files a test reads at once, unless it sets the limit of a web process."""
    monkeypatch.setattr(places.admission, "most", None)


@pytest.fixture(autouse=True)
def own_photo_store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def known_installation(settings: Any) -> None:
    """As in a service that has run a while: no request stops to read what holds of it."""
    memory.keep(InForce("", ZoneInfo(settings.TIME_ZONE)))


# --- The browser ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": str(CHROMIUM), "args": QUIET}


def open_page(browser: Browser, live_server: Any, device: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, **PLACE, **device)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A phone held upright; `page.goto("/")` leads to the live server."""
    yield from open_page(browser, live_server, PHONE)


@pytest.fixture
def desk_page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A window on a desk; `page.goto("/")` leads to the live server."""
    yield from open_page(browser, live_server, DESK)


# --- The cast ------------------------------------------------------------------------------


@pytest.fixture
def cast(db: None) -> Cast:
    """The people and units of `tests.cast`, in the test's own transaction."""
    return Cast()
