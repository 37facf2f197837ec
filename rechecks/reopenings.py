"""What became of the closures that were drawn: when they were reopened, and by which result."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from hazards.models import HistoryEntry
from organizations.models import User
from rechecks.results import Result
from rechecks.samples import SampledHazard


class Reopening(NamedTuple):
    """`result` is the re-check of this very row that led to it; None where something else did,
    which `note` then tells."""

    at: datetime
    by: User
    note: str
    result: Result | None


def read_along(rows: Iterable[SampledHazard]) -> list[SampledHazard]:
    """The rows, each with the `reopenings` since the closure that was drawn; one query. They come
    with their results read along."""
    rows = list(rows)
    entries = HistoryEntry.objects.filter(hazard__in={row.hazard_id for row in rows})
    since: dict[object, list[HistoryEntry]] = {}
    for entry in entries.filter(move="reopen").select_related("by"):
        since.setdefault(entry.hazard_id, []).append(entry)
    for row in rows:
        row.reopenings = [
            Reopening(entry.at, entry.by, entry.note, led_to(entry, row))
            for entry in since.get(row.hazard_id, [])
            if entry.at > row.closed_at
        ]
    return rows


def led_to(entry: HistoryEntry, row: SampledHazard) -> Result | None:
    """The result its line of history names; older lines are known by the moment they share."""
    named = entry.facts.get("recheck")
    for result in row.results.all():
        if result.pk == named or (result.reopened and result.at == entry.at):
            return result
    return None
