"""A ledger of before the feed is told in it as if the feed had always been there."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection

from changes.models import NotedChange, NumberedChange
from changes.numbering import head, is_known, number
from hazards import services
from organizations.services import move_unit
from tests.figures.lives import june
from tests.returns.campaigning import Desk, campaign_of

PAST = import_module("changes.migrations._past")
TOLD = ("kind", "key_uuid", "key_int", "version", "what")


def lines(*kinds: str) -> list[tuple]:
    rows = NumberedChange.objects.filter(kind__in=kinds).order_by("position")
    return list(rows.values_list(*TOLD))


def derived() -> None:
    """The feed forgotten, and made again out of what else the ledger keeps."""
    NotedChange.objects.all().delete()
    here = SimpleNamespace(connection=connection)
    PAST.forget(apps, here)
    PAST.number(apps, here)


def lived(cast) -> None:
    cast.closed()
    hazard = cast.assigned()
    services.control(hazard, by=cast.officer, measures="围挡")
    desk = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))
    desk.hand_in("school")
    desk.accept("school")
    desk.correct("school")
    cast.reported(cast["inspector@school_b"], cast.units["school_b"])


def test_hazards_and_returns_are_told_as_they_were_noted(cast):
    lived(cast)
    number()
    noted = {kind: lines(kind) for kind in ("hazard", "return")}
    derived()
    for kind, acts in noted.items():
        assert sorted(map(str, lines(kind))) == sorted(map(str, acts))
        for key in {row[1] for row in acts}:
            mine = [row for row in acts if row[1] == key]
            assert [row for row in lines(kind) if row[1] == key] == mine
    assert len(noted["hazard"]) == 4 + 3 + 1
    words = [row[4] for row in lines("return")]
    assert "correct" in words and words.count("open") == len(cast.units) + 1


def test_units_are_founded_before_they_move_and_those_below_are_not_moved(cast):
    move_unit(cast.units["central_b"], under=cast.units["central"], since=june(1))
    derived()
    moved = [row for row in lines("unit") if row[4] == "moved"]
    assert [row[2] for row in moved] == [cast.units["central_b"].pk]
    founded = [row[2] for row in lines("unit") if row[4] == "founded"]
    assert founded == [unit.pk for unit in cast.units.values()]


def test_people_are_told_with_the_rights_the_log_still_knows(cast):
    derived()
    added = {row[2] for row in lines("person") if row[4] == "added"}
    assert added == {person.pk for person in cast.everyone}


def test_what_comes_after_goes_on_where_the_past_ends(cast):
    cast.reported()
    derived()
    place = head()
    hazard = cast.reported()
    assert number() == 1 and is_known(place)
    last = NumberedChange.objects.get(position=place.position + 1)
    assert (last.key_uuid, last.what) == (hazard.pk, "report")


def test_its_marks_are_those_numbering_gives(cast):
    """Whatever the migration reckons them with."""
    lived(cast)
    derived()
    rows, ends = list(NumberedChange.objects.order_by("position")), head()
    PAST.forget(apps, SimpleNamespace(connection=connection))
    NotedChange.objects.bulk_create(
        NotedChange(**{name: getattr(row, name) for name in (*TOLD, "at", "unit")}) for row in rows
    )
    number()
    assert head() == ends
