"""What may come up to an auditor holds everything that waits for them, whoever is left below."""

import uuid
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hazards import services
from hazards.models import Hazard
from hazards.worklist import auditor as worklist_auditor
from organizations.models import Membership, Role, User
from tests.base.plans import plan_of, without_preference

PLACES = ("school", "central")
LEFT = ((), ("one",), ("one", "two"))
STAFFS = [*product(LEFT, LEFT), (("one", "both"), ("both",)), (("both",), ("both",))]
LISTS = (
    "waiting_for",
    "waiting_for_review_by",
    "waiting_to_be_assigned_by",
    "waiting_to_be_answered_by",
)


@pytest.fixture
def officers(cast):
    """Two people for each place and one for both, none of them appointed yet."""
    units = [cast.units[place] for place in PLACES]
    Membership.objects.filter(role=Role.OFFICER, unit__in=units).delete()
    keys = product(PLACES, ("one", "two"))
    people = {key: cast.person("-".join(key), Role.VIEWER, cast.school) for key in keys}
    return people | {(place, "both"): cast.responsible for place in PLACES}


def appoint(cast, officers, staff) -> None:
    for place, names in zip(PLACES, staff, strict=True):
        for name in names:
            user, unit = officers[place, name], cast.units[place]
            Membership.objects.create(user=user, unit=unit, role=Role.OFFICER)


def repaired_by_any_two(cast, officers) -> None:
    """One rectified hazard, written again for each who did it and for each whom they did it for."""
    hazard = cast.rectified(cast.assigned(by=cast.auditor))
    people = list(dict.fromkeys(officers.values()))
    for by, done_for in product(people, [None, *people]):
        hazard.id = uuid.uuid4()
        hazard.number = f"{by.pk}-{done_for and done_for.pk}"
        hazard.rectified_by, hazard.rectified_for = by, done_for
        Hazard.objects.bulk_create([hazard])


@pytest.fixture
def every_kind(cast, officers) -> None:
    at_bureau, auditor = cast["inspector@bureau"], cast.auditor
    cast.reported()
    cast.reported(at_bureau)
    cast.major()
    cast.rectified(cast.assigned(cast.major(), by=auditor))
    cast.rectified(cast.assigned(cast.reported(at_bureau), by=auditor))
    cast.rectified(cast.assigned(cast.reported(auditor), by=auditor))
    # As of somebody who was at the school before.
    found, given = cast.rectified(cast.assigned(by=auditor)), cast.assigned(by=auditor)
    Hazard.objects.filter(pk=found.pk).update(reporter=auditor)
    Hazard.objects.filter(pk=given.pk).update(responsible=auditor)
    asked = cast.assigned(by=auditor)
    told = {"reason": "等材料", "interim_measures": "围挡"}
    until = asked.due_on + timedelta(days=5)
    services.request_extension(asked, by=cast.responsible, until=until, **told)
    repaired_by_any_two(cast, officers)


def lists_of(auditor) -> dict[str, set[Hazard]]:
    seen = Hazard.objects.visible_to(auditor)
    return {name: set(getattr(seen, name)(auditor)) for name in LISTS}


@pytest.mark.parametrize("staff", STAFFS)
def test_an_auditor_misses_nothing_by_looking_only_at_what_may_come_up(
    cast, officers, every_kind, staff, monkeypatch
):
    appoint(cast, officers, staff)
    lists = lists_of(cast.auditor)
    monkeypatch.setattr(worklist_auditor, "is_little_for", lambda user: False)
    assert lists == lists_of(cast.auditor)
    assert lists["waiting_for_review_by"]


def test_who_does_more_than_audit_is_asked_about_everything(cast):
    assert worklist_auditor.is_little_for(cast.auditor)
    Membership.objects.create(user=cast.auditor, unit=cast.school, role=Role.OFFICER)
    again = User.objects.get(pk=cast.auditor.pk)
    assert not worklist_auditor.is_little_for(again)


def test_where_too_many_units_have_nobody_everything_is_asked_about(cast, monkeypatch):
    hazard = cast.reported()
    Membership.objects.filter(role=Role.OFFICER).delete()
    monkeypatch.setattr(worklist_auditor, "MOST_UNITS", 2)
    assert not worklist_auditor.is_little_for(cast.auditor)
    assert hazard in lists_of(cast.auditor)["waiting_to_be_assigned_by"]


@pytest.mark.parametrize("index", ["hazard_severity_state", "hazard_of_bureau", "hazard_done_for"])
def test_what_may_come_up_is_found_by_indexes(cast, index):
    with CaptureQueriesContext(connection) as made:
        list(worklist_auditor.may_come_up_to(cast.auditor, Hazard.objects))
    with without_preference():
        assert index in plan_of(made.captured_queries[-1]["sql"])
