"""Every way a move is refused, for every move, in the order of the contract."""

import uuid

import pytest

from tests import law
from tests.api.conftest import body_of, codes, kebab

ELSEWHERE = {
    move: "closed" if state != "closed" else "reported" for move, state in law.FROM.items()
}
# The central school's responsible person sees the school's hazards and may move none of them.
BYSTANDER = "responsible@central"
SAYS_NOTHING = {
    "assign": {"responsible", "due_on", "measures"},
    "reassign": {"responsible_or_measures", "reason"},
    "rectify": {"measures_taken", "after_photo"},
    "fix_on_spot": {"after_photo"},
    "send_back": {"reason"},
    "reopen": {"reason", "due_on"},
    "dismiss": {"outcome", "reason"},
    "restore": {"reason"},
}
WRONG = {
    "assign": {"due_on": "tomorrow", "responsible": "x", "funds": "many"},
    "reassign": {"responsible": 0, "measures": 5},
    "rectify": {"photos": ["no-uuid"], "measures_taken": {}},
    "fix_on_spot": {"photos": "all"},
    "send_back": {"reason": ["because"]},
    "close": {"note": 5},
    "reopen": {"due_on": "9999-12-31"},
    "dismiss": {"outcome": "boring"},
    "restore": {"reason": "x" * 2001},
}
moves = pytest.mark.parametrize("move", law.FROM)


def someone_who_may(cast, move):
    return cast[sorted(law.MAY[move])[-1]]


def address(hazard, move):
    return f"hazards/{getattr(hazard, 'pk', hazard)}/{kebab(move)}/"


@moves
def test_nobody_moves_anything_without_a_login(cast, caller, move):
    answer = caller().post(address(cast.in_state(law.FROM[move]), move))
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Token"
    assert codes(answer) == [("not_authenticated", None)]


@moves
def test_a_hazard_out_of_sight_is_not_there(cast, caller, move):
    outsider = caller(cast["officer@school_b"])
    unseen = outsider.post(address(cast.in_state(law.FROM[move]), move), WRONG[move])
    unknown = outsider.post(address(uuid.uuid4(), move), WRONG[move])
    assert unseen.status_code == unknown.status_code == 404
    assert unseen.json() == unknown.json() and codes(unseen) == [("not_found", None)]


@moves
def test_the_shape_is_checked_before_state_and_person(cast, caller, move):
    hazard = cast.in_state(ELSEWHERE[move])
    answer = caller(cast[BYSTANDER]).post(address(hazard, move), WRONG[move], If_Match='"9"')
    assert answer.status_code == 400
    assert {attr.split(".")[0] for _code, attr in codes(answer)} == set(WRONG[move])


@moves
def test_a_stale_version_is_said_before_the_state(cast, caller, move):
    hazard = cast.in_state(ELSEWHERE[move])
    answer = caller(cast[BYSTANDER]).post(address(hazard, move), If_Match='"99"')
    assert answer.status_code == 412 and codes(answer) == [("stale", None)]
    assert answer.json()["version"] == hazard.version


@moves
def test_a_move_from_another_state_says_where_the_hazard_stands(cast, caller, move):
    hazard = cast.in_state(ELSEWHERE[move])
    answer = caller(cast[BYSTANDER]).post(address(hazard, move))
    assert answer.status_code == 409 and codes(answer) == [("not_possible", None)]
    assert (answer.json()["state"], answer.json()["version"]) == (hazard.state, hazard.version)


@moves
def test_the_wrong_person_is_refused_before_anything_is_missing(cast, caller, move):
    answer = caller(cast[BYSTANDER]).post(address(cast.in_state(law.FROM[move]), move))
    assert answer.status_code == 403 and codes(answer) == [("not_permitted", None)]


@pytest.mark.parametrize("move", SAYS_NOTHING)
def test_each_missing_thing_is_named(cast, caller, move):
    hazard = cast.in_state(law.FROM[move])
    answer = caller(someone_who_may(cast, move)).post(address(hazard, move))
    assert answer.status_code == 422
    assert {code for code, _attr in codes(answer)} == SAYS_NOTHING[move]
    unnamed = {"after_photo", "responsible_or_measures"}
    assert all(attr == (None if code in unnamed else code) for code, attr in codes(answer))


@moves
@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', "{}", "*"])
def test_the_version_in_hand_opens_the_door(cast, caller, move, tag):
    mover = caller(someone_who_may(cast, move))
    hazard = cast.in_state(law.FROM[move])
    body = body_of(cast, move, mover.photo())
    answer = mover.post(address(hazard, move), body, If_Match=tag.format(hazard.version))
    assert answer.status_code == 200, answer.content
    assert answer["ETag"] == f'"{answer.json()["version"]}"'


@pytest.mark.parametrize("tag", ["", "abc", '"x"', "-1", '"1", "2"', '"١"', '"9999999999"'])
def test_a_senseless_if_match_is_a_wrong_shape(cast, caller, tag):
    answer = caller(cast.officer).post(address(cast.rectified(), "close"), If_Match=tag)
    assert answer.status_code == 400 and codes(answer)[0][1] == "If-Match"


def test_the_rectifier_may_not_close_even_as_superuser(cast, caller):
    cast.officer.is_superuser = cast.officer.is_staff = True
    cast.officer.save()
    hazard = cast.rectified(by=cast.officer)
    answer = caller(cast.officer).post(address(hazard, "close"))
    assert answer.status_code == 403


def test_the_photo_of_an_earlier_attempt_satisfies_nothing(cast, caller):
    repairer, officer = caller(cast.responsible), caller(cast.officer)
    hazard, photo = cast.assigned(), repairer.photo()
    body = {"measures_taken": "搬走", "photos": [photo]}
    assert repairer.post(address(hazard, "rectify"), body).status_code == 200
    assert officer.post(address(hazard, "send-back"), {"reason": "不行"}).status_code == 200
    again = repairer.post(address(hazard, "rectify"), body)
    assert again.status_code == 422 and codes(again) == [("after_photo", None)]


def test_somebody_elses_upload_is_no_evidence(cast, caller):
    body = {"measures_taken": "搬走", "photos": [caller(cast.officer).photo(), str(uuid.uuid4())]}
    answer = caller(cast.responsible).post(address(cast.assigned(), "rectify"), body)
    assert answer.status_code == 422 and codes(answer) == [("after_photo", None)]


def test_what_a_move_names_must_be_in_sight(cast, caller):
    officer, hazard = caller(cast.officer), cast.reported()
    unseen = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    for other in (unseen.pk, hazard.pk, uuid.uuid4()):
        body = {"outcome": "duplicate", "reason": "同一处", "duplicate_of": str(other)}
        answer = officer.post(address(hazard, "dismiss"), body)
        assert answer.status_code == 400 and codes(answer)[0][1] == "duplicate_of"
    body = {**body_of(cast, "assign", ""), "clause": 10**30, "responsible": 10**30}
    answer = officer.post(address(hazard, "assign"), body)
    assert answer.status_code == 400
    assert set(codes(answer)) == {("does_not_exist", "clause"), ("does_not_exist", "responsible")}


def test_a_person_of_another_unit_is_the_laws_business(cast, caller):
    body = {**body_of(cast, "assign", ""), "responsible": cast["responsible@central"].pk}
    answer = caller(cast["officer@central"]).post(address(cast.reported(), "assign"), body)
    assert answer.status_code == 422 and codes(answer) == [("responsible_of_unit", None)]


def test_a_person_out_of_reach_is_nobody(cast, caller):
    body = {**body_of(cast, "assign", ""), "responsible": cast["responsible@central"].pk}
    answer = caller(cast.officer).post(address(cast.reported(), "assign"), body)
    assert answer.status_code == 400 and codes(answer) == [("does_not_exist", "responsible")]


def test_an_address_that_is_none_is_answered_in_the_same_shape(cast, caller):
    hazard = cast.reported()
    for path in (address(hazard, "explode"), "hazards/no-uuid/", "nothing/", "hazards/bulk/x/"):
        answer = caller(cast.officer).post(path)
        assert answer.status_code == 404 and codes(answer) == [("not_found", None)]
        assert caller().get(path).status_code == 401


def test_a_hazard_is_neither_put_patched_nor_deleted(cast, caller):
    officer, hazard = caller(cast.officer), cast.reported()
    for verb in ("put", "patch", "delete"):
        send = getattr(officer.client, verb)
        answer = send(f"/api/v1/hazards/{hazard.pk}/", headers=officer.headers)
        assert answer.status_code == 405 and codes(answer) == [("method_not_allowed", None)]
