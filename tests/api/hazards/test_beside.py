"""Beside the state: extensions, interim controls, supervision, and the inbox."""

from datetime import timedelta

import pytest

from hazards import services
from tests.api.conftest import codes


def asking(cast, **given):
    until = (cast.due_on + timedelta(days=5)).isoformat()
    return {"until": until, "reason": "缺货", "interim_measures": "拉警戒线", **given}


def test_more_time_is_asked_for_and_granted_and_the_original_deadline_stays(cast, caller):
    hazard, repairer, officer = cast.assigned(), caller(cast.responsible), caller(cast.officer)
    asked = repairer.post(f"hazards/{hazard.pk}/extensions/", asking(cast))
    assert asked.status_code == 201 and asked.json()["decision"] == "requested"
    here = f"extensions/{asked.json()['id']}/"
    assert repairer.post(here + "grant/").status_code == 403
    assert caller(cast["officer@school_b"]).post(here + "grant/").status_code == 404
    granted = officer.post(here + "grant/").json()
    assert granted["decision"] == "granted" and granted["decided_by"]["id"] == cast.officer.pk
    assert officer.post(here + "grant/").status_code == 409
    after = officer.get(f"hazards/{hazard.pk}/").json()
    assert after["due_on"] == asking(cast)["until"]
    assert after["original_due_on"] == cast.due_on.isoformat()
    assert after["extensions"] == [granted]


def test_a_request_is_refused_with_a_reason(cast, caller):
    hazard, repairer, officer = cast.assigned(), caller(cast.responsible), caller(cast.officer)
    asked = repairer.post(f"hazards/{hazard.pk}/extensions/", asking(cast)).json()
    here = f"extensions/{asked['id']}/refuse/"
    assert codes(officer.post(here)) == [("reason", "reason")]
    assert officer.post(here, {"reason": "不行"}).json()["decision"] == "refused"


def test_a_request_lacks_what_it_lacks(cast, caller):
    hazard, repairer = cast.assigned(), caller(cast.responsible)
    here = f"hazards/{hazard.pk}/extensions/"
    empty = repairer.post(here)
    assert empty.status_code == 422
    assert {attr for _code, attr in codes(empty)} == {"until", "reason", "interim_measures"}
    early = repairer.post(here, asking(cast, until=cast.due_on.isoformat()))
    assert codes(early) == [("until_later", None)]
    assert repairer.post(here, asking(cast, until="soon")).status_code == 400
    assert repairer.post(here, asking(cast), If_Match='"9"').status_code == 412
    assert caller().post(here).status_code == 401
    assert caller(cast.viewer).post(here).status_code == 403


def test_a_listed_hazard_cannot_be_closed_until_it_is_delisted(cast, caller):
    hazard, auditor = cast.rectified(), caller(cast.auditor)
    here = f"hazards/{hazard.pk}/"
    told = {"level": "district", "document_number": "安办〔2021〕7号", "deadline": "2021-07-05"}
    assert caller(cast.officer).post(here + "list-for-supervision/", told).status_code == 403
    listed = auditor.post(here + "list-for-supervision/", told)
    assert listed.status_code == 200 and listed.json()["version"] == hazard.version + 1
    assert listed.json()["supervision"] == {
        **told,
        "listed_on": listed.json()["supervision"]["listed_on"],
        "delisted_on": None,
    }
    assert codes(auditor.post(here + "close/")) == [("delisted", None)]
    assert codes(auditor.post(here + "list-for-supervision/", told)) == [("not_listed_yet", None)]
    assert auditor.post(here + "delist/").json()["supervision"]["delisted_on"]
    assert auditor.post(here + "close/").json()["state"] == "closed"
    assert auditor.post(here + "delist/").status_code == 409


def test_an_interim_control_is_recorded(cast, caller):
    hazard, officer = cast.assigned(), caller(cast.officer)
    here = f"hazards/{hazard.pk}/interim-controls/"
    assert codes(officer.post(here)) == [("measures", "measures")]
    control = officer.post(here, {"measures": "围栏"})
    assert control.status_code == 201
    detail = officer.get(f"hazards/{hazard.pk}/").json()
    assert detail["interim_controls"] == [control.json()]


@pytest.fixture
def told_twice(cast, caller):
    """The officer, who was told of two reports."""
    cast.reported()
    cast.reported()
    return caller(cast.officer)


def test_the_inbox_is_ones_own_and_is_read_once(cast, caller, told_twice):
    first, second = told_twice.get("notifications/").json()["results"]
    assert first["created_at"] > second["created_at"] and first["kind"] == "report"
    assert first["sentence"] and first["read_at"] is None
    here = f"notifications/{first['id']}/read/"
    assert caller(cast.viewer).post(here).status_code == 404
    read = told_twice.post(here).json()
    assert read["read_at"] and told_twice.post(here).json() == read
    (left,) = told_twice.get("notifications/", {"unread": "true"}).json()["results"]
    assert left["id"] == second["id"]
    assert told_twice.post("notifications/read-all/").json() == {"marked": 1}
    assert told_twice.get("notifications/", {"unread": "true"}).json()["results"] == []
    assert caller(cast.viewer).get("notifications/").json()["results"] == []


def test_what_stands_beside_the_state_is_said_in_list_and_detail(cast, caller):
    hazard, officer = cast.assigned(), caller(cast.officer)
    caller(cast.responsible).post(f"hazards/{hazard.pk}/extensions/", asking(cast))
    officer.post(f"hazards/{hazard.pk}/interim-controls/", {"measures": "拉警戒线"})
    (row,) = officer.get("hazards/").json()["results"]
    assert row["extension_requested_until"] == asking(cast)["until"]
    assert row["interim_control_since"] and row["original_due_on"] == cast.due_on.isoformat()
    assert row.items() <= officer.get(f"hazards/{hazard.pk}/").json().items()
    other = cast.reported()
    for name in ("asked", "controlled"):
        assert officer.ids(**{name: "true"}) == [str(hazard.pk)], name
        assert officer.ids(**{name: "false"}) == [str(other.pk)], name


def listed(cast, level="city", **given):
    hazard = cast.major(**given)
    told = {"level": level, "document_number": "津督7号", "deadline": cast.due_on}
    services.list_for_supervision(hazard, by=cast.auditor, **told)
    return hazard


def test_all_listings_in_sight_are_one_list_by_unit_and_level(cast, caller):
    here = listed(cast)
    there = listed(cast, "province", by=cast["inspector@direct"], unit=cast.units["direct"])
    auditor = caller(cast.auditor)

    def numbers(who, **asked):
        rows = who.get("supervisions/", asked).json()["results"]
        return {row["hazard"]["number"] for row in rows}

    assert numbers(auditor) == {here.number, there.number}
    assert numbers(auditor, level="province") == {there.number}
    assert numbers(auditor, unit=cast.units["central"].pk) == {here.number}
    assert numbers(caller(cast.viewer)) == {here.number}
    assert numbers(caller(cast["officer@school_b"])) == set()
    (row,) = caller(cast.officer).get("supervisions/").json()["results"]
    assert (row["days_left"], row["level"], row["hazard"]["unit"]["code"]) == (10, "city", "JZ012")
    strange = {"unit": cast.units["direct"].pk}
    assert caller(cast.officer).get("supervisions/", strange).status_code == 400
    services.delist(here, by=cast.auditor)
    assert numbers(auditor) == {there.number}


def test_the_list_of_listings_costs_the_same_however_long_it_is(
    cast, caller, django_assert_num_queries
):
    auditor = caller(cast.auditor)
    for size in (3, 20):
        for _ in range(size):
            listed(cast)
        with django_assert_num_queries(
            3
        ):  # the token, the roles with the tops of the tree, the rows
            auditor.get("supervisions/", {"page_size": 100})


def test_the_list_and_the_hazard_say_whose_turn_it_is_and_why(cast, caller):
    hazard = cast.assigned()
    officer = caller(cast.officer)

    def told():
        (row,) = officer.get("hazards/").json()["results"]
        one = officer.get(f"hazards/{hazard.pk}/").json()
        assert row["waits_for"] == one["waits_for"]
        return row["waits_for"]

    person = {"id": cast.responsible.pk, "name": str(cast.responsible)}
    named = {"who": str(cast.responsible), "note": "", "expected": ["responsible"]}
    assert told() == {**named, "person": person}
    cast.responsible.is_active = False
    cast.responsible.save()
    note = f"{cast.responsible}已不能整改"
    assert told() == {"who": "安全负责人", "note": note, "expected": ["officer"], "person": None}


def test_what_is_struck_off_waits_for_nobody(cast, caller):
    hazard = cast.closed()
    officer = caller(cast.officer)
    assert officer.get(f"hazards/{hazard.pk}/").json()["waits_for"] is None
