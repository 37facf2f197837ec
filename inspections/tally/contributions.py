"""What one round counts for: a function of its row, so that it can be counted anew at any time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from inspections.models import Change, Round
from inspections.models.counts import NUMBERS

# By the day from which it is true.
Contribution = dict[date, Counter[str]]
ONE = timedelta(days=1)


def contribution_of(one: Round) -> Contribution:
    """Free rounds and lifted ones count for nothing."""
    counts: Contribution = {}
    if not one.is_planned or one.last_on is None or one.lifted_on is not None:
        return counts
    add(counts, one.opens_on, due=1)
    if one.done_on is None or one.is_late:
        add(counts, one.last_on + ONE, missed=1)
    if one.done_on is not None:
        found = {"hazards": one.found} if one.found else {"nothing_found": 1}
        late = {"late": 1, "missed": -1} if one.is_late else {}
        add(counts, one.done_on, done=1, **found, **late)
    return counts


def add(counts: Contribution, day: date, **numbers: int) -> None:
    counts.setdefault(day, Counter()).update(numbers)


def difference(before: Contribution, after: Contribution) -> Contribution:
    """What has to be added to the one to come out at the other."""
    changed: Contribution = {}
    for day in before.keys() | after.keys():
        numbers = Counter(after.get(day, Counter()))
        numbers.subtract(before.get(day, Counter()))
        numbers = Counter({name: n for name, n in numbers.items() if n})
        if numbers:
            changed[day] = numbers
    return changed


def changes(one: Round, before: Contribution) -> Iterator[Change]:
    """What an act that left the round as it is leaves for the counts; not saved."""
    assert one.last_on is not None or not one.is_planned
    for day, numbers in difference(before, contribution_of(one)).items():
        month = (one.last_on or one.opens_on).replace(day=1)
        told = {"unit_id": one.unit_id, "place": one.place, "code": one.code, "month": month}
        yield Change(effective_on=day, **told, **{name: numbers[name] for name in NUMBERS})


def note(one: Round, before: Contribution) -> None:
    Change.objects.bulk_create(changes(one, before))
