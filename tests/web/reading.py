"""Reads a page as a person does: its words, without markup, and what of them is not Chinese."""

import re
from html import unescape
from html.parser import HTMLParser

UNSEEN = re.compile(r"<(script|style|template|datalist)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(r'\b(?:placeholder|aria-label|alt|title)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
TOGETHER = [re.compile(rf'<span class="{name}">([^<]*)</span>') for name in ("keep", "phrase")]
LATIN = re.compile(r"[A-Za-z]{2,}")
# Ledger numbers, digests and kinds of files are codes; the cast is called after its roles.
CODES = re.compile(r"\d{4}-JZ\d{3}-\d+|\bJZ\d{3}\b|SHA-256|\b(?:Word|PDF)\b|\b[0-9a-f]{64}\b")
ROLES = re.compile("inspector|responsible|officer|auditor|viewer|administrator")


def words_on(page) -> str:
    """What stands on the page of a response, the spoken names of things included."""
    html = together(UNSEEN.sub(" ", page.content.decode()))
    said = " ".join(SPOKEN.findall(html))
    return " ".join(unescape(TAG.sub(" ", html) + said).split())


def together(html: str) -> str:
    """Days and the phrases around them end no line, by markup that parts no words."""
    for span in TOGETHER:
        html = span.sub(r"\1", html)
    return html


def english_on(page) -> list[str]:
    """Latin words that are neither a code nor somebody's name."""
    return LATIN.findall(ROLES.sub("", CODES.sub("", words_on(page))))


class Anchors(HTMLParser):
    """The address and the text of every link."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[list[str]] = []
        self.is_inside = False

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.is_inside = True
            self.links.append([dict(attrs).get("href") or "", ""])

    def handle_endtag(self, tag):
        self.is_inside = self.is_inside and tag != "a"

    def handle_data(self, data):
        if self.is_inside:
            self.links[-1][1] += data


def links_of(page: str) -> list[tuple[str, str]]:
    anchors = Anchors()
    anchors.feed(page)
    return [(href, " ".join(text.split())) for href, text in anchors.links]
