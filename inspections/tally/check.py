"""Counting every round anew, and comparing what is kept."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.models import Change, Round, SumCount, UnitCount
from inspections.models.counts import NUMBERS
from inspections.tally import contributions, folding
from inspections.tally.folding import OWN, SUMMED, Key, Sums, put

READ = ("unit", "place", "code", "kind", "opens_on", "last_on", "lifted_on", "done_on", "found")
AT_ONCE = 2000


def recount(rounds: QuerySet[Round]) -> Sums:
    """By unit, place, list and month, of days that have come."""
    sums: Sums = {}
    today = timezone.localdate()
    for one in rounds.planned().only(*READ).iterator(chunk_size=AT_ONCE):  # type: ignore[attr-defined]
        for change in contributions.changes(one, {}):
            if change.effective_on <= today:
                key = tuple(getattr(change, name) for name in OWN)
                put(sums, key, {name: getattr(change, name) for name in NUMBERS})
    return sums


def kept() -> tuple[Sums, Sums]:
    """What is folded and what waits, of days that have come: by unit, and summed up."""
    own: Sums = {}
    above: Sums = {}
    for row in UnitCount.objects.values_list(*OWN, *NUMBERS):
        put(own, row[: len(OWN)], dict(zip(NUMBERS, row[len(OWN) :], strict=True)))
    for row in SumCount.objects.values_list(*SUMMED, *NUMBERS):
        put(above, row[: len(SUMMED)], dict(zip(NUMBERS, row[len(SUMMED) :], strict=True)))
    for row in Change.objects.filter(effective_on__lte=timezone.localdate()).values_list(
        *OWN, *NUMBERS
    ):
        add_waiting(own, above, row)
    return own, above


def add_waiting(own: Sums, above: Sums, row: tuple) -> None:
    key, numbers = row[: len(OWN)], dict(zip(NUMBERS, row[len(OWN) :], strict=True))
    put(own, key, numbers)
    for unit in folding.units_of(key[1]):
        put(above, (unit, *key[2:]), numbers)


def summed(own: Sums) -> Sums:
    above: Sums = {}
    for key, numbers in own.items():
        _unit, place, code, month = key
        for unit in folding.units_of(str(place)):
            put(above, (unit, code, month), dict(numbers))
    return above


def faults() -> Iterator[str]:
    """A sentence for each count that is not what the rounds give."""
    told = recount(Round.objects.all())
    own, above = kept()
    yield from different(told, own)
    yield from different(summed(told), above)


def different(told: Sums, is_kept: Sums) -> Iterator[str]:
    for key in sorted(told.keys() | is_kept.keys(), key=str):
        given, here = bare(told, key), bare(is_kept, key)
        if given != here:
            said = {"key": " ".join(map(str, key)), "kept": dict(here), "counted": dict(given)}
            yield _("%(key)s: kept %(kept)s, counted %(counted)s") % said


def bare(sums: Sums, key: Key) -> Counter[str]:
    """Without zeros."""
    return Counter({name: n for name, n in sums.get(key, Counter()).items() if n})


def rebuild() -> None:
    """Forget all counts and count every round anew. Called inside a transaction."""
    folding.hold()
    for model in (Change, UnitCount, SumCount):
        model.objects.all().delete()
    for one in Round.objects.planned().only(*READ).iterator(chunk_size=AT_ONCE):
        Change.objects.bulk_create(contributions.changes(one, {}))
