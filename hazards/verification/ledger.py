"""Whether the ledger still says what was written: each chain, each column of each row, each number.

A row is the fold of its log: what its history leads to, made again by the bodies of the moves
themselves (`hazards.verification.replay`), is compared column by column. What it is not compared
in, and why, stands in `hazards.verification.columns`.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.models import Sum
from django.utils.translation import gettext as _

from hazards.models.evidence import Photo
from hazards.models.hazard import Hazard, NumberSeries
from hazards.models.history import HistoryEntry
from hazards.reading import BESIDE
from hazards.snapshot import snapshot
from hazards.verification.columns import DIGESTS_SAID_SINCE, NOT_COMPARED
from hazards.verification.replay import Folded, fold
from records import chain
from records.fold import DoesNotFollow, differences

AT_ONCE = 500
# By which moment the rows beside a hazard are told apart.
MADE = {
    "extensions": "requested_at",
    "interim_controls": "recorded_at",
    "supervisions": "listed_on",
    "transfers": "offered_at",
}


def faults() -> Iterator[str]:
    """A sentence or several for each hazard whose record is not what its history tells, in ledger
    order; all of one moment, while people go on working."""
    with snapshot(connection):
        rows = Hazard.objects.order_by("number").prefetch_related("history", "photos", *BESIDE)
        for hazard in rows.iterator(chunk_size=AT_ONCE):
            fault = fault_of(hazard)
            if fault:
                yield f"{hazard.number}: {fault}"
        given_out = NumberSeries.objects.aggregate(n=Sum("last"))["n"] or 0
        if given_out > Hazard.objects.count():
            yield _("Numbers were given out that no hazard carries any more.")


def fault_of(hazard: Hazard) -> str:
    """What is wrong, in sentences; "" when nothing is."""
    entries = list(hazard.history.all())
    if not entries or not chain.is_unbroken(entries):
        return _("its history has been changed.")
    if not begins_where_it_ended(entries):
        return _("a line of its history does not begin where the one before ended.")
    try:
        folded = fold(entries)
    except DoesNotFollow as fault:
        return str(fault)
    return " ".join(faults_without(hazard, entries) if folded is None else compared(hazard, folded))


def begins_where_it_ended(entries: list[HistoryEntry]) -> bool:
    before = ["", *(entry.after for entry in entries[:-1])]
    return [entry.before for entry in entries] == before


def faults_without(hazard: Hazard, entries: list[HistoryEntry]) -> Iterator[str]:
    """What still is compared where a line is of a move this version does not have."""
    last = entries[-1]
    if (hazard.state, hazard.version, hazard.attempts) != (last.after, len(entries), last.attempt):
        yield _("it does not stand where its history leads.")
    named = [photo for entry in entries for photo in entry.facts.get("photos", ())]
    held = {str(photo.pk): photo.sha256 for photo in hazard.photos.all()}
    if held != {photo["id"]: photo["sha256"] for photo in named}:
        yield _("its photos are not those its history names.")


def compared(hazard: Hazard, folded: Folded) -> Iterator[str]:
    yield from differences(hazard, folded.hazard, {*NOT_COMPARED[Hazard], *folded.untold})
    yield from photos_compared(hazard.photos.all(), folded.photos)
    for link, moment in MADE.items():
        yield from beside_compared(getattr(hazard, link).all(), folded.beside(link), moment)


def photos_compared(rows: Iterable[Photo], named: list[Photo]) -> Iterator[str]:
    """What the lines of earlier versions do not say of the pictures that are served is left to
    `verify_photos`."""
    held = {photo.pk: photo for photo in rows}
    if held.keys() != {photo.pk for photo in named} or len(held) != len(named):
        yield _("its photos are not those its history names.")
        return
    for photo in named:
        unsaid = {name for name in DIGESTS_SAID_SINCE if getattr(photo, name) is None}
        sentences = differences(held[photo.pk], photo, {*NOT_COMPARED[Photo], *unsaid})
        yield from of_its(_("photo %(name)s") % {"name": photo.pk}, sentences)


def beside_compared(rows: Iterable[Any], told: list[Any], moment: str) -> Iterator[str]:
    held = sorted(rows, key=attrgetter("pk"))  # of one moment they are in the order they were made
    if len(held) != len(told):
        model = type((held or told)[0])
        yield _("%(kind)s: %(n)s of them where its history tells of %(told)s.") % {
            "kind": model._meta.verbose_name_plural,
            "n": len(held),
            "told": len(told),
        }
        return
    for row, led_to in zip(in_order(held, moment), in_order(told, moment), strict=True):
        model = type(row)
        sentences = differences(row, led_to, NOT_COMPARED[model])
        yield from of_its(str(model._meta.verbose_name), sentences)


def in_order(rows: list[Any], moment: str) -> list[models.Model]:
    """Those of one moment in the order they were made in: the order of their own keys."""
    return sorted(rows, key=attrgetter(moment))


def of_its(what: str, sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield _("%(what)s: %(sentence)s") % {"what": what, "sentence": sentence}
