"""What a return still lacks, section by section: what keeps it back, what to look at again, and
what the form asks for of which nothing is recorded yet, with the place where it is recorded."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from records.registry import declared
from records.rows import Page
from returns.forms.shape import BLOCK, Form, Section, blanks
from returns.models.returns import Return
from returns.table import checks
from returns.table.checks import Remark, is_something
from returns.table.reading import Reading, opened


class NotRecorded(NamedTuple):
    """Blanks of which no record is there, and where one is entered."""

    labels: list[str]
    url: str


class SectionGaps(NamedTuple):
    title: str
    done: int
    wanted: int
    gaps: list[Remark]
    looks: list[Remark]
    not_recorded: list[NotRecorded]

    @property
    def is_there(self) -> bool:
        return not (self.gaps or self.looks or self.not_recorded)


def sections_of(reading: Reading, gaps: list[Remark], looks: list[Remark]) -> Iterator[SectionGaps]:
    """`gaps` and `looks` are those of the whole return, each about a blank or about none."""
    for section in reading.sheet.form.sections:
        codes = codes_of(section)
        mine = [gap for gap in gaps if gap.indicator in codes]
        yield SectionGaps(
            title=section.title,
            done=len(codes) - len({gap.indicator for gap in mine}),
            wanted=len(codes),
            gaps=mine,
            looks=[look for look in looks if look.indicator in codes],
            not_recorded=list(not_recorded(reading, codes)),
        )


def missing_from(one: Return, user) -> int:
    """How much of a draft is not there yet: blanks to fill, and kinds of records the form asks for
    of which none is there. 0 where the unit only sums up."""
    reading = opened(one, user)
    if not reading.sheet.asks_for_own:
        return 0
    gaps = [remark for remark in checks.remarks(reading.sheet) if remark.level == BLOCK]
    told = sections_of(reading, gaps, [])
    return sum(len(section.gaps) + len(section.not_recorded) for section in told)


def codes_of(section: Section) -> list[str]:
    asked = [blank.code for row in section.rows for blank in blanks(row.prompt)]
    return list(dict.fromkeys([*asked, *section.columns]))


def not_recorded(reading: Reading, codes: list[str]) -> Iterator[NotRecorded]:
    """Of the unit's own figures: several blanks of one kind of record are told together."""
    found: dict[str, list[str]] = {}
    for code in codes:
        indicator = reading.sheet.form.by_code[code]
        url = where_to_record(indicator.source)
        if url and not is_something(reading.sheet.own[code]):
            found.setdefault(url, []).append(indicator.label)
    yield from (NotRecorded(labels, url) for url, labels in found.items())


def where_to_record(source: str) -> str:
    known = declared().get(source)
    page: Page = known.kind.where_to_record(source) if known else Page()
    if not page.name:
        return ""
    query = f"?{urlencode(page.query)}" if page.query else ""
    return f"{reverse(page.name)}{query}"


def counted_from(form: Form) -> list[tuple[str, int]]:
    """How many figures come from which kind of record, in the order they first stand in."""
    found: dict[str, int] = {}
    for indicator in form.derived:
        word: Any = declared()[indicator.source].kind.word
        found[str(word)] = found.get(str(word), 0) + 1
    return list(found.items())
