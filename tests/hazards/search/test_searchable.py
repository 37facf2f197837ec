"""Every hazard is found by its own words: proved by one command and put right by another."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hazards.models import Hazard
from hazards.search import searchable


def said(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def alter(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def emptied(hazard: Hazard) -> None:
    """As the version before enters a hazard."""
    Hazard.objects.filter(pk=hazard.pk).update(searchable=None)


def test_what_is_reported_holds(cast):
    cast.reported()
    cast.closed()
    assert said("check_search") == "2 hazards are found by their own words.\n"
    assert said("rebuild_search") == "Put right 0 of 2 hazards.\n"


def test_a_hazard_without_its_text_is_named_and_put_right(cast):
    hazard = cast.reported(description="灭火器过期")
    other = cast.reported()
    emptied(hazard)
    with pytest.raises(CommandError, match=hazard.number) as refusal:
        said("check_search")
    assert other.number not in f"{refusal.value}" and "rebuild_search" in f"{refusal.value}"
    assert not Hazard.objects.mentioning("灭火器").exists()
    assert said("rebuild_search") == "Put right 1 of 2 hazards.\n"
    assert set(Hazard.objects.mentioning("灭火器")) == {hazard}
    said("check_search")


def test_a_hazard_with_the_text_of_another_is_named_and_put_right(cast):
    hazard = cast.reported(description="灭火器过期")
    Hazard.objects.filter(pk=hazard.pk).update(searchable="应急灯不亮")
    assert set(Hazard.objects.mentioning("应急灯")) == {hazard}  # the index follows the column
    assert [*searchable.faults()] == [searchable.OTHERWISE.format(number=hazard.number)]
    said("rebuild_search")
    assert not Hazard.objects.mentioning("应急灯").exists()
    assert set(Hazard.objects.mentioning("灭火器")) == {hazard}


@pytest.mark.only_on("sqlite")
def test_a_hazard_the_index_does_not_know_is_named_and_put_right(cast):
    hazard = cast.reported(description="灭火器过期")
    alter("INSERT INTO hazards_searchable (hazards_searchable) VALUES ('delete-all')")
    assert not Hazard.objects.mentioning("灭火器").exists()
    assert [*searchable.faults()] == [searchable.NOT_INDEXED.format(number=hazard.number)]
    assert said("rebuild_search") == "Put right 1 of 1 hazards.\n"
    assert set(Hazard.objects.mentioning("灭火器")) == {hazard}
    said("check_search")


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_an_index_that_is_gone_is_missed_and_made_anew(cast):
    cast.reported()
    alter("DROP INDEX hazard_searchable")
    with pytest.raises(CommandError, match="index of words"):
        said("check_search")
    said("rebuild_search")
    said("check_search")


def test_a_start_fills_in_what_the_version_before_entered(cast, monkeypatch):
    monkeypatch.setattr(searchable, "AT_ONCE", 2)
    hazards = [cast.reported(description=f"灭火器{n}号过期") for n in range(5)]
    for hazard in hazards:
        emptied(hazard)
    assert searchable.fill() == 5 and searchable.fill() == 0
    assert set(Hazard.objects.mentioning("灭火器")) == set(hazards)
    assert [*searchable.faults()] == []


def test_a_move_leaves_the_text_as_it_is(cast):
    hazard = cast.closed()
    before = Hazard.objects.get(pk=hazard.pk).searchable
    cast.reported()
    assert before == searchable.text_of(hazard) and [*searchable.faults()] == []


def test_a_list_does_not_read_it(cast):
    cast.reported()
    (row,) = Hazard.objects.for_list()
    assert "searchable" in row.get_deferred_fields()
