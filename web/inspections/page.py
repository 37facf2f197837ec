"""A round as its page shows it: its lines under their headings, with what was answered."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property

from hazards.models import Hazard
from inspections import policy as round_policy
from inspections.checklists.shape import Line
from inspections.history.amendments import Amendment, amendments_of
from inspections.law import AMEND
from inspections.lines import (
    HAZARD,
    NOT_APPLICABLE,
    OK,
    WORDS,
    answers_of,
    answers_so_far,
    lines_of,
)
from inspections.models import Round, UnitSignature
from inspections.models.rounds import team_of
from papers.inspections.record import record_of
from web.hazards.album import Album
from workflow import policy


class Found(NamedTuple):
    """A hazard found at a line, as far as the reader sees it."""

    hazard: Hazard
    picture_url: str


class LineRow:
    """One line with its answer; `number` is its place in the round."""

    def __init__(self, number: int, line: Line, said: list[str], found: list[Found], url: str):
        self.number, self.line, self.found = number, line, found
        self.key, self.text = line.key, line.text
        self.result, self.note = said
        self.report_url = url
        self.is_answered = self.result in (OK, NOT_APPLICABLE) or bool(found)
        self.lacks_report = self.result == HAZARD and not found

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        return [(value, label, value == self.result) for value, label in WORDS.items()]

    def pick(self, result: str) -> None:
        """Show what was picked in a form that comes back."""
        self.result = result


class Section(NamedTuple):
    title: str
    rows: list[LineRow]

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)


class RoundPage:
    def __init__(self, one: Round, reader: Any) -> None:
        self.one, self.reader = one, reader

    @cached_property
    def answers(self) -> dict[str, list[str]]:
        return answers_of(self.one) if self.one.is_finished else answers_so_far(self.one)

    @cached_property
    def rows(self) -> list[LineRow]:
        asked = enumerate(lines_of(self.one), start=1)
        return [
            LineRow(n, line, self.answers.get(line.key, ["", ""]), self.found_at(line.key),
                    report_url(self.one, line.key))
            for n, line in asked
        ]  # fmt: skip

    @cached_property
    def found(self) -> list[tuple[str, Found]]:
        lines = dict(self.one.findings.values_list("hazard", "line"))
        seen = Hazard.objects.visible_to(self.reader).filter(pk__in=lines)
        shown = seen.select_related("category").prefetch_related("photos").order_by("number")
        return [(lines[hazard.pk], Found(hazard, first_picture(hazard))) for hazard in shown]

    def found_at(self, key: str) -> list[Found]:
        return [found for line, found in self.found if line == key]

    @cached_property
    def sections(self) -> list[Section]:
        titles = dict.fromkeys(row.line.section for row in self.rows)
        return [Section(t, [row for row in self.rows if row.line.section == t]) for t in titles]

    @property
    def free_findings(self) -> list[Found]:
        return self.found_at("")

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)

    @cached_property
    def left(self) -> list[LineRow]:
        return [row for row in self.rows if not row.is_answered]

    @property
    def unpicked(self) -> int:
        """Lines nobody has tapped; what 「全部正常」 answers."""
        return sum(not row.result for row in self.rows)

    @property
    def hazards(self) -> int:
        return len(self.one.findings.all())

    @property
    def report_url(self) -> str:
        return report_url(self.one, "")

    @property
    def may_finish(self) -> bool:
        return not self.one.is_finished and round_policy.finishes_round(self.one, self.reader)

    @cached_property
    def signature(self) -> UnitSignature | None:
        return UnitSignature.objects.filter(pk=self.one.pk).select_related("signed_by").first()

    @property
    def may_sign(self) -> bool:
        waits = self.one.is_finished and self.signature is None
        return waits and round_policy.signs_round(self.one, self.reader)

    @property
    def may_record_refusal(self) -> bool:
        waits = self.one.is_finished and self.signature is None
        return waits and round_policy.records_refusal_of(self.one, self.reader)

    @property
    def team(self) -> list[Any]:
        return team_of(self.one)

    @property
    def may_amend(self) -> bool:
        return AMEND.is_open_to(self.one, self.reader)

    @cached_property
    def amendments(self) -> list[Amendment]:
        """The latest first."""
        return amendments_of(self.one)[::-1]

    @property
    def was_signed_before(self) -> bool:
        """Is the unit's word about what was said before?"""
        signed = self.signature
        return bool(signed and self.amendments and signed.at < self.amendments[0].entry.at)

    @property
    def was_printed_before(self) -> bool:
        issued = self.record
        return bool(issued and self.amendments and issued.issued_at < self.amendments[0].entry.at)

    @property
    def may_print(self) -> bool:
        is_theirs = self.one.finished_by_id == self.reader.pk
        return is_theirs or policy.issues_papers_to(self.reader, self.one.unit)

    @cached_property
    def record(self):
        """The record that was issued of it, if there is one."""
        return record_of(self.one)

    @property
    def contents(self) -> list[str]:
        return [section.title for section in self.sections]


def report_url(one: Round, line: str) -> str:
    asked = urlencode({"round": one.pk, "line": line})
    return f"{reverse('web:report')}?{asked}"


def first_picture(hazard: Hazard) -> str:
    pictures: Iterable[Any] = Album(hazard).pictures
    return next((picture.thumb_url for picture in pictures), "")
