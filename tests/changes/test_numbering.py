"""What is noted gets its number once it is committed: once, in order, and never another one."""

from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from changes.models import START, NotedChange, NumberedChange, Place
from changes.noting import note, noted
from changes.numbering import head, is_known, number
from hazards import services
from tests.base.together import PATIENCE, at_once


def told(after: Place = START) -> list[str]:
    rows = NumberedChange.objects.filter(position__gt=after.position).order_by("position")
    return list(rows.values_list("what", flat=True))


def test_a_number_is_given_once_and_without_a_gap(db):
    number()
    before = head()
    note(*(noted("unit", n, f"act{n}") for n in range(5)))
    assert (number(), number()) == (5, 0)
    assert told(before) == [f"act{n}" for n in range(5)]
    positions = NumberedChange.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, head().position + 1))
    assert not NotedChange.objects.exists()


def test_what_is_rolled_back_is_not_told(db):
    number()
    before = head()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note(noted("unit", 1, "founded"))
        raise ZeroDivisionError
    assert number() == 0 and head() == before


def test_more_than_is_numbered_in_one_transaction_is_numbered_in_several(db, monkeypatch):
    monkeypatch.setattr("changes.numbering.AT_ONCE", 2)
    number()
    before = head()
    note(*(noted("unit", n, f"act{n}") for n in range(5)))
    assert number(at_most=3) == 4
    assert number() == 1
    assert told(before) == [f"act{n}" for n in range(5)]


def test_a_mark_says_all_that_was_told_until_there(db):
    """The same last act after another one before it is another place."""
    number()
    before, at = head(), timezone.now()
    note(noted("unit", 1, "founded", at=at), noted("unit", 2, "founded", at=at))
    number()
    one = head()
    NumberedChange.objects.filter(position__gt=before.position).delete()
    note(noted("unit", 1, "moved", at=at), noted("unit", 2, "founded", at=at))
    number()
    assert head().position == one.position and head().mark != one.mark
    assert not is_known(one)
    assert is_known(before) and is_known(START) and is_known(head())


@pytest.mark.django_db(transaction=True)
def test_those_who_number_at_once_number_each_act_once(cast):
    number()
    before = head()
    for _ in range(20):
        note(*(noted("unit", n, f"act{n}") for n in range(50)))
    counts = at_once(*[number] * 6)
    assert sum(counts) == 1000
    assert told(before) == [f"act{n}" for n in range(50)] * 20


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_committed_late_comes_later_and_is_not_missed(cast):
    """Its key is the lower one: whoever went by keys would be past it."""
    slow, quick = cast.reported(), cast.reported()
    number()
    before = head()
    is_noted, may_commit = Event(), Event()

    def dawdle() -> None:
        with transaction.atomic():
            services.dismiss(slow, by=cast.auditor, outcome="not_a_hazard", reason="不是隐患")
            is_noted.set()
            assert may_commit.wait(PATIENCE)

    def hurry() -> list[str]:
        assert is_noted.wait(PATIENCE)
        services.assign(quick, by=cast.officer, **assigning(cast))
        number()
        first = told(before)
        may_commit.set()
        return first

    first = at_once(dawdle, hurry)[1]
    number()
    keys = NumberedChange.objects.filter(position__gt=before.position).order_by("position")
    assert first == ["assign"] and told(before) == ["assign", "dismiss"]
    assert list(keys.values_list("key_uuid", flat=True)) == [quick.pk, slow.pk]


def assigning(cast) -> dict:
    return {"responsible": cast.responsible, "due_on": cast.due_on, "measures": "清理"}
