"""Rooms declare what blanks may be counted from; what cannot be counted is refused at once."""

import pytest
from django.db.models import Q

from activities.sources import KIND
from records import registry
from records.sources import JOINED, ROWS, SUM, Source

OURS = {"activities.launch.records": Source(KIND, Q(), "again")}


@pytest.fixture
def places(monkeypatch):
    """The registry as it is, to be changed for one test."""
    monkeypatch.setattr(registry, "PLACES", list(registry.PLACES))
    registry.declared.cache_clear()
    yield registry.PLACES
    registry.declared.cache_clear()


def test_every_room_that_declares_sources_is_known_by_its_kind():
    rooms = {
        **{"hazard": "hazards.", "activity": "activities.", "round": "inspections."},
        **{"tip": "tips.", "tip_follow_up": "tips."},
    }
    assert set(registry.kinds()) == set(rooms)
    for name, source in registry.declared().items():
        assert name.startswith(rooms[source.kind.name])
        assert str(source.definition).endswith("。"), name


def test_a_place_is_declared_once_however_often_a_room_gets_ready(places):
    registry.declare("figures.sources.SOURCES")
    assert places.count("figures.sources.SOURCES") == 1


def test_two_rooms_do_not_declare_one_name(places):
    registry.declare("tests.records.test_sources.OURS")
    with pytest.raises(ValueError, match="activities.launch.records"):
        registry.declared()


@pytest.mark.parametrize(("measure", "field"), [(SUM, ""), (JOINED, ""), (ROWS, "people")])
def test_a_measure_of_a_field_names_it_and_no_other_does(measure, field):
    with pytest.raises(ValueError, match=measure):
        Source(KIND, Q(), "", measure, field)
