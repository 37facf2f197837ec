"""Taking a hazard in: what is asked, what is refused, and the same report sent twice."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from hazards.models import Hazard
from tests.api.conftest import codes, report_of


@pytest.fixture
def inspector(cast, caller):
    return caller(cast.inspector)


def test_the_defaults_are_a_general_hazard_of_ones_own_found_today(cast, inspector):
    hazard = inspector.post("hazards/", report_of(cast, inspector.photo())).json()
    assert hazard["severity"] == "general" and hazard["source"] == "self_check"
    assert hazard["found_on"] == timezone.localdate().isoformat()
    assert hazard["is_violation"] is False and hazard["version"] == 1


def test_the_same_report_sent_twice_is_one_report(cast, inspector):
    told = report_of(cast, inspector.photo(), id=str(uuid.uuid4()))
    first, second = inspector.post("hazards/", told), inspector.post("hazards/", told)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    other = inspector.post("hazards/", {**told, "place": "操场"})
    assert other.status_code == 409 and codes(other) == [("not_possible", None)]
    assert Hazard.objects.count() == 1


def test_somebody_elses_id_says_nothing_about_the_hazard_behind_it(cast, caller):
    hazard = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    mine = caller(cast.inspector)
    answer = mine.post("hazards/", report_of(cast, mine.photo(), id=str(hazard.pk)))
    assert answer.status_code == 409 and set(answer.json()) == {"type", "errors"}


def test_what_the_service_sets_cannot_be_sent(cast, inspector):
    forged = {
        "state": "closed",
        "number": "2021-JZ012-9999",
        "version": 7,
        "due_on": "2021-06-30",
        "closed_by": cast.officer.pk,
        "reporter": cast.officer.pk,
        "was_found_by_bureau": True,
        "attempts": 5,
    }
    told = report_of(cast, inspector.photo(), **forged)
    hazard = inspector.post("hazards/", told).json()
    assert (hazard["state"], hazard["version"], hazard["due_on"]) == ("reported", 1, None)
    assert hazard["number"].endswith("-JZ012-0001") and hazard["attempts"] == 1
    assert hazard["reporter"]["id"] == cast.inspector.pk and hazard["closed_by"] is None
    assert hazard["was_found_by_bureau"] is False


@pytest.mark.parametrize("field", ["unit", "category", "place", "description"])
def test_four_things_are_always_asked(cast, inspector, field):
    told = report_of(cast, inspector.photo())
    del told[field]
    answer = inspector.post("hazards/", told)
    assert answer.status_code == 400 and codes(answer) == [("required", field)]


def days_away(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", "x" * 121),
        ("place", "  "),
        ("place", 7),
        ("place", True),
        ("description", "a\x00b"),
        ("description", ["list"]),
        ("unit", "x"),
        ("unit", True),
        ("unit", 1.5),
        ("unit", 10**40),
        ("unit", -1),
        ("unit", None),
        ("category", {}),
        ("clause", 999999),
        ("severity", "dire"),
        ("severity", ["general"]),
        ("source", "rumour"),
        ("is_violation", "perhaps"),
        ("found_on", "1999-12-31"),
        ("found_on", "2021-02-30"),
        ("found_on", "9999-12-31"),
        ("id", "7"),
        ("id", 7),
        ("photos", "x"),
        ("photos", ["x"]),
        ("photos", [True]),
        ("photos", [str(uuid.uuid4())] * 31),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_with_its_name(cast, inspector, field, value):
    answer = inspector.post("hazards/", report_of(cast, uuid.uuid4(), **{field: value}))
    assert answer.status_code == 400
    assert {attr.split(".")[0] for _code, attr in codes(answer)} == {field}


def test_tomorrow_is_no_day_to_have_found_something(cast, inspector):
    told = report_of(cast, inspector.photo(), found_on=days_away(1))
    assert codes(inspector.post("hazards/", told)) == [("future", "found_on")]
    told["found_on"] = days_away(0)
    assert inspector.post("hazards/", told).status_code == 201


def test_a_unit_out_of_reach_does_not_exist(cast, inspector):
    unseen = report_of(cast, uuid.uuid4(), unit=cast.units["school_b"].pk)
    unknown = report_of(cast, uuid.uuid4(), unit=10**6)
    answers = [inspector.post("hazards/", told) for told in (unseen, unknown)]
    assert answers[0].status_code == 400 and answers[0].json() == answers[1].json()
    assert codes(answers[0]) == [("does_not_exist", "unit")]


def test_a_role_that_only_reads_may_not_report(cast, caller):
    viewer = caller(cast.viewer)
    answer = viewer.post("hazards/", report_of(cast, viewer.photo()))
    assert answer.status_code == 403 and codes(answer) == [("not_permitted", None)]


def test_a_report_without_a_photo_lacks_it_unless_the_category_needs_none(cast, inspector):
    told = report_of(cast, "", photos=[])
    answer = inspector.post("hazards/", told)
    assert answer.status_code == 422 and codes(answer) == [("before_photo", None)]
    listed = inspector.get("categories/").json()["results"]
    told["category"] = next(c["id"] for c in listed if not c["photo_required"])
    assert inspector.post("hazards/", told).status_code == 201


def test_a_major_hazard_names_its_clause(cast, inspector):
    told = report_of(cast, inspector.photo(), severity="major")
    answer = inspector.post("hazards/", told)
    assert answer.status_code == 422 and codes(answer) == [("clause", "clause")]
    hazard = inspector.post("hazards/", {**told, "clause": cast.clause.pk}).json()
    assert hazard["clause"]["code"] == cast.clause.code


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b'{"place": NaN}', b"[" * 100_000],
)
def test_a_body_that_is_no_report_is_a_wrong_shape(cast, inspector, body):
    answer = inspector.post("hazards/", body)
    assert answer.status_code == 400, body
    assert codes(answer)


def test_half_a_character_is_refused_wherever_it_hides(cast, inspector):
    for body in (b'{"place": "\\ud800"}', b'{"\\udfff": 1}', b'{"severity": "\\ud800"}'):
        assert inspector.post("hazards/", body).status_code == 400
    whole = report_of(cast, inspector.photo(), place="\U0001f525 门口")
    assert inspector.post("hazards/", whole).json()["place"] == "\U0001f525 门口"


def test_only_json_is_read_and_only_so_much_of_it(cast, inspector):
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        answer = inspector.client.post(
            "/api/v1/hazards/", b"x=1", content_type=kind, headers=inspector.headers
        )
        assert answer.status_code == 415, kind
    big = b'{"place": "' + b"x" * 3_000_000 + b'"}'
    answer = inspector.post("hazards/", big)
    assert answer.status_code == 413 and codes(answer) == [("too_large", None)]


@pytest.mark.parametrize("charset", ["hex", "rot13", "utf-16", "nonsense", "utf-8"])
def test_no_codec_of_the_callers_choosing_is_run(cast, inspector, charset):
    kind = f"application/json; charset={charset}"
    sent = {"content_type": kind, "headers": inspector.headers}
    answer = inspector.client.generic("POST", "/api/v1/hazards/", b"{}", **sent)
    assert answer.status_code == 400


def test_the_bureaus_inspector_is_remembered_as_such(cast, caller):
    inspector = caller(cast["inspector@bureau"])
    hazard = inspector.post("hazards/", report_of(cast, inspector.photo())).json()
    assert hazard["was_found_by_bureau"] is True
