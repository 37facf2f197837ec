"""Whatever people do to a hazard and beside it: the row is the fold of its log."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from hazards import services
from hazards.models import Hazard, Transfer
from records.perform import perform
from tests import law
from tests.base.strength import tried_on
from tests.cast import Cast
from tests.hazards.proofs.forging import found_in
from workflow.errors import WorkflowError
from workflow.hazard_law import ORDER

WALKERS = (
    *("inspector@school", "responsible@school", "officer@school", "auditor@bureau"),
    *("officer@direct", "responsible@direct"),
)
Act = Callable[[Cast, Hazard, Any, int], Any]


def moved(name: str) -> Act:
    def make(cast: Cast, hazard: Hazard, by: Any, n: int) -> None:
        services.MOVES[name](hazard, by=by, **law.given(cast, name, cast.photo(by)))

    return make


def ask(cast: Cast, hazard: Hazard, by: Any, n: int) -> None:
    until = cast.due_on + timedelta(days=n)
    told = {"until": until, "reason": "缺料", "interim_measures": f"围挡{n}"}
    services.request_extension(hazard, by=by, **told)


def beside(name: str, **told: Any) -> Act:
    return lambda cast, hazard, by, n: perform(hazard, name, by=by, **told)


def list_it(cast: Cast, hazard: Hazard, by: Any, n: int) -> None:
    told = {"level": "district", "document_number": f"{n}号", "deadline": cast.due_on}
    services.list_for_supervision(hazard, by=by, **told)


def offer(cast: Cast, hazard: Hazard, by: Any, n: int) -> None:
    unit = cast.units[("direct", "school", "school_b")[n % 3]]
    services.offer_transfer(hazard, by=by, unit=unit, reason="归对方")


def answered(name: str, **told: Any) -> Act:
    def answer(cast: Cast, hazard: Hazard, by: Any, n: int) -> None:
        there = {"responsible": cast["responsible@direct"]} if name == "accept_transfer" else {}
        offer = hazard.transfers.latest("offered_at")
        perform(hazard, name, by=by, beside=offer, **told, **there)

    return answer


ACTS: dict[str, Act] = {
    **{name: moved(name) for name in ORDER},
    "request_extension": ask,
    "grant": beside("grant"),
    "refuse": beside("refuse", reason="不急"),
    "control": beside("control", measures="围挡"),
    "list_for_supervision": list_it,
    "delist": beside("delist"),
    "offer_transfer": offer,
    **{name: answered(name) for name in ("accept_transfer", "withdraw_transfer")},
    "decline_transfer": answered("decline_transfer", reason="不归我们"),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(WALKERS), st.integers(1, 9)),
    min_size=20,
    max_size=60,
)
OFTEN = tried_on(
    40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@OFTEN
@given(STEPS)
def test_a_row_is_what_its_history_leads_to_whatever_people_do(cast, steps):
    hazard = cast.reported()
    for name, walker, n in steps:
        known = Hazard.objects.get(pk=hazard.pk)
        with suppress(WorkflowError, Transfer.DoesNotExist), transaction.atomic():
            ACTS[name](cast, known, cast[walker], n)
    assert found_in(hazard) == ""
