"""`Idempotency-Key`: the same request again is answered, not done again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from api.idempotency import forget_old_answers
from api.models import IdempotencyKey
from hazards.models import Hazard, HistoryEntry
from tests.api.conftest import Caller, body_of, codes, report_of
from tests.base.together import at_once
from tests.cast import Cast


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


def test_the_same_move_again_is_answered_alike_and_done_once(cast, officer):
    path = f"hazards/{cast.rectified().pk}/close/"
    first = officer.post(path, {"note": "好"}, Idempotency_Key="a")
    again = officer.post(path, {"note": "好"}, Idempotency_Key="a")
    assert first.status_code == again.status_code == 200
    assert first.content == again.content and first["ETag"] == again["ETag"]
    assert again["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first
    assert HistoryEntry.objects.filter(move="close").count() == 1


def test_a_replay_does_not_ask_again_for_version_or_sight(cast, officer):
    hazard = cast.rectified()
    path, tag = f"hazards/{hazard.pk}/close/", f'"{hazard.version}"'
    first = officer.post(path, If_Match=tag, Idempotency_Key="a")
    again = officer.post(path, If_Match=tag, Idempotency_Key="a")
    assert first.status_code == 200 and first.content == again.content
    cast.officer.memberships.all().delete()
    assert officer.get(f"hazards/{hazard.pk}/").status_code == 404
    assert officer.post(path, If_Match=tag, Idempotency_Key="a").content == first.content


def test_another_question_in_the_address_is_another_request(officer):
    first = officer.post("exports/?severity=major", Idempotency_Key="a")
    other = officer.post("exports/?severity=general", Idempotency_Key="a")
    assert (first.status_code, other.status_code) == (202, 422)
    assert codes(other) == [("idempotency_key_reused", None)]


@pytest.mark.parametrize("other", ["body", "path"])
def test_a_key_used_for_another_request_is_refused(cast, officer, other):
    first, second = cast.rectified(), cast.rectified()
    officer.post(f"hazards/{first.pk}/close/", {"note": "a"}, Idempotency_Key="a")
    there = first if other == "body" else second
    note = "b" if other == "body" else "a"
    answer = officer.post(f"hazards/{there.pk}/close/", {"note": note}, Idempotency_Key="a")
    assert answer.status_code == 422 and codes(answer) == [("idempotency_key_reused", None)]
    second.refresh_from_db()
    assert second.state == "rectified"


def test_a_refusal_is_not_remembered(cast, officer):
    path = f"hazards/{cast.reported().pk}/assign/"
    assert officer.post(path, Idempotency_Key="a").status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert officer.post(path, body_of(cast, "assign", ""), Idempotency_Key="a").status_code == 200


def test_a_key_belongs_to_one_person(cast, caller, officer):
    path = f"hazards/{cast.rectified().pk}/close/"
    assert officer.post(path, Idempotency_Key="a").status_code == 200
    assert caller(cast.auditor).post(path, Idempotency_Key="a").status_code == 409


def test_a_report_under_a_key_is_entered_once(cast, caller):
    inspector = caller(cast.inspector)
    told = report_of(cast, inspector.photo())  # without an id of its own
    first = inspector.post("hazards/", told, Idempotency_Key="r")
    again = inspector.post("hazards/", told, Idempotency_Key="r")
    assert first.status_code == again.status_code == 201 and first.content == again.content
    assert Hazard.objects.count() == 1


def test_many_at_once_under_a_key_are_done_once(cast, officer):
    told = {"ids": [str(cast.rectified().pk), str(cast.reported().pk)]}
    first = officer.post("hazards/bulk/close/", told, Idempotency_Key="b")
    again = officer.post("hazards/bulk/close/", told, Idempotency_Key="b")
    assert first.content == again.content
    assert [result["ok"] for result in first.json()["results"]] == [True, False]


def test_what_stands_beside_the_state_is_remembered_too(cast, officer):
    path = f"hazards/{cast.assigned().pk}/interim-controls/"
    first = officer.post(path, {"measures": "围栏"}, Idempotency_Key="c")
    again = officer.post(path, {"measures": "围栏"}, Idempotency_Key="c")
    assert first.status_code == 201 and first.content == again.content


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb"])
def test_a_key_has_a_decent_length(cast, officer, key):
    answer = officer.post(f"hazards/{cast.rectified().pk}/close/", Idempotency_Key=key)
    assert answer.status_code == 400 and codes(answer)[0][1] == "Idempotency-Key"


def test_an_answer_is_remembered_for_thirty_days(cast, officer):
    path = f"hazards/{cast.rectified().pk}/close/"
    officer.post(path, Idempotency_Key="a")
    for days, is_kept in ((29, True), (31, False)):
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=days))
        assert forget_old_answers() == (0 if is_kept else 1)
        assert IdempotencyKey.objects.exists() == is_kept
    assert officer.post(path, Idempotency_Key="a").status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_at_once_under_one_key_make_one_move_and_get_one_answer():
    cast = Cast()
    path = f"hazards/{cast.rectified().pk}/close/"
    officers = [Caller(cast.officer), Caller(cast.officer)]
    answers = at_once(*[lambda o=o: o.post(path, {}, Idempotency_Key="a") for o in officers])
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert HistoryEntry.objects.filter(move="close").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_without_a_key_one_wins_and_one_is_told_where_things_stand():
    cast = Cast()
    path = f"hazards/{cast.rectified().pk}/close/"
    officers = [Caller(cast.officer), Caller(cast.auditor)]
    answers = at_once(*[lambda o=o: o.post(path) for o in officers])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refusal = next(answer for answer in answers if answer.status_code == 409)
    assert refusal.json()["state"] == "closed" and refusal.json()["version"] == 4
    assert HistoryEntry.objects.filter(move="close").count() == 1
