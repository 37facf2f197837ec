"""What comes to a unit at the moment it is merged or closed goes along, or is refused: it never
stays there."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from accounts.staff import merging, postings
from activities.models import Activity
from activities.services import log
from hazards import services
from hazards.models import Hazard, Transfer
from organizations.models import Membership, Role, Unit
from organizations.unit_life import closing
from rechecks.models import Sample
from rechecks.services import draw
from returns.models import Return
from tests.base.together import PATIENCE
from tests.cast import Cast
from tests.hazards.handing_over import now, offered
from tests.returns.campaigning import campaign_of
from workflow.errors import WorkflowError

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = 0.7  # seconds in which another is through, unless it waits for us


@pytest.fixture
def pool():
    with ThreadPoolExecutor(len(ACTS)) as pool:
        yield pool


def own_connection(act) -> Any:
    """What came of it; a refusal is an answer."""
    try:
        return act()
    except (WorkflowError, ValidationError) as refusal:
        return refusal
    finally:
        connection.close()


def meanwhile(pool: ThreadPoolExecutor, *acts) -> list[Future]:
    """Begun by others; they go on once we are through, where they have to wait for us."""
    begun = [pool.submit(own_connection, act) for act in acts]
    wait(begun, timeout=MOMENT)
    return begun


def merge(cast: Cast, unit: str = "school", into: str = "school_2") -> Unit:
    told = {"into": cast.units[into], "on": timezone.localdate()}
    return merging.merge_unit(cast.units[unit], by=cast["administrator@bureau"], **told)


def report(cast: Cast) -> None:
    cast.reported(photos=[PHOTO["pk"]])


def give_role(cast: Cast) -> None:
    told = {"unit": cast.school, "role": Role.INSPECTOR, "by": cast["administrator@bureau"]}
    postings.give_role(cast["officer@school_b"], **told)


def move(cast: Cast) -> None:
    told = {"away_from": cast.units["school_b"], "to": cast.school}
    by, today = cast["administrator@bureau"], timezone.localdate()
    postings.move_person(cast["inspector@school_b"], first_day=today, by=by, **told)


def draw_one(cast: Cast) -> None:
    today = timezone.localdate()
    days = {"found_from": today, "found_to": today + timedelta(days=1)}
    draw(by=cast.auditor, unit=cast.school, size=1, **days)


def log_one(cast: Cast) -> None:
    log(by=cast.officer, unit=cast.school, kind="launch", day=timezone.localdate())


def offer(cast: Cast) -> None:
    hazard = Hazard.objects.get(unit=cast.units["direct"])
    offered(cast, hazard, by=cast["officer@direct"], to="school")


PHOTO: dict[str, Any] = {}
ACTS = [report, give_role, move, draw_one, log_one, offer]


def prepared() -> Cast:
    cast = Cast()
    cast.closed()
    cast.reported(cast["inspector@direct"], cast.units["direct"])
    PHOTO["pk"] = cast.photo(cast.inspector)
    return cast


def left_at(unit: Unit) -> list[Any]:
    """What could still be done or waits there."""
    rows = [
        Hazard.objects.open().filter(unit=unit),
        Membership.objects.not_over().filter(unit=unit),
        Transfer.objects.open().filter(to_unit=unit),
        Sample.objects.filter(unit=unit),
        Activity.objects.filter(unit=unit),
    ]
    return [row for found in rows for row in found]


def test_what_begins_while_the_unit_is_merged_is_refused(monkeypatch, pool):
    cast = prepared()
    begun, end_in = [], merging.end_in

    def end_with_others_waiting(*told, **more) -> None:
        begun.extend(meanwhile(pool, *[partial(act, cast) for act in ACTS]))
        end_in(*told, **more)

    monkeypatch.setattr(merging, "end_in", end_with_others_waiting)
    merge(cast)
    answers = {act.__name__: one.result(PATIENCE) for act, one in zip(ACTS, begun, strict=True)}
    not_refused = [
        name
        for name, answer in answers.items()
        if not isinstance(answer, WorkflowError | ValidationError)
    ]
    assert not_refused == [] and left_at(cast.school) == []


def test_what_has_begun_before_the_unit_is_merged_goes_along(pool):
    cast = prepared()
    with transaction.atomic():
        for act in (report, offer):
            act(cast)
        (merged,) = meanwhile(pool, partial(merge, cast))
    assert isinstance(merged.result(PATIENCE), Unit)
    assert left_at(cast.school) == []


def test_a_hazard_reported_while_its_unit_is_closed_is_refused(monkeypatch, pool):
    cast = prepared()
    begun, refuse = [], closing.refuse_what_is_stranded

    def refuse_with_somebody_waiting(unit: Unit) -> None:
        begun.extend(meanwhile(pool, partial(report, cast)))
        refuse(unit)

    monkeypatch.setattr(closing, "refuse_what_is_stranded", refuse_with_somebody_waiting)
    told = {"on": timezone.localdate(), "by": cast["administrator@bureau"]}
    closing.close_unit(cast.school, **told)
    assert isinstance(begun[0].result(PATIENCE), WorkflowError)
    assert not Hazard.objects.open().filter(unit=cast.school).exists()


def test_a_campaign_opened_while_a_unit_is_merged_does_not_ask_it(monkeypatch, pool):
    cast = prepared()
    begun, end_in = [], merging.end_in

    def end_with_somebody_waiting(*told, **more) -> None:
        opened = partial(campaign_of, cast.auditor, cast.units["bureau"])
        begun.extend(meanwhile(pool, opened))
        end_in(*told, **more)

    monkeypatch.setattr(merging, "end_in", end_with_somebody_waiting)
    merge(cast)
    begun[0].result(PATIENCE)
    asked = set(Return.objects.values_list("unit__code", flat=True))
    assert cast.school.code not in asked and cast.units["school_2"].code in asked


def test_an_offer_taken_over_by_a_unit_that_is_being_merged_waits_for_nobody_in_a_circle(pool):
    """Each has what the other wants: the unit is held before the hazard."""
    cast = prepared()
    hazard = cast.assigned()
    with transaction.atomic():
        services.offer_transfer(hazard, by=cast.officer, unit=cast.units["school_2"], reason="归其")
        (merged,) = meanwhile(pool, partial(merge, cast))
    assert isinstance(merged.result(PATIENCE), Unit)
    assert now(hazard).unit == cast.units["school_2"]
    assert not Transfer.objects.open().exists()
