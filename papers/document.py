"""A paper before any program draws it: what it says, in order, without a word about how it looks.

One description, two printers (`papers.printing.docx` and `.pdf`), so that both say the same. It is
kept as JSON: an issued paper is printed again from what was kept.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

Rows = list[list[str]]


@dataclass(frozen=True)
class Text:
    """A paragraph; a `note` is small print."""

    text: str
    is_note: bool = False


@dataclass(frozen=True)
class Section:
    title: str


@dataclass(frozen=True)
class Facts:
    """Names and what stands beside them."""

    rows: Rows


@dataclass(frozen=True)
class Table:
    """`widths` are shares of the page's width; `head` is printed again on every page."""

    head: list[str]
    rows: Rows
    widths: list[float]


@dataclass(frozen=True)
class Picture:
    """`file` is its name in the photo store."""

    file: str
    caption: str


@dataclass(frozen=True)
class Pictures:
    """Two in a row."""

    pictures: list[Picture]


@dataclass(frozen=True)
class Signatures:
    """Names with a place to sign behind each, side by side."""

    names: list[str]


@dataclass(frozen=True)
class Signed:
    """Who speaks and of which day, at the right, with room for a seal. A `code` is the caption of a
    QR code (see Code) at the left of it."""

    lines: list[str]
    code: str = ""


@dataclass(frozen=True)
class Code:
    """A QR code that leads back to the page of what the paper is about. The address is not part of
    the paper: it is the one of whoever prints it."""

    caption: str


Block = Text | Section | Facts | Table | Pictures | Signatures | Signed | Code
BLOCKS = {kind.__name__: kind for kind in (Text, Section, Facts, Table, Signatures, Signed, Code)}


@dataclass(frozen=True)
class Head:
    """What stands above the red line: whose paper it is, and its number."""

    name: str
    number: str


@dataclass(frozen=True)
class Document:
    """`foot` stands on every page; `at` is the moment the paper is of."""

    title: str
    author: str
    foot: str
    at: datetime
    blocks: list[Block] = field(default_factory=list)
    head: Head | None = None
    addressee: str = ""

    def as_json(self) -> dict[str, Any]:
        told = asdict(self) | {"at": self.at.isoformat()}
        kinds = [type(block).__name__ for block in self.blocks]
        pairs = zip(kinds, told["blocks"], strict=True)
        return told | {"blocks": [{"kind": kind, **block} for kind, block in pairs]}


def from_json(told: dict[str, Any]) -> Document:
    head = told["head"] and Head(**told["head"])
    blocks = [block_of(dict(block)) for block in told["blocks"]]
    at = datetime.fromisoformat(told["at"])
    return Document(**told | {"head": head, "blocks": blocks, "at": at})


def block_of(told: dict[str, Any]) -> Block:
    kind = told.pop("kind")
    if kind == "Pictures":
        return Pictures([Picture(**picture) for picture in told["pictures"]])
    return BLOCKS[kind](**told)
