"""Two at once: merges that follow each other, and a hazard that moves while its unit is merged."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.staff.merging import merge_unit
from hazards import services
from hazards.models import Hazard, Transfer
from organizations.models import Unit
from tests.base.together import at_once
from tests.cast import Cast
from tests.hazards.handing_over import accepted, now, offered
from tests.hazards.proofs.forging import found_in
from workflow.errors import WorkflowError

pytestmark = pytest.mark.django_db(transaction=True)


def tried(act):
    try:
        return act()
    except ValidationError as refusal:
        return refusal


def merging(cast: Cast, unit: str, into: str):
    told = {"into": cast.units[into], "on": timezone.localdate()}
    by = cast["administrator@bureau"]
    return partial(tried, partial(merge_unit, cast.units[unit], by=by, **told))


def everything_holds() -> None:
    for hazard in Hazard.objects.all():
        assert found_in(hazard) == ""
    call_command("check_tally")


def test_a_unit_merged_while_its_successor_is_merged_leaves_nothing_behind():
    cast = Cast()
    hazard = cast.assigned()
    first, second = at_once(
        merging(cast, "school", "school_2"), merging(cast, "school_2", "school_b")
    )
    assert not isinstance(second, ValidationError)
    came_too_late = isinstance(first, ValidationError)  # its successor was closed by then
    kept_by = "school" if came_too_late else "school_b"
    assert now(hazard).unit == cast.units[kept_by]
    assert (Unit.objects.get(pk=cast.school.pk).closed_on is None) == came_too_late
    everything_holds()


def test_two_units_merged_into_each_other_leave_one():
    cast = Cast()
    hazard = cast.assigned()
    answers = at_once(merging(cast, "school", "school_2"), merging(cast, "school_2", "school"))
    assert [type(one) for one in answers].count(ValidationError) == 1
    (left,) = Unit.objects.filter(code__in=["JZ012", "JZ013"], closed_on=None)
    assert now(hazard).unit == left
    everything_holds()


def test_a_hazard_that_is_moved_on_while_its_unit_is_merged_goes_along_as_it_is_by_then():
    cast = Cast()
    hazard = cast.rectified()
    sent_back = partial(services.send_back, hazard, by=cast["officer@central"], reason="再清")
    _merged, answer = at_once(merging(cast, "school", "school_2"), sent_back)
    assert not isinstance(answer, WorkflowError)
    after = now(hazard)
    assert (after.unit, after.state) == (cast.units["school_2"], "assigned")
    everything_holds()


def test_an_offer_answered_while_the_unit_is_merged_is_taken_over_or_ended():
    cast = Cast()
    offer = offered(cast)
    taken = partial(accepted, cast, offer)
    _merged, answer = at_once(merging(cast, "school", "school_2"), taken)
    ended = isinstance(answer, WorkflowError)
    assert now(offer.hazard).unit == cast.units["school_2" if ended else "school_b"]
    assert not Transfer.objects.open().exists()
    everything_holds()


def test_what_is_taken_over_by_a_unit_while_that_is_merged_is_its_successors():
    cast = Cast()
    offer = offered(cast)
    _merged, answer = at_once(merging(cast, "school_b", "school_2"), partial(accepted, cast, offer))
    ended = isinstance(answer, WorkflowError)
    assert now(offer.hazard).unit == cast.units["school" if ended else "school_2"]
    everything_holds()
