"""Numbering what is committed, by whoever reads and by the worker, one at a time.

A key is taken before its row is committed, so a reader who goes by keys misses what is committed
late under a low one. A number is given only to rows that are there to be seen, under a lock: what
is committed later gets a later number.
"""

from django.db import transaction

from changes.models import START, NotedChange, NumberedChange, Numbering, Place, Told, mark_after

AT_ONCE = 1000  # changes a transaction: SQLite lets nobody else write meanwhile
COLUMNS = ("kind", "key_uuid", "key_int", "version", "what", "at", "unit")


def number(at_most: int | None = None) -> int:
    """Number what is noted, all of it or about `at_most`. Returns how many changes that were."""
    numbered = 0
    while (at_most is None or numbered < at_most) and NotedChange.objects.exists():
        numbered += number_some()
    return numbered


@transaction.atomic
def number_some() -> int:
    hold()
    noted = list(NotedChange.objects.order_by("pk")[:AT_ONCE])
    place, numbered = head(), []
    for one in noted:
        change = following(place, one)
        numbered.append(change)
        place = change.place
    NumberedChange.objects.bulk_create(numbered)
    NotedChange.objects.filter(pk__in=[one.pk for one in noted]).delete()
    return len(noted)


def hold() -> None:
    """Ours until the transaction ends; what is read after it is what others have committed. SQLite
    lets one write at a time anyhow."""
    while Numbering.objects.select_for_update().filter(pk=1).first() is None:
        Numbering.objects.bulk_create([Numbering(pk=1)], ignore_conflicts=True)


def following(place: Place, noted: Told) -> NumberedChange:
    told = {name: getattr(noted, name) for name in COLUMNS}
    return NumberedChange(position=place.position + 1, mark=mark_after(place, noted), **told)


def head() -> Place:
    """The place of the last change that has a number."""
    last = NumberedChange.objects.order_by("-position").values_list("position", "mark").first()
    return Place(*last) if last else START


def is_known(place: Place) -> bool:
    """Has this ledger told exactly what led to the place? Not where it was restored from a backup
    that is older, or is another one."""
    there = NumberedChange.objects.filter(position=place.position, mark=place.mark)
    return place == START or there.exists()
