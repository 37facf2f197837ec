"""What an act leaves for the running counts, written in the act's own transaction."""

from collections import Counter
from datetime import datetime

from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from hazards.tally import rules
from hazards.tally.rules import EVENTS_OF, Contribution, Dimensions, TallyKey
from hazards.tally.tables import Change
from workflow.deadlines import day_of


def note(hazard: Hazard, before: Contribution, move: str, at: datetime) -> None:
    """Append how the counts change by a hazard that was counted as `before`. Nothing else is
    written, so movers of different hazards never meet here."""
    dimensions = rules.dimensions_of(hazard)
    changed = rules.difference(before, rules.contribution_of(hazard))
    rules.combined(changed, rules.event_of(dimensions, move, day_of(at)))
    for old in {key.dimensions for key in before} - {dimensions}:
        rules.combined(changed, events_carried_over(hazard, old, dimensions))
    append(changed)


def append(contribution: Contribution) -> None:
    Change.objects.bulk_create(as_change(key, counts) for key, counts in contribution.items())


def as_change(key: TallyKey, counts: Counter[str]) -> Change:
    dimensions, day, effective_on, days, desk = key
    return Change(
        unit_id=dimensions.unit,
        category=dimensions.category,
        source=dimensions.source,
        severity=dimensions.severity,
        day=day,
        effective_on=effective_on,
        days=days,
        desk=desk,
        **counts,
    )


def events_carried_over(hazard: Hazard, old: Dimensions, new: Dimensions) -> Contribution:
    """A hazard that is counted elsewhere from now on takes along what has happened to it."""
    contribution: Contribution = {}
    entries = HistoryEntry.objects.filter(hazard=hazard, move__in=EVENTS_OF)
    for move, at in entries.values_list("move", "at"):
        away, here = (rules.event_of(dimensions, move, day_of(at)) for dimensions in (old, new))
        rules.combined(contribution, rules.difference(away, here))
    return contribution
