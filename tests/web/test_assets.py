"""What the browser gets: vendored files as listed, few bytes, every icon, no inline code."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from web.icons import CATEGORY_ICONS, ICONS

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "web" / "static"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
FIRST_LOAD = (
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/bootstrap-icons/bootstrap-icons.subset.css",
    "vendor/bootstrap-icons/fonts/bootstrap-icons.woff2",
    "vendor/htmx/htmx.min.js",
    "css/base.css",
    "css/app.css",
    "js/theme.js",
    "mark.svg",
)


def manifest():
    lines = (VENDOR / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    return {name.removeprefix("./"): digest for digest, name in (line.split() for line in lines)}


def test_every_vendored_file_is_the_one_in_the_manifest_and_there_is_no_other():
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.sha256"
    }
    assert found == manifest()


def test_every_vendored_package_brings_its_licence():
    for package in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert (package / "LICENSE").is_file(), package.name


def test_htmx_stays_on_version_2():
    assert 'version:"2.0.11"' in (VENDOR / "htmx" / "htmx.min.js").read_text(encoding="utf-8")


def test_the_first_load_on_a_phone_stays_under_150_kilobytes():
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_LOAD}
    assert sum(sizes.values()) < 140 * 1024, sizes  # the page itself takes the rest


def test_the_subset_holds_exactly_the_listed_icons():
    css = (VENDOR / "bootstrap-icons" / "bootstrap-icons.subset.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.bi-([a-z0-9-]+)::before", css)) == {*ICONS, *CATEGORY_ICONS.values()}


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=lambda path: path.name)
def test_a_page_names_only_icons_that_are_in_the_subset(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"\bbi-([a-z0-9-]*[a-z0-9])", text)
    named += re.findall(r'\bicon="([a-z0-9-]+)"', text)
    assert set(named) <= {*ICONS, *CATEGORY_ICONS.values()}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_carries_no_inline_code_or_style(path):
    """A letter is no page: it is styled in its lines, for a mail program reads no style sheet."""
    text = path.read_text(encoding="utf-8")
    if path.parts[-2:] == ("notifications", "mail.html"):
        text = text.replace(" style=", " ")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", path.read_text(encoding="utf-8"))
