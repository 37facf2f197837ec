"""The parts of an official form, as a template says them (handbook, sections 4 and 5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

INT, TEXT, YES_NO, MONEY, RATE = "int", "text", "yes_no", "money", "rate"
TYPES = (INT, TEXT, YES_NO, MONEY, RATE)
SUM, JOIN, ALLYES, RATIO = "sum", "join", "allyes", "ratio"
AGGREGATION_OF = {INT: SUM, MONEY: SUM, TEXT: JOIN, YES_NO: ALLYES, RATE: RATIO}
TYPED = "typed"
COMPUTED = "computed"  # the source of a rate: other figures of the same form
TABLE, COLUMNS = "table", "columns"
LAYOUTS = (TABLE, COLUMNS)
HEADER = ("unit", "contact_name", "contact_phone", "filled_on")
BLOCK, WARN = "block", "warn"
LEVELS = (BLOCK, WARN)
TOGETHER_WITH, AT_MOST = "together_with", "at_most"
CHECKS = (TOGETHER_WITH, AT_MOST)
BLANK = re.compile(r"\{(\w+)(?::(yes|no))?\}")


@dataclass(frozen=True)
class Check:
    """`kind` compares the indicator with `other`; a BLOCK keeps a return from being submitted."""

    kind: str
    other: str
    level: str


@dataclass(frozen=True)
class Indicator:
    """One figure of the form. `counted_in` is the unit of count (个, 场次, 人次), never mixed."""

    code: str
    label: str
    type: str
    meaning: str
    counted_in: str = ""
    source: str = COMPUTED
    aggregation: str = RATIO
    checks: tuple[Check, ...] = ()
    numerator: str = ""
    denominator: str = ""

    @property
    def is_typed(self) -> bool:
        return self.source == TYPED

    @property
    def is_derived(self) -> bool:
        return self.source not in (TYPED, COMPUTED)

    @property
    def is_number(self) -> bool:
        return self.type in (INT, MONEY)


class Blank(NamedTuple):
    """A bracket to be filled: with the figure, or with a tick for this answer."""

    code: str
    answer: str = ""


def pieces(prompt: str) -> Iterator[str | Blank]:
    """The words of a prompt and its blanks, in reading order."""
    end = 0
    for found in BLANK.finditer(prompt):
        yield prompt[end : found.start()]
        yield Blank(found[1], found[2] or "")
        end = found.end()
    yield prompt[end:]


def blanks(prompt: str) -> list[Blank]:
    return [piece for piece in pieces(prompt) if isinstance(piece, Blank)]


@dataclass(frozen=True)
class Row:
    """One row of the table: what is asked, and the sentence with blanks that answers it. Without
    an activity the section's title stands in its place."""

    requirements: tuple[str, ...]
    prompt: str
    activity: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A whole form. Layout TABLE prints rows of sentences, COLUMNS a line for each unit."""

    code: str
    version: str
    layout: str
    title: str
    header: dict[str, str]
    footnote: str
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    heads: tuple[str, ...] = field(default=())

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @property
    def derived(self) -> list[Indicator]:
        return [indicator for indicator in self.indicators if indicator.is_derived]

    @property
    def typed(self) -> list[Indicator]:
        return [indicator for indicator in self.indicators if indicator.is_typed]
