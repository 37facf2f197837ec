"""Tips by calls: told without a log-in, handled by those named."""

import json
import uuid

import pytest

from audit.models import Event
from tests.cast import picture
from tests.tips.telling import NAME, PHONE, WHO, named
from throttling.counters import counters
from tips import services
from tips.models import Tip, TipsterIdentity
from tips.public import receipts
from tips.services import junk

ROOT = "/api/v1/tips/"
SAID = {"unit": "JZ012", "where": "南校门", "what": "防撞柱倒了"}


def post(client, path: str = "", body=None, **headers):
    return client.post(ROOT + path, json.dumps(body or {}), "application/json", headers=headers)


@pytest.fixture
def handler(client, telling):
    client.force_login(telling.handler)
    return client


@pytest.fixture
def few(settings, tmp_path):
    rates = {"tip": [(3, 3600)], "tip_receipt": [(5, 3600)]}
    settings.RATES = {**settings.RATES, **rates}
    settings.RATES_FILE = tmp_path / "rates"
    yield
    counters.cache_clear()


def test_a_stranger_tells_and_asks_how_far_it_is(client, telling):
    answer = post(client, body={**SAID, "phone": PHONE})
    assert answer.status_code == 201 and set(answer.json()) == {"receipt"}
    tip = receipts.found(answer.json()["receipt"])
    assert tip.text == SAID["what"] and TipsterIdentity.objects.filter(tip=tip).exists()
    asked = client.get(f"{ROOT}receipt/{answer.json()['receipt']}/")
    assert asked.json()["stage"] == "received"
    assert "南校门" not in asked.content.decode() and PHONE not in asked.content.decode()


def test_pictures_come_along_as_multipart(client, cast):
    answer = client.post(ROOT, {**SAID, "photos": [picture(), picture()]})
    assert answer.status_code == 201
    assert Tip.objects.get().photos.count() == 2
    fifty = client.post(ROOT, {**SAID, "photos": [picture() for _n in range(50)]})
    assert fifty.status_code in (400, 413)


def test_the_same_again_is_the_same_and_another_body_is_refused(client, cast):
    body = {**SAID, "id": str(uuid.uuid4())}
    first, second = post(client, body=body), post(client, body=body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert post(client, body={**body, "what": "别的"}).status_code == 409


@pytest.mark.parametrize(
    "given",
    [{"unit": "NOBODY"}, {"where": ""}, {"what": None}, {"what": "长" * 1001}, {"id": 7}],
)
def test_what_has_the_wrong_shape_is_refused_and_nothing_is_kept(client, cast, given):
    assert post(client, body={**SAID, **given}).status_code == 400
    assert not Tip.objects.exists()


def test_ten_megabytes_are_refused(client, cast):
    assert post(client, body={**SAID, "what": "长" * 4_000_000}).status_code in (400, 413)


def test_too_many_from_one_address_are_refused_for_a_while(client, cast, few):
    answers = [post(client, body={**SAID, "what": f"第{n}处"}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_guessing_at_codes_is_stopped_and_answered_alike(client, telling, few):
    received = services.receive(unit=telling.cast.school, place="x", text="y")
    wrong = [client.get(f"{ROOT}receipt/{code}/") for code in ("AAAABBBB", "0", "AAAABBB2")]
    assert {(one.status_code, one.content) for one in wrong} == {(404, wrong[0].content)}
    for _n in range(3):
        last = client.get(f"{ROOT}receipt/{received.code}/")
    assert last.status_code == 429


def test_only_a_handler_enters_what_came_by_phone(client, telling):
    body = {**SAID, "channel": "12350", "phone": PHONE, "name": NAME}
    assert post(client, body=body).status_code == 403
    client.force_login(telling.cast.officer)
    assert post(client, body=body).status_code == 403
    client.force_login(telling.handler)
    assert post(client, body=body).status_code == 201
    assert Tip.objects.get().channel == "12350"


def test_doors_of_the_handlers(client, telling):
    tip = telling.told(who=WHO)
    one = f"{ROOT}{tip.pk}/"
    assert client.get(ROOT).status_code == client.get(one).status_code == 401
    for person in (
        telling.cast.officer,
        named(telling.cast["viewer@central"], telling.cast.units["central"]),
    ):
        client.force_login(person)
        seen = client.get(one).status_code
        assert seen == (200 if person.username == "viewer@central" else 404)
    client.force_login(telling.cast.officer)
    assert client.get(ROOT).status_code == 403
    for call in ("tipster/", ""):
        assert client.get(one + call).status_code == 404
    for move in ("accept", "feedback", "set-aside"):
        assert post(client, f"{tip.pk}/{move}/", {"reason": "x"}).status_code == 404


def test_a_whole_life_by_calls(handler, telling):
    tip, cast = telling.told(who=WHO), telling.cast
    one = f"{tip.pk}/"
    assert [row["id"] for row in handler.get(ROOT).json()["results"]] == [str(tip.pk)]
    assert handler.get(f"{ROOT}?state=accepted").json()["results"] == []
    lacking = post(handler, f"{one}accept/")
    assert lacking.status_code == 422
    assert {e["code"] for e in lacking.json()["errors"]} == {"reason", "hazard"}
    worded = {"category": cast.fire.pk, "place": "南校门", "description": "柱子倒了"}
    body = {"reason": "看过", **worded, "photos": [str(cast.photo(telling.handler))]}
    assert post(handler, f"{one}accept/", body, **{"If-Match": '"9"'}).status_code == 412
    accepted = post(handler, f"{one}accept/", body)
    assert accepted.status_code == 200 and accepted.json()["state"] == "accepted"
    again = post(handler, f"{one}accept/", body)
    assert again.status_code == 409 and again.json()["state"] == "accepted"
    answered = post(handler, f"{one}feedback/", {"answer": "已列入台账"}).json()
    assert answered["answer"] == "已列入台账"
    reward = {"kind": "public", "amount": "200.00", "day": tip.received_on.isoformat()}
    rewarded = post(handler, f"{one}reward/", reward).json()
    (follow_up,) = rewarded["follow_ups"]
    corrected = post(
        handler, f"follow-ups/{follow_up['id']}/supersede/", {"reason": "少了", "amount": "300"}
    )
    assert corrected.status_code == 201 and corrected.json()["amount"] == "300.00"
    assert len(handler.get(f"{ROOT}follow-ups/").json()["results"]) == 2


def test_every_other_move_by_calls(handler, telling):
    other = telling.told(place="别处")
    for move, given in {
        "repeat": {"repeat_of": str(other.pk)},
        "unfounded": {},
        "forward": {"forwarded_to": "市场监管局"},
        "set-aside": {},
    }.items():
        tip = telling.told()
        assert post(handler, f"{tip.pk}/{move}/").status_code == 422, move
        done = post(handler, f"{tip.pk}/{move}/", {"reason": "看过", **given})
        assert done.status_code == 200, (move, done.content)
    assert post(handler, f"{tip.pk}/take-back/", {"reason": "真的"}).json()["state"] == "received"
    forwarded = Tip.objects.get(state="forwarded")
    back = post(handler, f"{forwarded.pk}/reconsider/", {"reason": "归我们"})
    assert back.json()["forwarded_to"] == ""


def test_junk_is_set_aside_many_at_once(handler, telling):
    ids = [str(telling.told(place=str(n)).pk) for n in range(3)]
    done = post(handler, "bulk/set-aside/", {"ids": ids, "reason": "刷的"})
    assert done.json() == {"set_aside": 3}
    assert post(handler, "bulk/set-aside/", {"ids": ids}).status_code == 422


def test_all_that_are_alike_are_set_aside_at_once_or_by_the_worker(handler, telling, monkeypatch):
    for n in range(3):
        telling.told(text="加微信领红包", place=str(n))
    telling.told()
    body = {"all": True, "says": "红包", "unit": telling.cast.school.pk, "reason": "刷的"}
    for unclear in ({"reason": "刷的"}, {**body, "ids": [str(uuid.uuid4())]}):
        assert post(handler, "bulk/set-aside/", unclear).status_code == 400
    with monkeypatch.context() as few:
        few.setattr(junk, "AT_ONCE", 2)
        left = post(handler, "bulk/set-aside/", body)
    assert left.status_code == 202 and handler.get(f"/api/v1/jobs/{left.json()['job']}/").json()
    assert post(handler, "bulk/set-aside/", body).json() == {"set_aside": 3}
    assert Tip.objects.filter(state="received").count() == 1


def test_who_tipped_is_in_its_own_answer_alone_and_logged(handler, telling):
    tip = telling.told(who=WHO)
    assert PHONE not in handler.get(f"{ROOT}{tip.pk}/").content.decode()
    assert PHONE not in handler.get(ROOT).content.decode()
    answer = handler.get(f"{ROOT}{tip.pk}/tipster/")
    assert answer.json() == {"phone": PHONE, "name": NAME}
    assert answer["Cache-Control"] == "no-store"
    assert Event.objects.filter(kind="tipster_viewed", door="api").count() == 1


def test_news_are_recorded_once(handler, telling):
    body = {"id": str(uuid.uuid4()), "unit": telling.cast.units["bureau"].pk}
    body |= {"title": "市民发现隐患", "day": "2021-06-12"}
    first, second = (post(handler, "follow-ups/", body) for _n in range(2))
    assert (first.status_code, second.status_code) == (201, 200)


def test_the_feed_of_changes_names_tips_to_their_handlers_alone(client, telling):
    telling.told()
    for person, sees in ((telling.handler, True), (telling.cast.officer, False)):
        client.force_login(person)
        kinds = {row["kind"] for row in client.get("/api/v1/changes/").json()["results"]}
        assert ("tip" in kinds) == sees
