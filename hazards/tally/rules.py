"""What one hazard counts for, read off its own row: the definitions of the handbook's section 3.

The same definitions stand as database conditions in `figures.history.recount`; the tests hold the
two against each other.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from hazards.models.hazard import Hazard
from hazards.tally.tables import ALWAYS, NO_DAYS
from organizations.models import Unit
from workflow import turns
from workflow.deadlines import HELD_DAYS, day_of
from workflow.declarations.moves import Move
from workflow.hazard_law import MOVES
from workflow.states import OPEN, State

DAY = timedelta(days=1)
HELD_FOR = timedelta(days=HELD_DAYS)
SCHOOL, CENTRAL, BUREAU = "school", "central", "bureau"  # on whose desk an open one lies
DESKS = {Unit.Kind.BUREAU.value: BUREAU, Unit.Kind.CENTRAL_SCHOOL.value: CENTRAL}


def events_of(move: Move) -> dict[str, int]:
    """What a move counts for on its own day; `grew` is by how many the open ones became more."""
    (source,) = move.sources
    counts = {
        "closures": move.target == State.CLOSED,
        "reopened": source == State.CLOSED,
        "sent_back": (source, move.target) == (State.RECTIFIED, State.ASSIGNED),
        "grew": (move.target in OPEN) - (source in OPEN),
    }
    return {name: int(n) for name, n in counts.items() if n}


EVENTS_OF = {name: events for name, move in MOVES.items() if (events := events_of(move))}


class Kind(NamedTuple):
    """Under what it is counted: whose, and of which sort."""

    unit: int
    category: int
    source: str
    severity: str


class Slot(NamedTuple):
    """Where a part of it is counted: by the day it was found, from the day `effective_on` on. What
    lies on a `desk` is counted by the day it came into its state."""

    kind: Kind
    day: date
    effective_on: date = ALWAYS
    days: int = NO_DAYS
    desk: str = ""


Parts = dict[Slot, Counter[str]]


def kind_of(hazard: Hazard) -> Kind:
    return Kind(hazard.unit_id, hazard.category_id, hazard.source, hazard.severity)


def parts_of(hazard: Hazard) -> Parts:
    """All it counts for, now and, should nothing more be done to it, on the days to come."""
    kind, parts = kind_of(hazard), Parts()
    closed_on = day_of(hazard.closed_at) if hazard.closed_at else None
    took = (closed_on - hazard.found_on).days if closed_on else NO_DAYS
    parts[Slot(kind, hazard.found_on, days=took)] = Counter(at_once(hazard, closed_on))
    for effective_on, name, number in later(hazard):
        slot = Slot(kind, hazard.found_on, effective_on)
        parts.setdefault(slot, Counter())[name] += number
    if hazard.state in OPEN:
        slot = Slot(kind, day_of(hazard.entered_at), desk=desk_of(hazard))
        parts[slot] = Counter([str(hazard.state)])
    parts.setdefault(Slot(kind, day_of(hazard.reported_at)), Counter())["grew"] += 1
    return parts


def desk_of(hazard: Hazard) -> str:
    """The unit's it was found at, or the bureau's where its turn leads (`workflow.turns`). Who is
    there to take it does not matter: a count is no roll call."""
    if turns.hazard_lies_at_the_bureau(hazard):
        return BUREAU
    return DESKS.get(hazard.unit.kind, SCHOOL)


def at_once(hazard: Hazard, closed_on: date | None) -> dict[str, int]:
    if hazard.state == State.DISMISSED:
        return {hazard.outcome: 1}
    counts = {str(hazard.state): 1, "fen": fen(hazard.funds_spent)}
    counts["repeat"] = int(hazard.repeat_of_id is not None)
    if closed_on:
        counts["due"] = 1
        counts["on_time"] = int(closed_on <= (hazard.original_due_on or closed_on))
        counts["after_extension"] = int(closed_on <= (hazard.due_on or closed_on))
    return counts


def fen(yuan: Decimal | int | str | None) -> int:
    return int(Decimal(yuan or 0) * 100)


def later(hazard: Hazard) -> Iterator[tuple[date, str, int]]:
    """What begins to count on a later day: a deadline missed, a closure that held or did not."""
    if hazard.state in OPEN and hazard.due_on:
        yield hazard.due_on + DAY, "overdue", 1
    if hazard.state in OPEN and hazard.original_due_on:
        yield hazard.original_due_on + DAY, "due", 1
    if hazard.first_closed_on:
        yield hazard.first_closed_on + HELD_FOR, "held_due", 1
        yield hazard.first_closed_on + HELD_FOR, "held", 1
    if hazard.fell_back_on:
        yield hazard.fell_back_on + HELD_FOR, "held", -1


def event_of(kind: Kind, move: str, day: date) -> Parts:
    """What a move counts for as an event of its own day; most count for nothing."""
    return {Slot(kind, day): Counter(EVENTS_OF[move])} if move in EVENTS_OF else {}


def difference(before: Parts, after: Parts) -> Parts:
    """What has to be added to `before` to make it `after`."""
    changed: Parts = {slot: Counter(counts) for slot, counts in after.items()}
    for slot, counts in before.items():
        changed.setdefault(slot, Counter()).subtract(counts)
    kept = {slot: Counter({k: n for k, n in c.items() if n}) for slot, c in changed.items()}
    return {slot: counts for slot, counts in kept.items() if counts}


def combined(parts: Parts, more: Parts) -> Parts:
    for slot, counts in more.items():
        parts.setdefault(slot, Counter()).update(counts)
    return parts
