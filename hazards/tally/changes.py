"""What an act leaves for the running counts, written in the act's own transaction."""

from collections import Counter
from datetime import datetime

from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from hazards.tally import rules
from hazards.tally.rules import EVENTS_OF, Kind, Parts, Slot
from hazards.tally.tables import Change
from workflow.deadlines import day_of


def note(hazard: Hazard, before: Parts, move: str, at: datetime) -> None:
    """Append how the counts change by a hazard that was counted as `before`. Nothing else is
    written, so movers of different hazards never meet here."""
    kind = rules.kind_of(hazard)
    changed = rules.difference(before, rules.parts_of(hazard))
    rules.combined(changed, rules.event_of(kind, move, day_of(at)))
    for old in {slot.kind for slot in before} - {kind}:
        rules.combined(changed, events_carried_over(hazard, old, kind))
    append(changed)


def append(parts: Parts) -> None:
    Change.objects.bulk_create(as_change(slot, counts) for slot, counts in parts.items())


def as_change(slot: Slot, counts: Counter[str]) -> Change:
    kind, day, effective_on, days, desk = slot
    return Change(
        unit_id=kind.unit,
        category=kind.category,
        source=kind.source,
        severity=kind.severity,
        day=day,
        effective_on=effective_on,
        days=days,
        desk=desk,
        **counts,
    )


def events_carried_over(hazard: Hazard, old: Kind, new: Kind) -> Parts:
    """A hazard that is counted elsewhere from now on takes along what has happened to it."""
    parts: Parts = {}
    entries = HistoryEntry.objects.filter(hazard=hazard, move__in=EVENTS_OF)
    for move, at in entries.values_list("move", "at"):
        away, here = (rules.event_of(kind, move, day_of(at)) for kind in (old, new))
        rules.combined(parts, rules.difference(away, here))
    return parts
