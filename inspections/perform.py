"""What a round brings to the path of every change (`records.perform`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inspections import lines
from inspections.law import DONE, DUE, LAW, OPEN
from inspections.lines import HAZARD, NOT_APPLICABLE, OK, RESULTS
from inspections.models import Round, RoundEntry
from inspections.tally import contributions
from inspections.tally.contributions import Contribution
from records.facts import as_fact
from records.kinds import Kind, Performing
from workflow.errors import Lack
from workflow.needs import Told

LONGEST_NOTE, LONGEST_LINE_NOTE = 500, 200
Answers = Mapping[str, tuple[str, str] | list[str]]
WRITTEN = (
    *("finished_by", "finished_at", "done_on"),
    *("ok", "not_applicable", "found", "exceptions", "note"),
)
SAID = (
    *("unit", "kind", "checklist", "opens_on", "last_on", "late_until", "outing"),
    *("started_by", "done_on", "ok", "not_applicable", "found", "exceptions", "note"),
)


@dataclass(frozen=True)
class Given(Told):
    """What the person has given with it."""

    given: Mapping[str, Any]


class Rounds(Kind):
    """`context` is what the round counted for before."""

    called = "round"
    impossible = _("This cannot be done to a round that is “%(state)s”.")
    forbidden = _("This round is not yours to do.")

    def rows(self):
        joined = ("unit", "checklist")
        return Round.objects.select_for_update(of=("self",)).select_related(*joined)

    def state_of(self, record: Round) -> str:
        """Whether it is due or missed depends on the day, so history knows only one of them."""
        if record.is_finished:
            return DONE
        return DUE if record.is_planned else OPEN

    def save(self, record: Round) -> None:
        """What is finished is not written again."""
        rows = Round.objects.filter(pk=record.pk, finished_at=None)
        rows.update(**{name: getattr(record, name) for name in WRITTEN})

    def remember(self, record: Round) -> Contribution:
        return contributions.contribution_of(record)

    def entry(self, record: Round, **line: Any) -> RoundEntry:
        """Finishing tells all of the row; the reason is the note of a line."""
        facts = {name: fact for name, fact in line.pop("facts").items() if name != "reason"}
        if line["move"] in ("start", "finish"):
            facts = told_of(record)
        return RoundEntry.append(record, facts=facts, **line)

    def case(self, doing: Performing) -> Given:
        return Given(doing.values)

    def lacks(self, doing: Performing) -> list[Lack]:
        lacking = super().lacks(doing)
        if doing.what.name == "finish":
            lacking += unanswered(doing.record, doing.values["answers"])
        return lacking

    def follow(self, doing: Performing, entry: RoundEntry) -> None:
        if doing.what.name == "finish":
            contributions.note(doing.record, doing.context)


def told_of(one: Round) -> dict[str, Any]:
    """The row as its history keeps it, with the hazards found by line."""
    found = [[finding.line, str(finding.hazard_id)] for finding in one.findings.all()]
    return {name: fact_of(getattr(one, name)) for name in SAID} | {"findings": found}


def fact_of(value: Any) -> Any:
    """Records by their keys alone: their names are in their own histories."""
    return as_fact(getattr(value, "pk", value))


def unanswered(one: Round, answers: Answers) -> Iterator[Lack]:
    """Every line has an answer, and a hazard at a line is in the ledger."""
    asked = {line.key for line in lines.lines_of(one)}
    yield from unknown(asked, answers)
    left = [key for key in asked if key not in answers]
    if left:
        sentence = ngettext(
            "an answer to %(n)s more line", "an answer to %(n)s more lines", len(left)
        )
        yield Lack("lines", sentence % {"n": len(left)})
    found = {finding.line for finding in one.findings.all()}
    for key, (result, _note) in answers.items():
        if key in asked and result == HAZARD and key not in found:
            said = _("the hazard found at line “%(line)s”, reported") % {"line": key}
            yield Lack("hazard", said)
    if len(one.note) > LONGEST_NOTE:
        yield Lack("note", _("a note of %(most)s characters at most") % {"most": LONGEST_NOTE})


def unknown(asked: set[str], answers: Answers) -> Iterator[Lack]:
    """What nobody asked, and answers there are not."""
    for key, (result, note) in answers.items():
        if key not in asked:
            yield Lack(
                "unknown_line", _("lines of this round only; not “%(line)s”") % {"line": key}
            )
        elif result not in RESULTS or len(note) > LONGEST_LINE_NOTE:
            yield Lack("result", _("a result there is at line “%(line)s”") % {"line": key})


def summed_up(one: Round, answers: Answers) -> None:
    """Assign to the row what its answers come to."""
    results = [result for result, _note in answers.values()]
    one.ok, one.not_applicable = results.count(OK), results.count(NOT_APPLICABLE)
    one.found = len(one.findings.all())
    kept = {key: list(said) for key, said in answers.items() if list(said) != [OK, ""]}
    one.exceptions = dict(sorted(kept.items())) or None


def day_of(doing: Performing) -> Any:
    return timezone.localdate(doing.at)


ROUNDS = Rounds(Round, LAW)
