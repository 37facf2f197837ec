"""What is stuck where: the open hazards by the step they wait for, how long, and on whose desk.

All that is open in scope is counted, whenever it was found. A hazard waits since it came into its
state: sent back or reopened, it begins to wait anew.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.counted import BUREAU, CENTRAL, SCHOOL
from hazards.models import Hazard
from hazards.narrowing import unindexed
from hazards.tally import STATES
from hazards.waiting import ASSIGN, MAJOR, REPAIR, REVIEW
from organizations.models import Unit
from reports import answering, coverage, tallied
from reports.questions import DAY, Question, zone
from reports.spread import BANDS
from reports.standing import from_history, from_rows, until
from reports.tallied import Paths
from workflow.deadlines import midnight
from workflow.states import OPEN, State

STEPS = {ASSIGN: State.REPORTED, REPAIR: State.ASSIGNED, REVIEW: State.RECTIFIED}
DESKS = (SCHOOL, CENTRAL, BUREAU)
Lying = dict[tuple[str, str], Counter[str]]  # by state and desk: for how long, how many
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
    """Those of `hazards` that were open, each with its `step`, its `desk` and since when it waits
    (`waits_since`). Of a part of all units the state is not told as a bare column: SQLite would
    walk all of a state in the whole ledger."""
    if question.is_past:
        stood = from_history(hazards, until(question.at)).alias(since=F("history__at"))
    else:
        stood = from_rows(hazards).alias(since=F("entered_at"))
    step = F("stood_state") if question.is_of_everything else unindexed("stood_state")
    lying = stood.annotate(waits_since=F("since"), desk=DESK, step=step)
    return lying.filter(step__in=OPEN)


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
    by_index: bool = False,
) -> QuerySet[Hazard]:
    """Those of `hazards` behind one number of `counts`; what is empty narrows nothing. They are
    looked for together, by an index of states, or each is asked."""
    found = waiting(hazards.order_by(), question)
    found = found.filter(step=STEPS[step]) if step else found
    found = found.filter(desk=desk) if desk else found
    found = found.filter(since(band, question.day)) if band else found
    if by_index:
        return hazards.filter(pk__in=found.values("pk"))
    return hazards.filter(Exists(found.filter(pk=OuterRef("pk"))))


def counts(question: Question) -> list[dict[str, Any]]:
    """`[{"step", "desk", "days": {band: n}, "total"}]`: each step at each desk."""
    tops = coverage.tops(question)
    if not answering.is_kept(question, tops):
        return list(told(one_by_one(question, question.in_scope)))
    bases = tallied.places(unit.pk for unit, _ in tops)
    lying = kept(question, bases)
    moved = answering.misplaced(question, tops, bases)
    for sign, units in (
        (1, [row.unit for row in moved if row.wanted]),
        (-1, [row.unit for row in moved if row.folded]),
    ):
        if units:
            add(lying, one_by_one(question, Hazard.objects.filter(unit__in=units)), sign)
    if not answering.reaches_all_there_is(question):
        add(lying, one_by_one(question, answering.beyond_reach(question)))
    return list(told(lying))


def kept(question: Question, bases: Paths) -> Lying:
    lying: Lying = {}
    for desk, band, numbers in tallied.lying(question, bases, BANDS):
        for state, n in zip(STATES, numbers, strict=False):
            days = lying.setdefault((state, desk), Counter())
            days[band] += n
    return lying


def one_by_one(question: Question, hazards: QuerySet[Hazard]) -> Lying:
    bands = {
        f"in_{place}": Count("pk", filter=since(band, question.day))
        for place, band in enumerate(BANDS)
    }
    found = waiting(hazards.order_by(), question).values("step", "desk")
    return {
        (row["step"], row["desk"]): Counter(
            {band: row[f"in_{place}"] for place, band in enumerate(BANDS)}
        )
        for row in found.annotate(**bands)
    }


def add(lying: Lying, more: Lying, sign: int = 1) -> None:
    for key, days in more.items():
        lying.setdefault(key, Counter()).update({band: sign * n for band, n in days.items()})


def told(lying: Lying) -> Iterator[dict[str, Any]]:
    for step, state in STEPS.items():
        for desk in DESKS:
            here = lying.get((state, desk), Counter())
            days = {band: here[band] for band in BANDS}
            yield {"step": step, "desk": desk, "days": days, "total": sum(days.values())}


class Waiting(NamedTuple):
    """A hazard, the state it was in at the question's moment, and for how many days."""

    hazard: Hazard
    state: State
    days: int


def longest(question: Question, most: int = LONGEST) -> list[Waiting]:
    """Those that have been in their state longest, whatever the step."""
    found = waiting(question.in_scope, question).select_related("unit", "responsible")
    found = found.order_by("waits_since", "number")
    # State by state, for an index knows the order within one state only.
    some = [hazard for state in STEPS.values() for hazard in found.filter(step=state)[:most]]
    some.sort(key=lambda hazard: (hazard.waits_since, hazard.number))
    return [
        Waiting(hazard, State(hazard.step), days_since(hazard.waits_since, question))
        for hazard in some[:most]
    ]


def days_since(moment: datetime, question: Question) -> int:
    return (question.day - timezone.localdate(moment, zone())).days
