"""What every test may rely on: the database's special cases, the browser, and an honest end."""

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Page

from accounts import idle
from foreign import places
from hazards import reference
from inspections import shipped as checklists
from installation.in_force import InForce, memory
from returns import shipped
from tests.base import forms, migrated, strength
from tests.base.standing import StandingCast
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
    # `computedName` of an element: what a screen reader is told (tests/browser/audit.js).
    "--enable-blink-features=ComputedAccessibilityInfo",
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


def load_what_is_shipped() -> None:
    reference.load()
    shipped.load()
    checklists.load()
    forms.put_in_use(forms.FIRST)


def restore_the_reference_data_after_flush() -> None:
    """A flush takes along what the migrations loaded; the next test expects it to be there."""
    plain = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        plain(self)
        load_what_is_shipped()

    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """As an upgrade does it: what is shipped today is loaded after the migrations."""
    with django_db_blocker.unblock():
        load_what_is_shipped()


def pytest_configure(config: pytest.Config) -> None:
    # A neighbour's load is no fault of a property. What decides whether a change lands says the
    # same of the same code; EXAMPLES=new tries others each time.
    told = {"deadline": None, "derandomize": not strength.NEW}
    hypothesis.settings.register_profile("no clock", **told)
    hypothesis.settings.load_profile("no clock")
    let_flush_pass_the_triggers()
    restore_the_reference_data_after_flush()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_blocker: Any) -> bool:
    """The migrations ran once, not once in each process (`tests.base.migrated`)."""
    with django_db_blocker.unblock():
        return migrated.provide()


# --- What runs where -----------------------------------------------------------------------


def belongs_here(item: pytest.Item) -> bool:
    needed = {"browser": CHROMIUM, "nginx": NGINX}
    if any(item.get_closest_marker(m) and not program.exists() for m, program in needed.items()):
        return False
    marker = item.get_closest_marker("only_on")
    return marker is None or connection.vendor in marker.args


# Fixtures that start whole processes of the service (tests of others are marked by hand).
STARTS_THE_SERVICE = {"service"}


@pytest.hookimpl(tryfirst=True)  # before those that are not asked for are left out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if STARTS_THE_SERVICE.intersection(item.fixturenames):
            item.add_marker(pytest.mark.service)
        if uses_the_database(item) or speaks_of_databases(item.path):
            item.add_marker(pytest.mark.database)
    elsewhere = [item for item in items if not belongs_here(item)]
    items[:] = [item for item in items if belongs_here(item)]
    set_the_stage_first(items)
    items.sort(key=turn)
    config.hook.pytest_deselected(items=elsewhere)


def pytest_collection_finish() -> None:
    """What has been loaded by now stays until the end, and is not looked through for garbage. It
    pays where few files are run: an eighth of the time of two."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
def sessions_rest_while_a_test_lasts(monkeypatch: Any) -> None:
    """A session is written now and then to say that it is used; a busy machine's minutes would be
    counted among a page's statements."""
    monkeypatch.setattr(idle, "PRECISION", 20 * idle.MINUTE)


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

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def uses_the_database(item: pytest.Item) -> bool:
    asked = DATABASE.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@cache
def speaks_of_databases(file: Path) -> bool:
    """Whether what happens there may depend on which database it is, without any table."""
    return any(word in file.read_text() for word in ("connection", "DATABASE_URL", "only_on"))


def commits(item: pytest.Item) -> bool:
    """Whether the test runs outside of a transaction, and empties the tables when it is over."""
    marker = item.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or True in marker.args[:1]):
        return True
    return bool({"transactional_db", "live_server"}.intersection(item.fixturenames))


def shares_the_cast(item: pytest.Item) -> bool:
    return "cast" in getattr(item, "fixturenames", ()) and not commits(item)


def turn(item: pytest.Item) -> int:
    """Those that share the cast in one run: it is built once; last what empties the tables."""
    if not uses_the_database(item):
        return 0
    return 3 if commits(item) else 1 + shares_the_cast(item)


def set_the_stage_first(items: list[pytest.Item]) -> None:
    """Before any other fixture of a test, one that may open a transaction of its own."""
    for item in filter(uses_the_database, items):
        if STAGE not in item.fixturenames:  # the list is that of all cases of a function
            item.fixturenames.insert(0, STAGE)


STAGE = "stage"


@pytest.fixture(scope="session")
def standing_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[StandingCast]:
    standing = StandingCast()
    yield standing
    with django_db_blocker.unblock():
        standing.take_down()


@pytest.fixture
def stage(
    request: pytest.FixtureRequest, standing_cast: StandingCast, django_db_blocker: Any
) -> None:
    """The cast stands for those tests alone that ask for it."""
    with django_db_blocker.unblock():
        if shares_the_cast(request.node):
            standing_cast.raise_once()
        else:
            standing_cast.take_down()


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None, standing_cast: StandingCast) -> Cast:
    """The people and units of `tests.cast`; what the test does to them, it does to its own."""
    return standing_cast.copy() if shares_the_cast(request.node) else Cast()
