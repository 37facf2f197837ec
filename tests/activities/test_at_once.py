"""Two connections at the same moment: an activity is entered once and replaced once."""

import uuid

import pytest
from django.utils import timezone

from activities.models import Activity, ActivityEntry
from activities.perform import POSSIBLE_DOUBLE
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


@pytest.mark.parametrize("which", [("officer", "inspector"), ("officer", "officer")])
def test_of_two_who_log_the_same_at_once_one_is_asked_whether_it_is_another(cast, which):
    told = {"unit": cast.school, "kind": "drill", "day": timezone.localdate(), "people": 440}
    people = [getattr(cast, name) for name in which]
    answers = at_once(*(lambda by=by: log(by=by, **told) for by in people))
    (asked,) = refused(answers)
    assert [lack.code for lack in asked.missing] == [POSSIBLE_DOUBLE]
    one = Activity.objects.get()
    other = next(by for by in people if by != one.reported_by or which[0] == which[1])
    log(by=other, is_confirmed=True, **told)
    assert Activity.objects.count() == 2


def test_a_correction_that_says_what_another_logs_at_once_is_asked_as_well(cast):
    told = {"unit": cast.school, "kind": "drill", "day": timezone.localdate()}
    old, _ = log(by=cast.officer, people=44, **told)
    answers = at_once(
        lambda: supersede(old, by=cast.officer, reason="数错", people=440),
        lambda: log(by=cast.inspector, people=440, **told),
    )
    assert len(refused(answers)) == 1
    assert Activity.objects.current().filter(people=440).count() == 1
