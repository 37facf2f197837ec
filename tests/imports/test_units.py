"""Which unit a row of an old ledger means: also by what it was called when the ledger was kept."""

import pytest
from django.utils import timezone

from accounts.staff.merging import merge_unit
from imports.rows.units import Units
from imports.rows.values import Unclear
from organizations.models import User
from organizations.unit_life.names import rename_unit


def units(cast, key: str = "officer@central") -> Units:
    return Units(User.objects.get(pk=cast[key].pk), None)


def renamed(cast, unit: str, name: str) -> None:
    by = cast["administrator@bureau"]
    rename_unit(cast.units[unit], name, on=timezone.localdate(), by=by)


def test_a_former_name_means_the_unit_that_had_it(cast):
    renamed(cast, "school", "红星小学")
    for name in ("示范小学", "红星小学"):
        assert units(cast).named("", name) == cast.school


def test_the_name_of_a_merged_unit_means_its_successor(cast):
    told = {"on": timezone.localdate(), "by": cast["administrator@bureau"]}
    merge_unit(cast.school, into=cast.units["school_2"], **told)
    assert units(cast).named("", "示范小学") == cast.units["school_2"]
    with pytest.raises(Unclear) as refused:
        units(cast).named("JZ012", "")
    assert refused.value.code == "unit_closed"


def test_what_a_unit_is_called_now_goes_before_what_another_was_called(cast):
    renamed(cast, "school", "红星小学")
    renamed(cast, "school_2", "示范小学")
    assert units(cast).named("", "示范小学") == cast.units["school_2"]


def test_a_former_name_out_of_reach_means_nothing(cast):
    renamed(cast, "school", "红星小学")
    with pytest.raises(Unclear):
        units(cast, "officer@school_b").named("", "示范小学")
