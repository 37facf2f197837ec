"""Two administrators who change the tree at the same moment."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from organizations.models import Placement, Unit
from organizations.services import found_unit, move_unit
from tests.base.together import at_once
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2021, 6, 1)


def tried(act):
    try:
        return act()
    except ValidationError as refusal:
        return refusal


def paths_are_true() -> bool:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else ""
        if unit.path != above + str(unit.pk).zfill(8):
            return False
    current = Placement.objects.filter(until=date.max)
    return all(placement.path == units[placement.unit_id].path for placement in current)


def test_two_moves_at_once_never_close_a_circle():
    units = Cast().units
    acts = [
        partial(move_unit, units["central"], under=units["central_b"], since=TODAY),
        partial(move_unit, units["central_b"], under=units["central"], since=TODAY),
    ]
    answers = at_once(*(partial(tried, act) for act in acts))
    assert [type(answer) for answer in answers].count(ValidationError) == 1
    assert paths_are_true()


def test_what_is_moved_and_founded_below_while_its_parent_moves_ends_up_under_it():
    units = Cast().units
    central = units["central"]
    answers = at_once(
        partial(move_unit, central, under=units["central_b"], since=TODAY),
        partial(move_unit, units["direct"], under=central, since=TODAY),
        partial(found_unit, "JZ099", "教学点", Unit.Kind.TEACHING_POINT, units["school"], TODAY),
    )
    assert len(answers) == 3
    assert paths_are_true()
