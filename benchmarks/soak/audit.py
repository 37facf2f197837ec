"""Looks into a ledger afterwards: is everything there that the service said yes to?"""

from collections import defaultdict

from hazards.models import Hazard, HistoryEntry, NumberSeries
from records.chain import is_unbroken


def lost(accepted: dict[str, int]) -> dict[str, int]:
    """How many accepted moves are not in the record or its history, and how many running
    numbers are missing or given twice."""
    return {"moves": moves_lost(accepted), "numbers": number_gaps()}


def moves_lost(accepted: dict[str, int]) -> int:
    """Each act counts the record's version up by one and leaves one line of history."""
    found = Hazard.objects.filter(pk__in=list(accepted)).prefetch_related("history")
    kept = {
        str(hazard.pk): min(hazard.version, len(history(hazard))) * is_unbroken(history(hazard))
        for hazard in found
    }
    return sum(abs(acts - kept.get(pk, 0)) for pk, acts in accepted.items())


def history(hazard: Hazard) -> list[HistoryEntry]:
    return sorted(hazard.history.all(), key=lambda entry: entry.sequence)


def number_gaps() -> int:
    given = defaultdict(set)
    for unit, number in Hazard.objects.values_list("unit_id", "number"):
        given[unit, int(number[:4])].add(int(number[-4:]))
    return sum(
        len(given[series.unit_id, series.year] ^ set(range(1, series.last + 1)))
        for series in NumberSeries.objects.all()
    )
