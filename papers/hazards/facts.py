"""What a paper about one hazard says of it: each fact with its name, empty ones left out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.amounts import in_yuan
from hazards.models import Hazard
from papers.notes import day
from papers.printing.formatting import printable

Fact = tuple[str, str]
Part = Callable[[Hazard], Iterator[Fact]]


def facts(hazard: Hazard, parts: Iterable[Part] = ()) -> list[Fact]:
    """In the order of its life: found, ordered, repaired, closed; `parts` say which of it."""
    told = [fact for part in parts or LIFE for fact in part(hazard)]
    return [(name, printable(value)) for name, value in told if value]


def found(hazard: Hazard) -> Iterator[Fact]:
    yield _("Number"), hazard.number
    yield _("Unit"), f"{hazard.unit.name}（{hazard.unit.code}）"
    yield _("Category"), hazard.category.label
    yield _("Severity"), str(hazard.get_severity_display())
    yield _("Clause"), hazard.clause.text if hazard.clause else ""
    yield _("Place"), hazard.place
    yield _("What was found"), hazard.description
    yield _("Source"), str(hazard.get_source_display())
    yield _("Found on"), day(hazard.found_on)
    yield _("Reporter"), str(hazard.reporter)


def ordered(hazard: Hazard) -> Iterator[Fact]:
    yield _("Responsible person"), str(hazard.responsible or "")
    yield _("Measures"), hazard.measures
    yield _("Funds planned (yuan)"), money(hazard.funds)
    yield _("Original deadline"), day_or_nothing(hazard.original_due_on)
    if hazard.is_extended:
        yield _("Deadline"), day_or_nothing(hazard.due_on)
    yield _("Contingency plan"), hazard.contingency


def beside(hazard: Hazard) -> Iterator[Fact]:
    """What stands beside the state, each with its own clock."""
    for one in hazard.extensions.select_related("requested_by", "decided_by"):
        told = {"until": day(one.until), "by": one.requested_by, "on": day_of(one.requested_at)}
        asked = _("until %(until)s, asked for by %(by)s on %(on)s") % told
        yield _("Extension"), ended(asked, one)
    for control in hazard.interim_controls.select_related("recorded_by"):
        since = f"{control.recorded_by} {day_of(control.recorded_at)}"
        yield _("Interim measures"), f"{control.measures}（{since}）"
    for listing in hazard.supervisions.all():
        told = {"level": listing.get_level_display(), "number": listing.document_number}
        told |= {"deadline": day(listing.deadline), "on": day(listing.listed_on)}
        sentence = (
            _("%(level)s, %(number)s, listed on %(on)s, to be settled by %(deadline)s") % told
        )
        yield _("Supervision"), sentence
    for transfer in hazard.transfers.select_related("from_unit", "to_unit", "decided_by"):
        yield _("Transfer"), ended(f"{transfer.from_unit} → {transfer.to_unit}", transfer)


def ended(asked: str, one: Any) -> str:
    """What was asked for, and what was answered by whom."""
    answer = f"{one.get_decision_display()} {one.decided_by or ''} {day_of(one.decided_at)}"
    return f"{asked}（{answer.strip()}）"


def repaired(hazard: Hazard) -> Iterator[Fact]:
    yield _("Attempt"), str(hazard.attempts) if hazard.attempts > 1 else ""
    yield _("What was done"), hazard.measures_taken
    yield _("Rectified by"), str(hazard.rectified_by or "")
    yield _("Rectified on"), day_of(hazard.rectified_at)
    yield _("Funds spent (yuan)"), money(hazard.funds_spent)


def closed(hazard: Hazard) -> Iterator[Fact]:
    yield _("State"), str(hazard.get_state_display())
    yield _("Closed by"), str(hazard.closed_by or "")
    yield _("Closed on"), day_of(hazard.closed_at)


def day_or_nothing(on: date | None) -> str:
    return day(on) if on else ""


def day_of(at: datetime | None) -> str:
    return day(timezone.localdate(at)) if at else ""


def money(yuan) -> str:
    return in_yuan(yuan) or ""


LIFE: tuple[Part, ...] = (found, ordered, repaired, closed)  # what fits on a page to be signed
WHOLE: tuple[Part, ...] = (found, ordered, beside, repaired, closed)
