"""Whatever people try in whatever order, the record stays true to its history."""

from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from hazards import services
from hazards.models import Hazard
from hazards.verification.ledger import fault_of
from records import chain
from tests import law
from tests.base.strength import tried_on
from workflow.errors import WorkflowError
from workflow.hazard_law import ORDER

WALKERS = ("inspector@school", "responsible@school", "officer@school", "auditor@bureau")
STEPS = st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(WALKERS)), max_size=25)
OFTEN = tried_on(40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@OFTEN
@given(STEPS)
def test_the_record_is_what_its_history_says(cast, steps):
    hazard = cast.reported()
    for move, walker in steps:
        before = Hazard.objects.get(pk=hazard.pk)
        if not tried(cast, hazard, move, cast[walker]):
            assert Hazard.objects.get(pk=hazard.pk).version == before.version
        assert_true_to_history(Hazard.objects.get(pk=hazard.pk), before)


def tried(cast, hazard, move, person):
    given_with_it = law.given(cast, move, cast.photo(person))
    try:
        with transaction.atomic():
            services.MOVES[move](hazard, by=person, **given_with_it)
    except WorkflowError:
        return False
    return True


def assert_true_to_history(hazard, before):
    entries = list(hazard.history.all())
    assert chain.is_unbroken(entries)
    assert entries[-1].after == hazard.state
    assert len(entries) == hazard.version
    assert fault_of(hazard) == ""
    again = sum(entry.move in ("send_back", "reopen") for entry in entries)
    assert hazard.attempts == 1 + again
    assert (hazard.closed_at is not None) == (hazard.state == "closed")
    assert (hazard.rectified_at is not None) == (hazard.state in ("rectified", "closed"))
    assert bool(hazard.outcome) == (hazard.state == "dismissed")
    if before.original_due_on:
        assert hazard.original_due_on == before.original_due_on
