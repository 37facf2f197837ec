"""Whether the ledger still says what was written: each chain, each state, each number."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Sum

from hazards.models.hazard import Hazard, NumberSeries
from hazards.models.history import HistoryEntry
from hazards.snapshot import snapshot
from records import chain

AT_ONCE = 500
# Where an entry says whose the hazard is.
UNIT_IN = {"report": "unit", "bring_in": "unit", "accept_transfer": "to_unit"}


def faults() -> Iterator[str]:
    """A sentence for each hazard whose record is not what its history tells, in ledger order; all
    of one moment, while people go on working."""
    with snapshot(connection):
        rows = Hazard.objects.order_by("number").prefetch_related("history", "photos")
        for hazard in rows.iterator(chunk_size=AT_ONCE):
            fault = fault_of(hazard)
            if fault:
                yield f"{hazard.number}: {fault}"
        given_out = NumberSeries.objects.aggregate(n=Sum("last"))["n"] or 0
        if given_out > Hazard.objects.count():
            yield "Numbers were given out that no hazard carries any more."


def fault_of(hazard: Hazard) -> str:
    """What is wrong, in a sentence; "" when nothing is."""
    entries = list(hazard.history.all())
    if not chain.is_unbroken(entries):
        return "its history has been changed."
    if not is_replayed(hazard, entries):
        return "it does not stand where its history leads."
    if str(hazard.unit_id) != unit_told(entries):
        return "it is not at the unit its history leads to."
    if not has_its_photos(hazard, entries):
        return "a photo is not the one its history names."
    return ""


def is_replayed(hazard: Hazard, entries: list[HistoryEntry]) -> bool:
    """Each entry begins where the one before ended, none is left out, and the last is now."""
    before = [""] + [entry.after for entry in entries]
    if any(entry.before != state for entry, state in zip(entries, before, strict=False)):
        return False
    ended = (before[-1], len(entries), entries[-1].attempt if entries else 0)
    return ended == (hazard.state, hazard.version, hazard.attempts)


def unit_told(entries: list[HistoryEntry]) -> str:
    """The unit it was reported for, or the last that took it over."""
    told = [entry.facts.get(UNIT_IN[entry.move]) for entry in entries if entry.move in UNIT_IN]
    return told[-1]["id"] if told and told[-1] else ""


def has_its_photos(hazard: Hazard, entries: list[HistoryEntry]) -> bool:
    named = [photo for entry in entries for photo in entry.facts.get("photos", ())]
    held = {str(photo.pk): photo.sha256 for photo in hazard.photos.all()}
    return held == {photo["id"]: photo["sha256"] for photo in named}
