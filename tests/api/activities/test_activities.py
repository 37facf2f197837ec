"""Activities through the API: kinds, list, log, correct, photos; each door for each person."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Activity
from api.activities import schemas as shapes
from tests.api.conftest import codes


def today() -> str:
    return timezone.localdate().isoformat()


def body(cast, **given):
    usual = {"unit": cast.school.pk, "kind": "online_class", "day": today()}
    return {**usual, "sessions": 1, "people": 388, "name": "安全教育平台", **given}


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


def test_the_kinds_say_what_is_counted_of_each(cast, officer):
    told = {one["key"]: one for one in officer.get("activity-kinds/").json()["results"]}
    assert len(told) == 18
    assert told["slogans"]["people"] is None and told["panorama"]["sessions"] is None
    assert told["outreach"]["people"]["counted_in"] == "人"
    assert told["online_class"]["people"]["counted_in"] == "人次"
    assert told["launch"]["feeds"]["names"] == "launch_forms"
    assert set(told["launch"]) == set(shapes.ActivityKindOutput._declared_fields)


def test_what_is_logged_is_told_whole(cast, officer):
    photo = officer.photo()
    answer = officer.post("activities/", body(cast, photos=[photo]))
    assert answer.status_code == 201
    told = answer.json()
    assert set(told) == set(shapes.ActivityOutput().get_fields())
    assert (told["sessions"], told["people"], told["kind_label"]) == (1, 388, "网络课堂")
    assert [entry["move"] for entry in told["history"]] == ["log"]
    assert answer["Location"] == f"/api/v1/activities/{told['id']}/"
    assert officer.get(answer["Location"]).json() == told
    picture = officer.get(told["photos"][0]["display"])
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")


def test_the_same_id_and_body_again_is_200_and_another_body_409(cast, officer):
    key = str(uuid.uuid4())
    first = officer.post("activities/", body(cast, id=key))
    again = officer.post("activities/", body(cast, id=key))
    other = officer.post("activities/", body(cast, id=key, people=389))
    assert [one.status_code for one in (first, again, other)] == [201, 200, 409]
    assert first.json() == again.json()
    assert Activity.objects.count() == 1


def test_a_possible_double_is_asked_about(cast, officer):
    officer.post("activities/", body(cast))
    refused = officer.post("activities/", body(cast))
    assert (refused.status_code, codes(refused)) == (422, [("possible_double", None)])
    assert officer.post("activities/", body(cast, confirmed=True)).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"kind": "party"}, 400, ("invalid_choice", "kind")),
        ({"day": "2021-02-30"}, 400, ("invalid", "day")),
        ({"day": None}, 400, ("null", "day")),
        ({"day": (timezone.localdate() + timedelta(1)).isoformat()}, 422, ("day", "day")),
        ({"people": 10**9}, 422, ("people", "people")),
        ({"people": 10**40}, 400, ("max_value", "people")),
        ({"people": 1.5}, 400, ("invalid", "people")),
        ({"sessions": 0}, 422, ("sessions", "sessions")),
        ({"sessions": -1}, 422, ("sessions", "sessions")),
        ({"photos": [str(uuid.uuid4())]}, 422, ("photos", "photos")),
        ({"name": "\x00"}, 400, None),
        ({"unit": 999_999}, 400, ("does_not_exist", "unit")),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(cast, officer, wrong, status, code):
    answer = officer.post("activities/", body(cast, **wrong))
    assert answer.status_code == status
    assert code is None or codes(answer) == [code]
    assert not Activity.objects.exists()


def test_a_correction_takes_its_place_and_both_are_told(cast, officer):
    first = officer.post("activities/", body(cast)).json()
    key = str(uuid.uuid4())
    path = f"activities/{first['id']}/supersede/"
    told = {"id": key, "reason": "多按了一个0", "people": 38}
    made = officer.post(path, told)
    again = officer.post(path, told)
    other = officer.post(path, {**told, "people": 39})
    later = officer.post(path, {"reason": "又错", "people": 40})
    assert [one.status_code for one in (made, again, other, later)] == [201, 200, 409, 409]
    new = made.json()
    assert (new["people"], new["name"], new["supersedes"]) == (38, "安全教育平台", first["id"])
    old = officer.get(f"activities/{first['id']}/").json()
    assert (old["people"], old["state"], old["superseded_by"]) == (388, "superseded", key)
    assert not old["may_supersede"] and new["may_supersede"]
    assert [one["id"] for one in officer.get("activities/?current=true").json()["results"]] == [key]
    assert len(officer.get("activities/").json()["results"]) == 2


def test_a_correction_needs_a_reason(cast, officer):
    first = officer.post("activities/", body(cast)).json()
    refused = officer.post(f"activities/{first['id']}/supersede/", {"people": 38})
    assert (refused.status_code, codes(refused)) == (422, [("reason", "reason")])


def test_each_person_at_each_door(cast, officer, caller):
    pk = officer.post("activities/", body(cast, photos=[officer.photo()])).json()["id"]
    photo = officer.get(f"activities/{pk}/").json()["photos"][0]["thumb"]
    may_log = {"inspector@school", "officer@school"}
    sees = {name for name in cast.people if name.endswith(("@school", "@central", "@bureau"))}
    for name, person in cast.people.items():
        asking = caller(person)
        status = 200 if name in sees else 404
        assert asking.get(f"activities/{pk}/").status_code == status, name
        assert asking.get(photo).status_code == status, name
        assert len(asking.get("activities/").json()["results"]) == int(name in sees), name
        told = {"reason": "数错了", "people": 1}
        if name not in may_log:
            answer = asking.post(f"activities/{pk}/supersede/", told)
            assert answer.status_code == (403 if name in sees else 404), name
            answer = asking.post("activities/", body(cast, people=7))
            assert answer.status_code in ((403,) if name in sees else (400,)), name
    for name in may_log:
        answer = caller(cast[name]).post("activities/", body(cast, people=len(name)))
        assert answer.status_code == 201, name
    for path in ("activities/", f"activities/{pk}/", "activity-kinds/", photo):
        assert caller().get(path).status_code == 401, path


def test_the_list_is_filtered_and_pages_on(cast, officer, caller):
    central = caller(cast["officer@central"])
    central.post("activities/", body(cast, unit=cast.units["central"].pk, kind="drill"))
    days = [timezone.localdate() - timedelta(n) for n in range(5)]
    for day in days:
        assert officer.post("activities/", body(cast, day=day.isoformat())).status_code == 201

    def listed(**asked):
        return [(r["kind"], r["day"]) for r in central.get("activities/", asked).json()["results"]]

    assert len(listed()) == 6
    assert len(listed(unit=cast.school.pk)) == 5 and len(listed(unit=cast.units["central"].pk)) == 6
    assert listed(kind="drill") == [("drill", today())]
    within = {"from": days[3].isoformat(), "to": days[1].isoformat()}
    assert [day for _, day in listed(**within)] == [days[2].isoformat(), days[3].isoformat()]
    assert len(central.ids("activities/", page_size=2)) == 6
    for wrong in ({"kind": "party"}, {"from": "gestern"}, {"unit": cast.units["direct"].pk}):
        assert central.get("activities/", wrong).status_code == 400, wrong


def test_the_list_costs_the_same_for_3_and_30(cast, officer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert officer.get("activities/?page_size=100").status_code == 200
        return len(made)

    for n in range(3):
        officer.post("activities/", body(cast, people=n + 1))
    few = asked()
    for n in range(27):
        officer.post("activities/", body(cast, people=n + 100))
    assert asked() == few
