"""Re-check samples through the API: the draw with its seed, re-checkers, results."""

import pytest

from api.samples import schemas as sample_shapes
from rechecks.models import Result, Sample
from tests.api.conftest import codes
from tests.rechecks.drawing import days, drawn, given_to, judged, row_of, struck_off

PK = "7b6a1c7e-3f52-4b62-9d6e-0f0e5b1f3a11"


def body(cast, **given):
    period = {name: value.isoformat() for name, value in days().items()}
    return {"unit": cast.units["bureau"].pk, "size": 4, **period, **given}


@pytest.fixture
def auditor(cast, caller):
    struck_off(cast, 3)
    return caller(cast.auditor)


def test_the_draw_comes_back_with_its_seed_and_can_be_repeated(cast, auditor):
    first = auditor.post("samples/", body(cast))
    assert first.status_code == 201
    told = first.json()
    assert set(told) == set(sample_shapes.SampleOutput._declared_fields)
    assert (told["drawn"], told["frame_size"], told["ordinal"]) == (4, 4, 1)
    assert first["Location"] == f"/api/v1/samples/{told['id']}/"
    again = auditor.post("samples/", body(cast, size=2, seed=told["seed"])).json()
    third = auditor.post("samples/", body(cast, size=2, seed=told["seed"])).json()
    drawn_in = [[row["hazard"]["id"] for row in one["hazards"]] for one in (again, third)]
    assert drawn_in[0] == drawn_in[1]
    assert (again["ordinal"], third["ordinal"], third["is_seed_given"]) == (2, 3, True)
    check = auditor.get(f"samples/{third['id']}/verification/").json()
    assert check == {"is_same": True, "fault": ""}


def test_a_number_is_a_seed_as_well(cast, auditor):
    assert auditor.post("samples/", body(cast, size=1, seed=12)).json()["seed"] == "12"
    assert codes(auditor.post("samples/", body(cast, seed=True))) == [("invalid", "seed")]
    assert codes(auditor.post("samples/", body(cast, seed="x" * 41))) == [("max_length", "seed")]


def test_the_same_draw_sent_twice_is_one(cast, auditor):
    first = auditor.post("samples/", body(cast, id=PK))
    again = auditor.post("samples/", body(cast, id=PK))
    other = auditor.post("samples/", body(cast, id=PK, size=2))
    assert [one.status_code for one in (first, again, other)] == [201, 200, 409]
    assert first.json() == again.json()
    keyed = [auditor.post("samples/", body(cast), Idempotency_Key="k") for _ in range(2)]
    assert keyed[0].json() == keyed[1].json()
    assert Sample.objects.count() == 2


def test_what_a_draw_lacks_is_said(cast, auditor):
    refused = auditor.post("samples/", body(cast, size=5))
    assert (refused.status_code, codes(refused)) == (422, [("size", "size")])
    period = {"found_from": "2019-01-01", "found_to": "2019-02-01"}
    assert codes(auditor.post("samples/", body(cast, **period))) == [("frame", None)]
    assert auditor.post("samples/", {}).status_code == 400
    assert auditor.post("samples/", body(cast, unit=999_999)).status_code == 400


def test_nobody_else_draws_or_sees_a_sample(cast, auditor, caller):
    pk = auditor.post("samples/", body(cast)).json()["id"]
    for name, person in cast.people.items():
        if name == "auditor@bureau":
            continue
        asking = caller(person)
        assert asking.post("samples/", body(cast)).status_code in (400, 403), name
        assert asking.get("samples/").json()["results"] == [], name
        for path in ("", "verification/"):
            assert asking.get(f"samples/{pk}/{path}").status_code == 404, name
        for act in ("assign", "results", "reopen"):
            assert asking.post(f"samples/{pk}/{act}/", {}).status_code == 404, name
    assert caller().get("samples/").status_code == 401


def test_recheckers_are_named_one_by_one_or_share_what_is_left(cast, auditor):
    sample = drawn(cast)
    row, path = row_of(sample), f"samples/{sample.pk}/assign/"
    one = auditor.post(path, {"recheckers": {str(row.hazard_id): cast.inspector.pk}})
    assert one.status_code == 200
    named = {told["hazard"]["id"]: told["rechecker"] for told in one.json()["hazards"]}
    assert named[str(row.hazard_id)]["id"] == cast.inspector.pk
    assert sum(person is not None for person in named.values()) == 1
    rest = auditor.post(path, {"recheckers": [cast["inspector@bureau"].pk]})
    assert all(told["rechecker"] for told in rest.json()["hazards"])


def test_a_rechecker_who_may_not_is_refused_with_a_code(cast, auditor):
    sample = drawn(cast)
    row, path = row_of(sample), f"samples/{sample.pk}/assign/"
    refused = auditor.post(path, {"recheckers": {str(row.hazard_id): cast.officer.pk}})
    assert (refused.status_code, codes(refused)) == (422, [("other_rechecker", None)])
    unknown = auditor.post(path, {"recheckers": {str(sample.pk): cast.inspector.pk}})
    assert (unknown.status_code, codes(unknown)) == (400, [("invalid", "hazard")])
    huge = {"recheckers": [10**30]}
    nonsenses = ({"recheckers": "all"}, {"recheckers": {"x": 1}}, {"recheckers": []}, huge, {})
    for nonsense in nonsenses:
        assert auditor.post(path, nonsense).status_code == 400, nonsense
    assert codes(auditor.post(path, {"recheckers": [999_999]})) == [
        ("does_not_exist", "recheckers")
    ]


def test_a_result_is_recorded_by_the_rechecker_and_waits_for_the_auditor(cast, auditor, caller):
    sample = drawn(cast)
    row = given_to(cast, row_of(sample), cast.inspector)
    inspector, path = caller(cast.inspector), f"samples/{sample.pk}/results/"
    told = {"hazard": str(row.hazard_id), "holds": False, "note": "又堵上了"}
    bare = inspector.post(path, {"hazard": str(row.hazard_id)})
    assert codes(bare) == [("holds", "holds"), ("recheck_photo", None)]
    saved = inspector.post(path, {**told, "photos": [inspector.photo()]})
    assert saved.status_code == 201
    result = saved.json()["result"]
    assert (result["holds"], result["reopened"], len(result["photos"])) == (False, False, 1)
    assert saved.json()["waits_to_be_reopened"]
    again = inspector.post(path, {**told, "photos": [inspector.photo()]})
    assert again.status_code == 409
    reopen = {"hazard": str(row.hazard_id), "due_on": cast.due_on.isoformat()}
    assert inspector.post(f"samples/{sample.pk}/reopen/", reopen).status_code == 403
    assert auditor.post(f"samples/{sample.pk}/reopen/", reopen).json()["hazard"]["state"] == (
        "assigned"
    )
    assert auditor.post(f"samples/{sample.pk}/reopen/", reopen).status_code == 409


def test_a_result_that_does_not_hold_reopens_where_the_auditor_records_it(cast, auditor):
    sample = drawn(cast)
    row, path = row_of(sample), f"samples/{sample.pk}/results/"
    told = {"hazard": str(row.hazard_id), "holds": False, "note": "又堵上了"}
    told["photos"] = [auditor.photo()]
    lacking = auditor.post(path, told)
    assert (lacking.status_code, codes(lacking)) == (422, [("due_on", "due_on")])
    saved = auditor.post(path, {**told, "due_on": cast.due_on.isoformat()}).json()
    assert (saved["hazard"]["state"], saved["result"]["reopened"]) == ("assigned", True)
    assert set(saved) == set(sample_shapes.SampledOutput._declared_fields)
    assert set(saved["result"]) == set(sample_shapes.ResultOutput._declared_fields)
    history = auditor.get(f"hazards/{row.hazard_id}/history/").json()["results"]
    assert [entry["move"] for entry in history][-2:] == ["recheck", "reopen"]


def test_a_result_sent_twice_under_one_key_is_one(cast, auditor):
    sample = drawn(cast)
    told = {"hazard": str(row_of(sample).hazard_id), "holds": True, "photos": [auditor.photo()]}
    path = f"samples/{sample.pk}/results/"
    answers = [auditor.post(path, told, Idempotency_Key="r").json() for _ in range(2)]
    assert answers[0] == answers[1] and Result.objects.count() == 1


def test_a_correction_takes_the_place_of_a_result_that_stays(cast, auditor):
    sample = drawn(cast)
    row = row_of(sample)
    first = judged(cast, row, cast.auditor)
    told = {"hazard": str(row.hazard_id), "holds": True, "note": "补记门号", "corrects": first.pk}
    saved = auditor.post(f"samples/{sample.pk}/results/", told).json()
    assert [one["id"] for one in saved["earlier"]] == [first.pk]
    assert saved["result"]["corrects"] == first.pk


def test_a_rechecker_gets_their_own_rows_and_no_estimate(cast, auditor, caller):
    sample = drawn(cast)
    row = given_to(cast, row_of(sample), cast.inspector)
    mine = caller(cast.inspector).get(f"samples/{sample.pk}/").json()
    assert [one["hazard"]["id"] for one in mine["hazards"]] == [str(row.hazard_id)]
    assert (mine["estimate"], mine["estimates"], mine["drawn"]) == (None, [], 1)
    assert caller(cast.inspector).get(f"samples/{sample.pk}/verification/").status_code == 403
    other = drawn(cast, 1, unit=cast.units["central_b"])
    assert caller(cast.inspector).get(f"samples/{other.pk}/").status_code == 404


def test_the_estimates_are_of_the_district_and_of_each_unit_below(cast, auditor):
    sample = drawn(cast, 2)
    told = auditor.get(f"samples/{sample.pk}/").json()
    assert set(told["estimate"]) == set(sample_shapes.EstimateOutput._declared_fields)
    assert told["estimate"]["rate"] is None
    for row in sample.drawn.select_related("sample", "hazard__unit"):
        is_there = row.hazard.unit != cast.school
        judged(cast, row, cast.auditor, is_there, due_on=cast.due_on)
    told = auditor.get(f"samples/{sample.pk}/").json()
    assert told["estimate"]["failed"] == 1
    assert 0 < told["estimate"]["low"] < told["estimate"]["rate"] < told["estimate"]["high"]
    by_unit = {one["unit"]["code"]: one for one in told["estimates"]}
    assert by_unit["JZ001"]["rate"] == 1 and by_unit["JZ001"]["frame"] == 3
    assert by_unit["JZ002"]["rate"] == 0
    assert (by_unit["JZ002"]["low"], by_unit["JZ002"]["high"]) == (0, 0)  # its only one
    row = auditor.get("samples/").json()["results"][0]
    assert set(row) == set(sample_shapes.SampleRowOutput._declared_fields)
    assert (row["drawn"], row["checked"], row["failed"]) == (2, 2, 1)


def test_a_list_and_a_sample_cost_the_same_for_many_as_for_few(
    cast, auditor, django_assert_max_num_queries
):
    struck_off(cast, 27)
    few, many = drawn(cast, 3), drawn(cast, 30)
    for sample in (few, many):
        for row in sample.drawn.select_related("sample", "hazard__unit")[:20]:
            judged(cast, row, cast.auditor)
        with django_assert_max_num_queries(20):
            auditor.get(f"samples/{sample.pk}/")
    for _ in range(6):
        drawn(cast, 1)
    with django_assert_max_num_queries(8):
        assert len(auditor.get("samples/").json()["results"]) == 8


def test_a_row_tells_every_giving_and_what_reopened_it(cast, auditor):
    row = row_of(drawn(cast))
    for person in (cast["inspector@bureau"], cast.inspector):
        given_to(cast, row, person)
    first = judged(cast, row, cast.auditor, False, due_on=cast.due_on)
    judged(cast, row, cast.auditor, True, note="看错了门", corrects=first.pk)
    (told,) = [
        one
        for one in auditor.get(f"samples/{row.sample_id}/").json()["hazards"]
        if one["hazard"]["id"] == str(row.hazard_id)
    ]
    assert set(told) == set(sample_shapes.SampledOutput._declared_fields)
    given = [one["rechecker"]["id"] for one in told["assignments"]]
    assert given == [cast["inspector@bureau"].pk, cast.inspector.pk]
    assert told["result"]["holds"] and told["hazard"]["state"] == "assigned"
    assert [one["result"] for one in told["reopenings"]] == [first.pk]
