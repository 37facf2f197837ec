"""Whatever befalls units: what is open is somebody's, the proofs hold, and nothing is lost."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from accounts.staff.merging import NewUnit, merge_unit, split_unit
from figures.statistics import figures
from hazards.models import Hazard, Transfer
from organizations.models import Membership, Unit
from organizations.services import move_unit
from organizations.unit_life.closing import close_unit
from organizations.unit_life.names import rename_unit
from organizations.unit_search import found_among
from organizations.units import may_report_to
from tests.base.strength import tried_on
from tests.cast import Cast
from tests.hazards.handing_over import offered
from tests.hazards.proofs.forging import found_in
from workflow import turns

PLACES = ("central", "central_b", "school", "school_2", "school_b", "school_b2", "direct")
Told = dict[str, Any]
Act = Callable[[Unit, Unit, Told, int], Any]


def split(unit: Unit, other: Unit, told: Told, n: int) -> None:
    new = NewUnit(f"NEW{n}", f"新校{n}", Unit.Kind.SCHOOL)
    roles = Membership.objects.held().filter(unit=unit)[:n]
    mine = Hazard.objects.filter(unit=unit).open()[:n]
    chosen = {"hazards": [hazard.pk for hazard in mine]}
    split_unit(unit, new, roles=roles, chosen=chosen, **told)


def move(unit: Unit, other: Unit, told: Told, n: int) -> None:
    """As far as the doors let it: the tree keeps its three levels."""
    if may_report_to(unit.kind, other.kind):
        move_unit(unit, under=other, since=told["on"], by=told["by"])


ACTS: dict[str, Act] = {
    "rename": lambda unit, other, told, n: rename_unit(unit, f"{unit.code}第{n}小学", **told),
    "move": move,
    "merge": lambda unit, other, told, n: merge_unit(unit, into=other, **told),
    "close": lambda unit, other, told, n: close_unit(unit, **told),
    "split": split,
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(ACTS)),
        st.sampled_from(PLACES),
        st.sampled_from(PLACES),
        st.integers(1, 3),
    ),
    min_size=2,
    max_size=8,
)
OFTEN = tried_on(
    30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def in_all_states(cast: Cast) -> None:
    cast.closed(), cast.dismissed(), cast.reported(), cast.rectified()
    cast.assigned(cast.major())
    offered(cast)
    cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    cast.reported(cast["inspector@direct"], cast.units["direct"])


def as_it_was_before(test: Callable[..., None]) -> Callable[..., None]:
    """What one example does to the district, the next does not see."""

    @wraps(test)
    def whole(cast, steps) -> None:
        with transaction.atomic():
            test(cast, steps)
            transaction.set_rollback(True)

    return whole


def open_in_all(cast: Cast) -> int:
    return figures(cast.auditor, unit=cast.units["bureau"])["open"]


@OFTEN
@given(STEPS)
@as_it_was_before
def test_whatever_befalls_units_all_that_is_open_is_somebodys_and_every_proof_holds(cast, steps):
    in_all_states(cast)
    names = {unit.pk: unit.name for unit in Unit.objects.all()}
    before = open_in_all(cast)
    by = cast["administrator@bureau"]
    for name, place, other, n in steps:
        units = (Unit.objects.get(pk=cast.units[one].pk) for one in (place, other))
        with suppress(ValidationError):
            ACTS[name](*units, {"on": timezone.localdate(), "by": by}, n)
    everything_is_somebodys()
    assert open_in_all(cast) == before == Hazard.objects.open().count()
    assert all(found_in(hazard) == "" for hazard in Hazard.objects.all())
    call_command("check_tally")
    for pk, called in names.items():
        merged = Unit.objects.get(pk=pk).merged_into
        assert merged is None or merged in found_among(Unit.objects.all(), called)
    assert not Transfer.objects.open().filter(to_unit__closed_on__isnull=False).exists() or any(
        turns.expected(one, turns.OFFER) for one in Transfer.objects.open()
    )


def everything_is_somebodys() -> None:
    for hazard in Hazard.objects.open():
        people = turns.expected(hazard, turns.OF_HAZARDS[hazard.state])
        assert people, f"{hazard} of {hazard.unit}"
        assert hazard.waits_for.rungs
        for person in people:
            posts = person.memberships.held().filter(unit__closed_on=None)
            assert posts.exists(), f"{person} holds nothing at an open unit"
