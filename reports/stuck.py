"""What is stuck where: the open hazards by the step they wait for, how long, and on whose desk.

All that is open in scope is counted, whenever it was found. A hazard waits since the entry of its
history that brought it into its state: sent back or reopened, it begins to wait anew.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from hazards.waiting import ASSIGN, MAJOR, REPAIR, REVIEW
from organizations.models import Unit
from reports.counting import IS_OPEN
from reports.questions import DAY, Question, zone
from reports.spread import BANDS
from reports.standing import from_history, until
from workflow.deadlines import midnight
from workflow.states import State

STEPS = {ASSIGN: State.REPORTED, REPAIR: State.ASSIGNED, REVIEW: State.RECTIFIED}
SCHOOL, CENTRAL, BUREAU = "school", "central", "bureau"
DESKS = (SCHOOL, CENTRAL, BUREAU)
STEP_WORDS = {
    ASSIGN: _("Waiting to be assigned"),
    REPAIR: _("Waiting for repair"),
    REVIEW: _("Waiting for review"),
}
DESK_WORDS = {
    SCHOOL: _("School or direct unit"),
    CENTRAL: _("Central school"),
    BUREAU: _("The bureau"),
}
DEFINITION = _(
    "All that is open, whenever it was found, by the days since it came into its state. It lies on "
    "the desk of the unit it was found at; on the bureau's while a major one waits to be assigned "
    "or reviewed, or one found by the bureau waits for review."
)
LONGEST = 10

FOR_THE_BUREAU = (
    Q(unit__kind=Unit.Kind.BUREAU)
    | MAJOR & ~Q(stood_state=State.ASSIGNED)
    | Q(was_found_by_bureau=True, stood_state=State.RECTIFIED)
)
DESK = Case(
    When(FOR_THE_BUREAU, then=Value(BUREAU)),
    When(unit__kind=Unit.Kind.CENTRAL_SCHOOL, then=Value(CENTRAL)),
    default=Value(SCHOOL),
    output_field=CharField(),
)


def waiting(hazards: QuerySet[Hazard], question: Question) -> QuerySet[Any]:
    """Those of `hazards` that were open, each with its `desk` and since when (`waits_since`)."""
    among = hazards if question.is_past else hazards.open()  # type: ignore[attr-defined]
    stood = from_history(among, until(question.at)).filter(IS_OPEN)
    return stood.annotate(waits_since=F("history__at"), desk=DESK, step=F("stood_state"))


def since(band: str, today: date) -> Q:
    """In its state for as many days."""
    least, most = BANDS[band]
    by_then = Q(waits_since__lt=midnight(today - timedelta(days=least) + DAY))
    if most is None:
        return by_then
    return by_then & Q(waits_since__gte=midnight(today - timedelta(days=most)))


def narrowed(
    hazards: QuerySet[Hazard],
    question: Question,
    step: str = "",
    desk: str = "",
    band: str = "",
) -> QuerySet[Hazard]:
    """Those of `hazards` behind one number of `counts`; what is empty narrows nothing."""
    found = waiting(hazards.order_by(), question)
    found = found.filter(step=STEPS[step]) if step else found
    found = found.filter(desk=desk) if desk else found
    found = found.filter(since(band, question.day)) if band else found
    return hazards.filter(pk__in=found.values("pk"))


def counts(question: Question) -> list[dict[str, Any]]:
    """`[{"step", "desk", "days": {band: n}, "total"}]`: each step at each desk, in one query."""
    bands = {
        f"in_{place}": Count("pk", filter=since(band, question.day))
        for place, band in enumerate(BANDS)
    }
    found = waiting(question.in_scope.order_by(), question).values("step", "desk")
    rows = {(row["step"], row["desk"]): row for row in found.annotate(**bands)}
    return list(told(rows))


def told(rows: dict[tuple[str, str], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step, state in STEPS.items():
        for desk in DESKS:
            row = rows.get((state, desk), {})
            days = {band: row.get(f"in_{place}", 0) for place, band in enumerate(BANDS)}
            yield {"step": step, "desk": desk, "days": days, "total": sum(days.values())}


class Waiting(NamedTuple):
    """A hazard, the state it was in at the question's moment, and for how many days."""

    hazard: Hazard
    state: State
    days: int


def longest(question: Question, most: int = LONGEST) -> list[Waiting]:
    """Those that have been in their state longest, whatever the step."""
    found = waiting(question.in_scope, question).select_related("unit", "responsible")
    return [
        Waiting(hazard, State(hazard.step), days_since(hazard.waits_since, question))
        for hazard in found.order_by("waits_since", "number")[:most]
    ]


def days_since(moment: datetime, question: Question) -> int:
    return (question.day - timezone.localdate(moment, zone())).days
