"""Several people at the same moment, on connections of their own."""

import uuid
from functools import partial

import pytest

from rechecks import services
from rechecks.models import Result, Sample
from tests.base.together import at_once, refused
from tests.rechecks.drawing import days, drawn, given_to, row_of, struck_off
from workflow.errors import NotPossible

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_verdicts_at_once_one_is_recorded(cast):
    struck_off(cast, 1)
    row = given_to(cast, row_of(drawn(cast, 2)), cast.inspector)
    people = (cast.inspector, cast.auditor)
    told = [{"by": person, "holds": True, "photos": [cast.photo(person)]} for person in people]
    answers = at_once(*(partial(services.record, row, **one) for one in told))
    (refusal,) = refused(answers)
    assert isinstance(refusal, NotPossible)
    assert Result.objects.count() == 1
    assert row.hazard.history.filter(move="recheck").count() == 1


def test_of_two_reopenings_at_once_one_is_made(cast):
    struck_off(cast, 1)
    row = given_to(cast, row_of(drawn(cast, 2)), cast.inspector)
    told = {"holds": False, "note": "又堵上了", "photos": [cast.photo(cast.inspector)]}
    services.record(row, by=cast.inspector, **told)
    people = (cast.auditor, cast["officer@central"])
    answers = at_once(
        *(partial(services.reopen, row, by=person, due_on=cast.due_on) for person in people)
    )
    assert len(refused(answers)) == 1
    row.hazard.refresh_from_db()
    assert (row.hazard.state, row.hazard.attempts) == ("assigned", 2)


def test_draws_at_once_are_each_counted(cast):
    struck_off(cast, 2)
    at_once(*(partial(drawn, cast, 2, seed=str(n)) for n in range(4)))
    assert sorted(Sample.objects.values_list("ordinal", flat=True)) == [1, 2, 3, 4]


def test_one_draw_sent_twice_at_once_is_one(cast):
    struck_off(cast, 2)
    told = {"by": cast.auditor, "unit": cast.units["bureau"], "size": 2, **days()}
    answers = at_once(*[partial(services.draw, id=uuid.UUID(int=7), **told)] * 2)
    assert sorted(is_new for _sample, is_new in answers) == [False, True]
    assert Sample.objects.count() == 1
