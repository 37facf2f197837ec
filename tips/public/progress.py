"""What whoever holds a receipt code is told: how far it is, by which days, and what was done. It
names nobody, and no more than they told themselves."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from tips.models import Tip
from tips.states import TipState
from workflow.states import State

OUTCOMES = {
    TipState.ACCEPTED: _("Confirmed, and put into the ledger to be repaired"),
    TipState.REPEATED: _("Confirmed; somebody had told it before"),
    TipState.UNFOUNDED: _("Looked at, and not found"),
    TipState.FORWARDED: _(
        "Not ours to see to; passed on to those whose it is, without who told it"
    ),
    TipState.SET_ASIDE: _("Not taken up"),
}


@dataclass(frozen=True)
class Progress:
    """`stage` is a word for programs: received, verified, answered or closed."""

    stage: str
    received_on: date
    verified_on: date | None
    outcome: str
    answer_due_on: date | None
    answered_on: date | None
    answer: str
    closed_on: date | None
    is_repaired_here: bool


def of(tip: Tip) -> Progress:
    hazard = tip.hazard if tip.state == TipState.ACCEPTED else None
    closed_on = struck_off_on(hazard)
    return Progress(
        stage=stage_of(tip, closed_on),
        received_on=tip.received_on,
        verified_on=tip.decided_on,
        outcome=str(OUTCOMES.get(TipState(tip.state), "")),
        answer_due_on=tip.feedback_due_on,
        answered_on=tip.answered_on,
        answer=tip.answer,
        closed_on=closed_on,
        is_repaired_here=hazard is not None,
    )


def struck_off_on(hazard: Hazard | None) -> date | None:
    if hazard is None or hazard.state != State.CLOSED:
        return None
    return timezone.localdate(hazard.closed_at)


def stage_of(tip: Tip, closed_on: date | None) -> str:
    if closed_on:
        return "closed"
    if tip.answered_on:
        return "answered"
    return "verified" if tip.decided_on else "received"
