"""What one hazard counts for, read off its own row by the rules of `hazards.figures.registry`."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hazards.figures import registry
from hazards.figures.rules import COLUMNS, Facts
from hazards.models.hazard import Hazard
from hazards.tally.tables import ALWAYS, GREW, NO_DAYS
from organizations.models import Unit
from organizations.units import AUTHORITIES
from workflow import turns
from workflow.deadlines import day_of
from workflow.declarations.moves import Move
from workflow.hazard_law import MOVES
from workflow.states import OPEN, State

SCHOOL, CENTRAL, BUREAU = "school", "central", "bureau"  # on whose desk an open one lies
LEVELS = {kind.value: BUREAU for kind in AUTHORITIES} | {Unit.Kind.CENTRAL_SCHOOL.value: CENTRAL}


def events_of(move: Move) -> dict[str, int]:
    """What a move counts for on its own day; `grew` is by how many the open ones became more."""
    (source,) = move.sources
    counts = {event.key: 1 for event in registry.EVENTS if event.move == move.name}
    grew = (move.target in OPEN) - (source in OPEN)
    return counts | ({GREW: grew} if grew else {})


EVENTS_OF = {name: events for name, move in MOVES.items() if (events := events_of(move))}
JUDGED = [
    (count.key, rule) for count in registry.COUNTS if count.has_column for rule in count.rules
]


class Dimensions(NamedTuple):
    """Under what it is counted: whose, and of which sort."""

    unit: int
    category: int
    source: str
    severity: str


class TallyKey(NamedTuple):
    """Where a part of it is counted: by the day it was found, from the day `effective_on` on. What
    lies on a `desk` is counted by the day it came into its state."""

    dimensions: Dimensions
    day: date
    effective_on: date = ALWAYS
    days: int = NO_DAYS
    desk: str = ""


Contribution = dict[TallyKey, Counter[str]]


def dimensions_of(hazard: Hazard) -> Dimensions:
    return Dimensions(hazard.unit_id, hazard.category_id, hazard.source, hazard.severity)


def contribution_of(hazard: Hazard) -> Contribution:
    """All it counts for, now and, should nothing more be done to it, on the days to come."""
    dimensions, facts = dimensions_of(hazard), facts_of(hazard)
    took = (facts["closed_on"] - hazard.found_on).days if facts["closed_on"] else NO_DAYS
    now = TallyKey(dimensions, hazard.found_on, days=took)
    contribution: Contribution = {now: Counter(as_it_is(hazard, facts))}
    for name, since, number in judged(facts):
        key = TallyKey(dimensions, hazard.found_on, since) if since else now
        contribution.setdefault(key, Counter())[name] += number
    if hazard.state in OPEN:
        key = TallyKey(dimensions, day_of(hazard.entered_at), desk=desk_of(hazard))
        contribution[key] = Counter([str(hazard.state)])
    contribution.setdefault(TallyKey(dimensions, day_of(hazard.reported_at)), Counter())[
        "grew"
    ] += 1
    return contribution


def desk_of(hazard: Hazard) -> str:
    """The unit's it was found at, or the bureau's where its turn leads (`workflow.turns`). Who is
    there to take it does not matter: a count is no roll call."""
    if turns.hazard_lies_at_the_bureau(hazard):
        return BUREAU
    return LEVELS.get(hazard.unit.kind, SCHOOL)


def facts_of(hazard: Hazard) -> Facts:
    """What the rules of the figures may ask of it."""
    return {name: column.read(getattr(hazard, column.field)) for name, column in COLUMNS.items()}


def as_it_is(hazard: Hazard, facts: Facts) -> dict[str, int]:
    """What the tally tells apart by itself, and the money."""
    standing = hazard.outcome if hazard.state == State.DISMISSED else str(hazard.state)
    spent = fen(hazard.funds_spent)
    return {standing: 1} | {
        money.column: spent for money in registry.MONEY if money.rule.meets(facts)
    }


def judged(facts: Facts) -> Iterator[tuple[str, date | None, int]]:
    """What each figure with a column counts it for, at once (None) or from a later day on: a
    deadline missed, a closure that held or did not."""
    for name, rule in JUDGED:
        for since, number in rule.spans(facts):
            yield name, since, number


def fen(yuan: Decimal | int | str | None) -> int:
    return int(Decimal(yuan or 0) * 100)


def event_of(dimensions: Dimensions, move: str, day: date) -> Contribution:
    """What a move counts for as an event of its own day; most count for nothing."""
    return {TallyKey(dimensions, day): Counter(EVENTS_OF[move])} if move in EVENTS_OF else {}


def difference(before: Contribution, after: Contribution) -> Contribution:
    """What has to be added to `before` to make it `after`."""
    changed: Contribution = {key: Counter(counts) for key, counts in after.items()}
    for key, counts in before.items():
        changed.setdefault(key, Counter()).subtract(counts)
    kept = {key: Counter({k: n for k, n in c.items() if n}) for key, c in changed.items()}
    return {key: counts for key, counts in kept.items() if counts}


def combined(contribution: Contribution, more: Contribution) -> Contribution:
    for key, counts in more.items():
        contribution.setdefault(key, Counter()).update(counts)
    return contribution
