"""What a round brings to the path of every change (`records.perform`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
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

LONGEST_NOTE, LONGEST_LINE_NOTE, LONGEST_REASON = 500, 200, 500
# What an amendment may say besides the answers, and in how many characters at most.
SAYS = {"note": LONGEST_NOTE, "whereabouts": 120, "inspectors": 200}
Answers = Mapping[str, tuple[str, str] | list[str]]
LATER = ("whereabouts", "inspectors", "amended")  # what only an amendment says
WRITTEN = (
    *("finished_by", "finished_at", "done_on"),
    *("ok", "not_applicable", "found", "exceptions", "note", *LATER),
)
# The acts whose lines of history tell all of the row.
TELLS = ("start", "finish", "amend")
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
        """What is finished is written again by an amendment alone."""
        is_amended = Q(finished_at__isnull=False) & ~Q(amended=record.amended)
        rows = Round.objects.filter(Q(finished_at=None) | is_amended, pk=record.pk)
        rows.update(**{name: getattr(record, name) for name in WRITTEN})

    def remember(self, record: Round) -> Contribution:
        return contributions.contribution_of(record)

    def entry(self, record: Round, **line: Any) -> RoundEntry:
        """Finishing and amending tell all of the row; the reason is the note of a line."""
        facts = {name: fact for name, fact in line.pop("facts").items() if name != "reason"}
        if line["move"] in TELLS:
            facts = told_of(record)
        return RoundEntry.append(record, facts=facts, **line)

    def case(self, doing: Performing) -> Given:
        return Given(doing.values)

    def lacks(self, doing: Performing) -> list[Lack]:
        lacking = super().lacks(doing)
        if doing.what.name in ("finish", "amend"):
            lacking += unanswered(doing.record, doing.values["answers"])
        if doing.what.name == "amend":
            lacking += lacking_in_amendment(doing.record, doing.values)
        return lacking

    def follow(self, doing: Performing, entry: RoundEntry) -> None:
        if doing.what.name in ("finish", "amend"):
            contributions.note(doing.record, doing.context)


def told_of(one: Round) -> dict[str, Any]:
    """The row as its history keeps it, with the hazards found by line."""
    found = [[finding.line, str(finding.hazard_id)] for finding in one.findings.all()]
    later = {name: getattr(one, name) for name in LATER if getattr(one, name) is not None}
    return {name: fact_of(getattr(one, name)) for name in SAID} | {"findings": found} | later


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


def lacking_in_amendment(one: Round, given: Mapping[str, Any]) -> Iterator[Lack]:
    """Something was otherwise, and what was found stays found: the ledger has it."""
    found = [finding.line for finding in one.findings.all()]
    for key, (result, _note) in given["answers"].items():
        if key in found and result != HAZARD:
            said = _("“hazard” at line “%(line)s”: what was found there is set aside in the ledger")
            yield Lack("hazard_stays", said % {"line": key})
    for name, most in (SAYS | {"reason": LONGEST_REASON}).items():
        if len(given[name]) > most:
            yield Lack(name, _("%(most)s characters at most") % {"most": most})
    is_same = all((getattr(one, name) or "") == given[name] for name in SAYS)
    if is_same and len(found) == one.found and given["answers"] == lines.answers_of(one):
        yield Lack("change", _("something that was otherwise than it says now"))


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
