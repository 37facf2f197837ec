"""Two connections at the same moment: an activity is entered once and replaced once."""

import uuid

import pytest
from django.utils import timezone

from activities.models import Activity, ActivityEntry
from activities.services import log, supersede
from tests.base.together import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_record_sent_twice_at_once_is_one(cast):
    told = {"by": cast.officer, "unit": cast.school, "kind": "drill", "id": uuid.uuid4()}
    told["day"] = timezone.localdate()
    answers = at_once(lambda: log(**told), lambda: log(**told))
    assert [activity.pk for activity, _ in answers] == [told["id"]] * 2
    assert sorted(is_new for _, is_new in answers) == [False, True]
    assert ActivityEntry.objects.count() == 1


def test_of_two_corrections_at_once_one_is_refused(cast):
    day = timezone.localdate()
    one, _ = log(by=cast.officer, unit=cast.school, kind="drill", day=day)
    answers = at_once(
        *(lambda n=n: supersede(one, by=cast.officer, reason="数错", people=n) for n in (1, 2))
    )
    assert len(refused(answers)) == 1
    assert Activity.objects.filter(superseded_by=None).count() == 1
