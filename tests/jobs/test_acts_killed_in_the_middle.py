"""An act is broken off at each of its statements: nothing of it is half saved, and sent again it is
done once."""

import uuid
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from activities.models import Activity, ActivityEntry, ActivityPhoto
from activities.services import log
from changes.models import NotedChange
from inspections import services as inspecting
from inspections.models import Change, Draft, Finding, Round, RoundEntry
from notifications.models import Notification
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched
from tests.jobs.test_killed_in_the_middle import broken_off, statements
from tips import services as tips
from tips.identity.tipsters import said
from tips.models import Tip, TipEntry, TipsterIdentity

pytestmark = pytest.mark.django_db(transaction=True)  # what was committed stays


def rows(*kept: type[models.Model]) -> list[list[tuple]]:
    """All there is in these tables."""
    return [list(one._default_manager.order_by("pk").values_list()) for one in kept]


def broken_off_everywhere(act: Callable[[], object], *kept: type[models.Model]) -> None:
    """Does it at the end. How long it is, is only known once it was done, so that is tried on."""
    before, at = rows(*kept), 1
    while True:
        broken_off(act, at)
        if rows(*kept) != before:
            break
        at += 1
    assert statements(act) < at  # it was done, and is there when it is sent again


def test_a_round_that_is_finished(cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    hazard = cast.reported(by=cast.inspector)
    with on(TUESDAY):
        one = Round.objects.for_list().get(unit=cast.school)
        inspecting.keep_answers(one, by=cast.inspector, answers={"exits": ("hazard", "")})
        told = {"answers": all_ok(one) | {"exits": ("hazard", "")}, "found": [("exits", hazard)]}

        def act() -> None:
            if not Round.objects.get(pk=one.pk).is_finished:
                inspecting.finish(one, by=cast.inspector, **told)

        kept = (Round, RoundEntry, Finding, Draft, Change, NotedChange, Notification)
        broken_off_everywhere(act, *kept)
        call_command("verify_rounds")
        call_command("check_coverage")
    assert Finding.objects.count() == RoundEntry.objects.count() == 1
    assert not Draft.objects.exists()


def test_an_activity_that_is_logged(cast):
    photo = cast.photo(cast.officer)
    told = {"by": cast.officer, "unit": cast.school, "kind": "drill", "photos": [photo]}
    told |= {"day": timezone.localdate(), "people": 440, "id": uuid.uuid4()}
    kept = (Activity, ActivityEntry, ActivityPhoto, NotedChange)
    broken_off_everywhere(lambda: log(**told), *kept)
    call_command("verify_activities")
    assert Activity.objects.count() == ActivityEntry.objects.count() == 1
    assert ActivityPhoto.objects.count() == 1


def test_a_tip_that_is_received(cast):
    told = {"unit": cast.school, "place": "东门", "text": "消防通道堵了", "id": uuid.uuid4()}
    told["who"] = said("13800000000", "")
    kept = (Tip, TipEntry, TipsterIdentity, NotedChange, Notification)
    broken_off_everywhere(lambda: tips.receive(**told), *kept)
    call_command("verify_tips")
    assert Tip.objects.count() == TipEntry.objects.count() == TipsterIdentity.objects.count() == 1
    assert tips.receive(**told).code
