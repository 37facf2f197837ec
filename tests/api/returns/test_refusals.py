"""Every way a call about a return is refused, in the order of the contract, and who may what."""

import uuid
import zipfile

import pytest
from django.db import transaction

from returns import services
from returns.models.returns import Return
from tests.api.conftest import Caller, codes
from tests.api.files import named, pdf, word_document
from tests.api.returns.campaigning import answers, handed_in, in_state, of, opened

STATES = ("draft", "submitted", "returned", "accepted", "superseded")
# The law written by hand: from which states, and which of the cast (the school's return, which
# the school's officer submitted).
FROM = {
    "submit": {"draft", "returned"},
    "nil": {"draft", "returned"},
    "accept": {"submitted"},
    "return": {"submitted"},
    "correct": {"accepted"},
}
FILLS, REVIEWS = {"officer@school"}, {"officer@central", "auditor@bureau"}
MAY = {
    "submit": FILLS,
    "nil": FILLS,
    "accept": REVIEWS,
    "return": REVIEWS,
    "correct": {"officer@school", "auditor@bureau"},
}
OUTSIDE = ("@school_2", "@central_b", "@school_b", "@school_b2", "@direct")
WRONG = {"return": {"reason": 5}, "correct": {"reason": ["x"]}}
EXPLAINED = {"reason": "场次请核对"}
BYSTANDER = "viewer@school"
moves = pytest.mark.parametrize("move", FROM)


@pytest.fixture
def campaign(cast):
    return opened(cast)


def expected(state, move, key):
    if key.endswith(OUTSIDE):
        return 404
    if state not in FROM[move]:
        return 409
    if key not in MAY[move]:
        return 403
    return 422 if move == "nil" and state == "returned" else 200


def body(move):
    return EXPLAINED if move in ("return", "correct") else {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("state", STATES)
def test_each_person_is_offered_and_may_make_exactly_the_moves_of_the_law(cast, campaign, state):
    one = in_state(cast, campaign, state)
    if state == "returned":  # something to report: a nil return is refused for that alone
        services.fill(one, by=cast.officer, values={"slogans_banners_posted": 3})
    callers = {key: Caller(person) for key, person in cast.people.items()}
    for key, somebody in callers.items():
        answer = somebody.get(f"returns/{one.pk}/")
        if expected(state, "submit", key) == 404:
            assert answer.status_code == 404, key
            continue
        offered = {move["name"] for move in answer.json()["moves"]}
        possible = {move for move in FROM if state in FROM[move] and key in MAY[move]}
        assert offered == possible, key
    for move in FROM:
        for key, somebody in callers.items():
            with transaction.atomic():
                answer = somebody.post(f"returns/{one.pk}/{move}/", body(move))
                transaction.set_rollback(True)
            assert answer.status_code == expected(state, move, key), (move, key, answer.content)


def test_nobody_reviews_what_they_submitted_themselves(cast, caller, campaign):
    """The central school's own return is reviewed by the bureau, not by its own officer."""
    one = handed_in(cast, campaign, "central")
    assert caller(cast["officer@central"]).post(f"returns/{one.pk}/accept/").status_code == 403
    assert caller(cast.auditor).post(f"returns/{one.pk}/accept/").status_code == 200


READ = ["", "history/", "rows/?code=launch_sessions", "table.docx", "table.xlsx", "packet.zip"]
SENT = [*(f"{move}/" for move in FROM), "adjust/", "photos/"]


@pytest.fixture
def one(cast, campaign):
    """Handed in, with everything that can go with it."""
    draft = services.choose_photos(
        of(campaign, cast.school), by=cast.officer, photos=[cast.photo(cast.officer)]
    )
    services.attach_summary(draft, by=cast.officer, file=word_document())
    return services.attach_scan(handed_in(cast, campaign, "school"), by=cast.officer, file=pdf())


def statuses(somebody, one):
    """What each address of the return answers, by address."""
    here = f"returns/{getattr(one, 'pk', one)}/"
    photos = one.photos.values_list("photo", flat=True) if isinstance(one, Return) else [one]
    pictures = [f"photos/{photo}/{size}/" for photo in photos for size in ("display", "thumb")]
    read = {path: somebody.get(here + path) for path in [*READ, "summary/", "scan/", *pictures]}
    sent = {path: somebody.post(here + path, {"reason": "x"}) for path in SENT}
    files = {f"{path} ": somebody.send_file(here + path, pdf()) for path in ("summary/", "scan/")}
    others = {
        "PATCH": somebody.patch(here, {"summary": "x"}),
        "PUT": somebody.put(here + "photos/", {"photos": []}),
    }
    answered = {**read, **sent, **files, **others}
    return {path: answer.status_code for path, answer in answered.items()}


def test_every_address_of_a_return_asks_who_is_there(one, caller):
    assert set(statuses(caller(), one).values()) == {401}


@pytest.mark.parametrize("name", ["officer@school_2", "officer@direct", "officer@central_b"])
def test_a_return_out_of_reach_is_not_there_at_any_address(cast, caller, one, name):
    outsider = caller(cast[name])
    assert set(statuses(outsider, one).values()) == {404}
    assert set(statuses(outsider, uuid.uuid4()).values()) == {404}
    unseen = outsider.get(f"returns/{one.pk}/").json()
    assert unseen == outsider.get(f"returns/{uuid.uuid4()}/").json()
    assert set(statuses(caller(cast.stranger), one).values()) == {404}


def test_who_sees_a_return_reads_every_address_of_it(cast, caller, one):
    answered = statuses(caller(cast["viewer@central"]), one)
    read = {path: status for path, status in answered.items() if path not in SENT}
    pictures = {path for path in read if path.endswith(("display/", "thumb/"))}
    assert len(pictures) == 2
    for path in [*READ, "summary/", "scan/", *pictures]:
        assert read[path] == 200, path


@moves
def test_the_shape_is_said_first_then_the_version_the_state_and_the_person(
    cast, caller, campaign, move
):
    elsewhere = "accepted" if "accepted" not in FROM[move] else "draft"
    one = in_state(cast, campaign, elsewhere)
    somebody, path = caller(cast[BYSTANDER]), f"returns/{one.pk}/{move}/"
    if move in WRONG:
        assert codes(somebody.post(path, WRONG[move], If_Match='"99"')) == [("invalid", "reason")]
    assert somebody.post(path, If_Match='"x"').status_code == 400
    stale = somebody.post(path, If_Match='"99"')
    assert stale.status_code == 412 and codes(stale) == [("stale", None)]
    late = somebody.post(path, If_Match=f'"{one.version}"')
    assert late.status_code == 409 and codes(late) == [("not_possible", None)]
    for refusal in (stale.json(), late.json()):
        assert (refusal["state"], refusal["version"]) == (one.state, one.version)


def test_a_move_that_needs_a_reason_names_it(cast, caller, campaign):
    one = in_state(cast, campaign, "submitted")
    central = caller(cast["officer@central"])
    for told in ({}, {"reason": None}, {"reason": " "}):
        answer = central.post(f"returns/{one.pk}/return/", told)
        assert answer.status_code == 422 and codes(answer) == [("reason", "reason")]


def test_each_blank_that_is_missing_is_named_by_its_indicator(cast, caller, campaign):
    officer = caller(cast.officer)
    one = services.fill(
        of(campaign, cast.school), by=cast.officer, values=answers(launch_sessions=None)
    )
    here = f"returns/{one.pk}/"
    answer = officer.post(here + "submit/")
    assert answer.status_code == 422
    assert codes(answer) == [("launch_sessions", "values.launch_sessions")]
    (submit, _nil) = officer.get(here).json()["moves"]
    assert [lack["code"] for lack in submit["missing"]] == ["launch_sessions"]
    assert one.state == of(campaign, cast.school).state == "draft"


def test_something_to_report_is_no_nil_return(cast, caller, campaign):
    one = services.fill(
        of(campaign, cast.school), by=cast.officer, values=answers(slogans_banners_posted=3)
    )
    answer = caller(cast.officer).post(f"returns/{one.pk}/nil/")
    assert answer.status_code == 422 and codes(answer) == [("nothing_to_report", None)]


def test_after_a_correction_only_its_draft_goes_on(cast, caller, campaign):
    old = in_state(cast, campaign, "superseded")
    officer = caller(cast.officer)
    told = officer.get(f"returns/{old.pk}/").json()
    assert told["moves"] == [] and told["superseded_by"] == str(of(campaign, cast.school).pk)
    assert officer.patch(f"returns/{old.pk}/", {"summary": "x"}).status_code == 409
    assert officer.patch(f"returns/{told['superseded_by']}/", {"summary": "x"}).status_code == 200


def test_the_same_move_under_one_key_is_made_once(cast, caller, campaign):
    one = in_state(cast, campaign, "draft")
    officer, path = caller(cast.officer), f"returns/{one.pk}/submit/"
    first = officer.post(path, Idempotency_Key="a")
    again = officer.post(path, Idempotency_Key="a")
    assert first.status_code == again.status_code == 200 and first.content == again.content
    assert first["ETag"] == again["ETag"] == f'"{first.json()["version"]}"'
    assert again["Idempotent-Replayed"] == "true"
    assert one.history.filter(move="submit").count() == 1
    assert officer.post(path).status_code == 409
    assert codes(officer.post(path, {"x": 1}, Idempotency_Key="a"))[0][0] == (
        "idempotency_key_reused"
    )


def test_the_underscored_name_of_a_move_is_no_address(cast, caller, campaign):
    one = in_state(cast, campaign, "submitted")
    answer = caller(cast.auditor).post(f"returns/{one.pk}/return_/", EXPLAINED)
    assert answer.status_code == 404


def test_a_summary_that_would_unpack_to_more_than_anybody_writes_is_refused(cast, caller):
    one = of(opened(cast), cast.school)
    file, picture = word_document(), "word/media/image1.bmp"
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as z, z.open(picture, "w") as part:
        for _ in range(201):
            part.write(bytes(1024 * 1024))
    heavy = named(file.getvalue(), "总结.docx")
    refused = caller(cast.officer).send_file(f"returns/{one.pk}/summary/", heavy)
    assert refused.status_code == 400 and codes(refused) == [("not_word", "file")]
