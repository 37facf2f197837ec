"""A unit is found by its code, a part of its name, or the first letters of its syllables."""

import pytest

from organizations.models import Unit
from organizations.unit_search import found_among, found_and_below, initials


def names(typed):
    return sorted(found_among(Unit.objects.all(), typed).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("示范", ["示范小学"]),
        ("sfxx", ["示范小学"]),
        ("SFXX", ["示范小学"]),
        ("ｓｆ", ["示范小学"]),
        ("jz012", ["示范小学"]),
        ("JZ01", ["中心幼儿园", "示范小学", "第二小学", "育才小学"]),
        ("dezx", ["第二中心学校", "区第二中学"]),
        ("dy zx", ["第一中心学校"]),
        ("xxsf", []),
        ("没有", []),
        ("%", []),
    ],
)
def test_what_is_typed_finds_its_units(cast, typed, expected):
    assert names(typed) == sorted(expected)


def test_nothing_typed_leaves_all_of_them(cast):
    assert len(names("  ")) == Unit.objects.count()


def test_a_character_with_two_readings_is_found_by_either():
    assert initials("长") == "cz"


def test_with_a_unit_come_those_below_it_and_none_beyond_reach(cast):
    below = found_and_below(Unit.objects.all(), "dyzxxx")
    assert set(below) == {cast.units[name].pk for name in ("central", "school", "school_2")}
    only_schools = Unit.objects.filter(kind=Unit.Kind.SCHOOL)
    assert found_and_below(only_schools, "dyzxxx") == []
