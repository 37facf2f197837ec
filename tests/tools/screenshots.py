"""Pictures of every page, phone and desk, in Chinese: `make screenshots` writes them to
`docs/screenshots/` to be looked at before a change to a page is called done.

`python -m tests.tools.screenshots [folder] [address of a running service with the demo]`
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HOUSE = Path(__file__).resolve().parents[2]
PICTURES = HOUSE / "docs" / "screenshots"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHINESE = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
DEVICES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}
# Who looks at what: a person, a page's name and where it is, or a link to follow from there.
VISITS = (
    ("responsible", "home", "/"),
    ("officer", "home-officer", "/"),
    ("inspector", "report", "/hazards/report/"),
    ("responsible", "hazard", "/hazards/?state=assigned"),
    ("auditor", "hazard-major", "/hazards/?severity=major&state=rectified"),
    ("officer", "hazard-closed", "/hazards/?state=closed"),
    ("auditor", "ledger", "/hazards/?state=open"),
    ("officer.central", "import", "/imports/"),
    ("auditor", "supervisions", "/supervisions/"),
    ("auditor", "papers", "/papers/"),
    ("officer", "offer", "/transfers/"),
    ("auditor", "board", "/statistics/"),
    ("officer", "activities", "/activities/"),
    ("officer", "activity-log", "/activities/log/?kind=online_class"),
    ("officer", "returns", "/returns/"),
    ("auditor", "returns-auditor", "/returns/"),
    ("officer", "return", "/returns/"),
    ("officer.central", "return-sum", "/returns/"),
    ("auditor", "return-district", "/returns/"),
    ("auditor", "campaign", "/returns/"),
    ("officer.central", "returns-to-check", "/returns/review/"),
    ("auditor", "campaign-open", "/returns/open/"),
    ("auditor", "samples", "/samples/"),
    ("auditor", "sample", "/samples/"),
    ("inspector.bureau", "sampled", "/"),
    ("officer", "inbox", "/notifications/"),
    ("officer", "me", "/me/"),
    ("auditor", "audit", "/audit/"),
    ("officer", "password", "/me/password/"),
    ("administrator", "units", "/units/"),
    ("administrator", "unit", "/units/?unit_search=JZ002"),
    ("administrator", "admin", "/admin/"),
)
FIRST_HAZARD = "main a.no:visible, main a.hz-main:visible"
RUNNING = "main section.campaign:has-text('活动进展情况统计表')"
FOLLOW = {
    **dict.fromkeys(("hazard", "hazard-major", "hazard-closed"), FIRST_HAZARD),
    **dict.fromkeys(("return", "return-sum", "return-district"), f"{RUNNING} a.btn:visible"),
    "campaign": f"{RUNNING} h2 a:visible",
    **dict.fromkeys(("sample", "unit"), "main a.linkrow:visible"),
    "sampled": "#rechecks a.btn:visible",
    "offer": "main a.btn:visible",
}
START = 180  # seconds a first start may take, demo district and all


@contextmanager
def service() -> Iterator[str]:
    """The service as a newcomer starts it, on a free port and a folder of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="ledger-pictures-") as folder:
        place = {"PORT": str(port), "DATA_DIR": folder}
        command = [sys.executable, "-m", "config.serve"]
        parent = subprocess.Popen(command, cwd=HOUSE, env=os.environ | place)
        try:
            wait_until_well(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            parent.terminate()
            parent.wait(30)


def wait_until_well(port: int) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        visit = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            visit.request("GET", "/healthz/")
            if visit.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("The service did not become well.")


def log_in(browser: Browser, address: str, person: str, device: str) -> Page:
    page = browser.new_context(base_url=address, **CHINESE, **DEVICES[device]).new_page()
    page.goto("/login/")
    page.fill("input[name=username]", person)
    page.fill("input[name=password]", os.environ.get("DEMO_PASSWORD", "demo-2021"))
    page.click("main form button[type=submit], main form button.btn-primary")
    page.wait_for_load_state("networkidle")
    return page


def take(page: Page, name: str, where: str, folder: Path, device: str) -> None:
    page.goto(where)
    if name in FOLLOW:
        page.locator(FOLLOW[name]).first.click()
        page.wait_for_load_state("networkidle")
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if overflow > 0:
        print(f"{name} on a {device} is {overflow} px too wide.")
    size = DEVICES[device]["viewport"]
    whole = page.evaluate("document.documentElement.scrollHeight")
    # As tall as the page, so that fixed bars stand at its end instead of across its middle.
    page.set_viewport_size({**size, "height": max(whole, size["height"])})
    page.wait_for_load_state("networkidle")  # pictures further down come when they are in sight
    page.screenshot(path=folder / f"{name}-{device}.png")
    page.set_viewport_size(size)


def walk(browser: Browser, address: str, folder: Path) -> None:
    for device in DEVICES:
        page = browser.new_context(base_url=address, **CHINESE, **DEVICES[device]).new_page()
        take(page, "login", "/login/", folder, device)
        people = {person for person, _, _ in VISITS}
        desks = {person: log_in(browser, address, person, device) for person in sorted(people)}
        for person, name, where in VISITS:
            take(desks[person], name, where, folder, device)


def main(folder: Path, address: str | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        if address:
            walk(browser, address, folder)
            return
        with service() as started:
            walk(browser, started, folder)


if __name__ == "__main__":
    told = sys.argv[1:]
    main(Path(told[0]) if told else PICTURES, told[1] if len(told) > 1 else None)
