"""What is stuck where: the open hazards by the step they wait for, how long, and at which level.

All that is open in scope is counted, whenever it was found. A hazard waits since it came into its
state: sent back or reopened, it begins to wait anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import product
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from figures import counts as figure_counts
from figures.durations import BANDS
from figures.history import past_moment
from figures.history.as_of import among_all_of, as_they_stood, in_one_of
from figures.scope import DAY, FigureQuery, zone
from figures.tally import counts as tally_counts
from figures.tally.reading import Paths
from hazards.ledger.query_hints import unindexed
from hazards.models import Hazard
from hazards.tally.rules import BUREAU, CENTRAL, SCHOOL
from hazards.tally.tables import STATES
from hazards.worklist.waiting import ASSIGN, REPAIR, REVIEW
from organizations.models import Unit
from organizations.scope import Among
from organizations.units import AUTHORITIES
from workflow import turns
from workflow.deadlines import midnight
from workflow.states import OPEN, State

STEPS = {ASSIGN: State.REPORTED, REPAIR: State.ASSIGNED, REVIEW: State.RECTIFIED}
LEVELS = (SCHOOL, CENTRAL, BUREAU)
Lying = dict[tuple[str, str], Counter[str]]  # by state and level: for how long, how many
STEP_WORDS = {
    ASSIGN: _("Waiting to be assigned"),
    REPAIR: _("Waiting for repair"),
    REVIEW: _("Waiting for review"),
}
LEVEL_WORDS = {
    SCHOOL: _("School or direct unit"),
    CENTRAL: _("Central school"),
    BUREAU: _("Education bureau"),
}
DEFINITION = _(
    "All that is open, whenever it was found, by the days since it came into its state. It lies on "
    "the desk of the unit it was found at; on the bureau's while a major one waits to be assigned "
    "or reviewed, or one found by the bureau waits for review."
)
LONGEST = 10
TOLD_THEN = ("waits_since", "pk", "step")


def level_of(kind: str) -> Case:
    """The level that has to act on an open one; `kind` names the column of the kind of its unit."""
    leading = (Q(stood_state=state) & turns.lies_at_the_bureau(state) for state in OPEN)
    for_the_bureau = reduce(or_, leading, Q(**{f"{kind}__in": AUTHORITIES}))
    return Case(
        When(for_the_bureau, then=Value(BUREAU)),
        When(**{kind: Unit.Kind.CENTRAL_SCHOOL}, then=Value(CENTRAL)),
        default=Value(SCHOOL),
        output_field=CharField(),
    )


def waiting(hazards: QuerySet[Hazard], query: FigureQuery) -> list[QuerySet[Any]]:
    """Those of `hazards` that were open, in parts, each with its `step`, its `desk` (by the unit
    that had it then) and since when it waits (`waits_since`). Of some units the state is not told
    as a bare column: SQLite would walk all of a state in the whole ledger."""
    step = F("stood_state") if query.is_of_everything else unindexed("stood_state")
    entered = [F("entered_at"), F("history__at")]
    parts = as_they_stood(query.with_owner(hazards), query)
    return [
        part.annotate(waits_since=since, desk=level_of("kind_then"), step=step).filter(
            step__in=OPEN
        )
        for part, since in zip(parts, entered, strict=False)
    ]


def waited(query: FigureQuery) -> QuerySet[Any]:
    """The same of all in scope at a past moment that is laid out, in one part."""
    everything = past_moment.stood(replace(query, found_from=None, found_to=None))
    then = everything.annotate(desk=level_of("unit_kind"), step=F("stood_state"))
    return then.filter(step__in=OPEN)


def in_scope(query: FigureQuery) -> list[QuerySet[Any]]:
    return [waited(query)] if query.is_past else waiting(query.in_scope, query)


def since(band: str, today: date) -> Q:
    """In its state for as many days."""
    least, most = BANDS[band]
    by_then = Q(waits_since__lt=midnight(today - timedelta(days=least) + DAY))
    if most is None:
        return by_then
    return by_then & Q(waits_since__gte=midnight(today - timedelta(days=most)))


def narrowed(
    hazards: QuerySet[Hazard],
    query: FigureQuery,
    step: str = "",
    desk: str = "",
    band: str = "",
    by_index: bool = False,
) -> QuerySet[Hazard]:
    """Those of `hazards` behind one number of `counts`; what is empty narrows nothing. They are
    looked for together, by an index of states, or each is asked."""
    rule = Q(step=STEPS[step]) if step else Q()
    rule &= Q(desk=desk) if desk else Q()
    rule &= since(band, query.day) if band else Q()
    parts = [part.filter(rule) for part in waiting(Hazard.objects.order_by(), query)]
    return hazards.filter(among_all_of(parts) if by_index else in_one_of(parts))


def counts(query: FigureQuery) -> list[dict[str, Any]]:
    """`[{"step", "desk", "days": {band: n}, "total"}]`: each step at each level (`desk` is
    what the API and saved views call it, for good)."""
    if not figure_counts.is_kept(query):
        return list(told(summed_up(query, in_scope(query))))
    lying = kept(query, figure_counts.bases_of(query))
    moved = figure_counts.misplaced(query)
    for sign, units in (
        (1, [row.unit for row in moved if row.wanted]),
        (-1, [row.unit for row in moved if row.folded]),
    ):
        if units:
            add(lying, one_by_one(query, Hazard.objects.filter(unit__in=units)), sign)
    if figure_counts.has_beyond_reach(query):
        add(lying, one_by_one(query, figure_counts.beyond_reach(query)))
    return list(told(lying))


def kept(query: FigureQuery, bases: Paths) -> Lying:
    lying: Lying = {}
    for desk, band, numbers in tally_counts.lying(query, bases, BANDS):
        for state, n in zip(STATES, numbers, strict=False):
            days = lying.setdefault((state, desk), Counter())
            days[band] += n
    return lying


def one_by_one(query: FigureQuery, hazards: QuerySet[Hazard]) -> Lying:
    return summed_up(query, waiting(hazards.order_by(), query))


def summed_up(query: FigureQuery, parts: Iterable[QuerySet[Any]]) -> Lying:
    bands = {
        f"in_{place}": Count("pk", filter=since(band, query.day))
        for place, band in enumerate(BANDS)
    }
    lying: Lying = {}
    for part in parts:
        for row in part.order_by().values("step", "desk").annotate(**bands):
            days = Counter({band: row[f"in_{place}"] for place, band in enumerate(BANDS)})
            lying.setdefault((row["step"], row["desk"]), Counter()).update(days)
    return lying


def add(lying: Lying, more: Lying, sign: int = 1) -> None:
    for key, days in more.items():
        lying.setdefault(key, Counter()).update({band: sign * n for band, n in days.items()})


def told(lying: Lying) -> Iterator[dict[str, Any]]:
    for step, state in STEPS.items():
        for desk in LEVELS:
            here = lying.get((state, desk), Counter())
            days = {band: here[band] for band in BANDS}
            yield {"step": step, "desk": desk, "days": days, "total": sum(days.values())}


class Waiting(NamedTuple):
    """A hazard, the state it was in at the query's moment, and for how many days."""

    hazard: Hazard
    state: State
    days: int


def longest(query: FigureQuery, most: int = LONGEST) -> list[Waiting]:
    """Those that have been in their state longest, whatever the step."""
    some = longest_then(query, most) if query.is_past else longest_now(query, most)
    first = sorted(some, key=lambda row: (row[0], row[1].number))[:most]
    return [Waiting(hazard, state, days_since(since, query)) for since, hazard, state in first]


Found = tuple[datetime, Hazard, State]


def longest_now(query: FigureQuery, most: int) -> list[Found]:
    # State by state, for an index knows the order within one state only.
    longest_of_each = [
        Among(F("pk"), Subquery(part.values("pk")[:most])) for part in by_steps(query)
    ]
    found = Hazard.objects.filter(reduce(or_, map(Q, longest_of_each)))
    shown = found.order_by().select_related("unit", "responsible")
    return [(one.entered_at, one, State(one.state)) for one in shown]


def longest_then(query: FigureQuery, most: int) -> list[Found]:
    told = [row for part in by_steps(query) for row in part.values_list(*TOLD_THEN)[:most]]
    shown = Hazard.objects.select_related("unit", "responsible").in_bulk([row[1] for row in told])
    return [(since, shown[pk], State(step)) for since, pk, step in told]


def by_steps(query: FigureQuery) -> Iterator[QuerySet[Any]]:
    """The open ones of each step, the longest waiting first."""
    for part, state in product(in_scope(query), STEPS.values()):
        yield part.filter(step=state).order_by("waits_since", "number")


def days_since(moment: datetime, query: FigureQuery) -> int:
    return (query.day - timezone.localdate(moment, zone())).days
