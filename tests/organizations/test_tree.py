"""The tree of units: who is below whom today, and who was on a day in the past."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.forms import NewUnitForm
from organizations.models import Placement, Unit
from organizations.services import found_unit, move_unit


def codes(units):
    return sorted(units.values_list("code", flat=True))


def test_below_a_unit_are_itself_and_all_under_it(cast):
    assert codes(Unit.objects.below(cast.units["central"])) == ["JZ001", "JZ012", "JZ013"]
    assert len(codes(Unit.objects.below(cast.units["bureau"]))) == len(cast.units)
    assert codes(Unit.objects.below(cast.school)) == ["JZ012"]


def test_a_move_takes_everything_below_along_and_keeps_the_past(cast):
    point = found_unit("JZ099", "教学点", Unit.Kind.TEACHING_POINT, cast.school)
    moved_on = timezone.localdate() - timedelta(days=10)
    move_unit(cast.school, under=cast.units["central_b"], since=moved_on)
    now = Unit.objects.below(cast.units["central_b"])
    before = Unit.objects.below(cast.units["central"], on=moved_on - timedelta(days=1))
    assert {"JZ012", point.code} <= set(codes(now))
    assert codes(Unit.objects.below(cast.units["central"])) == ["JZ001", "JZ013"]
    assert codes(before) == ["JZ001", "JZ012", "JZ013", "JZ099"]
    assert codes(Unit.objects.below(cast.units["central_b"], on=moved_on)) == codes(now)


def test_a_unit_has_exactly_one_parent_on_any_day(cast):
    first, second = date(2024, 9, 1), date(2025, 9, 1)
    move_unit(cast.school, under=cast.units["central_b"], since=first)
    move_unit(cast.school, under=cast.units["bureau"], since=second)
    for day, parent in [
        (first - timedelta(days=1), "central"),
        (first, "central_b"),
        (second - timedelta(days=1), "central_b"),
        (second, "bureau"),
    ]:
        (placement,) = Placement.objects.on(day).filter(unit=cast.school)
        assert placement.parent == cast.units[parent]


def test_moving_twice_on_one_day_leaves_the_last_word(cast):
    today = timezone.localdate()
    move_unit(cast.school, under=cast.units["central_b"], since=today)
    move_unit(cast.school, under=cast.units["bureau"], since=today)
    (placement,) = Placement.objects.on(today).filter(unit=cast.school)
    assert placement.parent == cast.units["bureau"]


def test_nonsense_moves_are_refused_in_words(cast):
    central, today = cast.units["central"], timezone.localdate()
    with pytest.raises(ValidationError):
        move_unit(central, under=cast.school, since=today)
    with pytest.raises(ValidationError):
        move_unit(central, under=central, since=today)
    with pytest.raises(ValidationError):
        move_unit(cast.school, under=cast.units["bureau"], since=today + timedelta(days=1))
    move_unit(cast.school, under=cast.units["bureau"], since=today)
    with pytest.raises(ValidationError):
        move_unit(cast.school, under=central, since=today - timedelta(days=1))


def test_a_unit_below_another_with_a_longer_number_is_not_mixed_up(cast):
    """Paths are cut in equal steps: unit 1 is not above unit 11."""
    for number in range(20):
        found_unit(f"X{number}", "校", Unit.Kind.SCHOOL, cast.units["bureau"])
    for unit in Unit.objects.all():
        expected = [u.code for u in Unit.objects.all() if u == unit or u.parent_id == unit.pk]
        below = set(codes(Unit.objects.below(unit)))
        assert set(expected) <= below
        assert len(below) == len(expected) or unit.kind in ("bureau", "central_school")


def test_a_unit_does_not_move_under_one_that_stood_elsewhere_since(cast):
    """On the days between, the unit would hang where its parent was not."""
    today = timezone.localdate()
    move_unit(cast.units["central"], under=cast.units["central_b"], since=today)
    with pytest.raises(ValidationError):
        move_unit(cast.school, under=cast.units["central"], since=today - timedelta(days=5))


def test_a_unit_is_neither_closed_nor_founded_ahead_of_the_day(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    cast.school.closed_on = tomorrow
    with pytest.raises(ValidationError, match="closed_on"):
        cast.school.full_clean()
    told = {"code": "X1", "name": "新校", "kind": "school", "under": cast.units["central"].pk}
    assert "since" in NewUnitForm(told | {"since": tomorrow}).errors
    assert NewUnitForm(told | {"since": timezone.localdate()}).is_valid()
