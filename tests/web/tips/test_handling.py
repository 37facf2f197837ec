"""The pages of those who handle tips."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from hazards.models import Hazard
from tests.tips.telling import NAME, PHONE, WHO, named
from tips import services
from tips.models import FollowUp, Tip

PAGES = ("/tips/", "/tips/enter/", "/tips/follow-ups/")


@pytest.fixture
def handler(client, telling):
    client.force_login(telling.handler)
    return client


def accept(handler, tip: Tip, **given):
    return handler.post(f"/tips/{tip.pk}/accept/", {"version": tip.version, **given})


@pytest.mark.parametrize("address", PAGES)
def test_they_are_for_those_named(client, telling, address):
    assert client.get(address).status_code == 302
    client.force_login(telling.cast.officer)
    assert client.get(address).status_code == 403
    client.force_login(telling.handler)
    assert client.get(address).status_code == 200


def test_a_tip_out_of_sight_is_not_there(client, telling):
    tip = telling.told(who=WHO)
    theirs = named(telling.cast.officer, telling.cast.units["central"])
    for person in (telling.cast.officer, theirs, telling.cast["administrator@bureau"]):
        client.force_login(person)
        assert client.get(f"/tips/{tip.pk}/").status_code == 404
        for act in ("accept", "unfounded", "tipster", "set-aside"):
            assert client.post(f"/tips/{tip.pk}/{act}/", {"reason": "x"}).status_code == 404


def test_what_may_tell_who_tipped_is_marked(handler, telling):
    tip = telling.told(text="我是三年级家长，电话13912345678，门口柱子倒了")
    page = handler.get(f"/tips/{tip.pk}/").content.decode()
    assert "<mark>家长</mark>" in page and "<mark>13912345678</mark>" in page
    assert "〔…〕" in page  # the wording proposed for the unit has no number


def test_it_waits_under_to_do_and_in_the_rail(handler, telling):
    tip = telling.told()
    page = handler.get("/").content.decode()
    assert f"/tips/{tip.pk}/" in page
    services.unfounded(tip, by=telling.handler, reason="没有")
    assert f"/tips/{tip.pk}/" in handler.get("/").content.decode()
    services.feedback(Tip.objects.get(), by=telling.handler, answer="没有这回事")
    assert f"/tips/{tip.pk}/" not in handler.get("/").content.decode()


def test_accepting_needs_what_the_law_says_and_keeps_what_was_typed(handler, telling):
    tip = telling.told()
    answer = accept(handler, tip, description="柱子倒了", place="南校门")
    assert answer.status_code == 422
    assert "柱子倒了" in answer.content.decode()
    given = {"reason": "看过", "category": telling.cast.fire.pk, "description": "柱子倒了"}
    photo = telling.cast.photo(telling.handler)
    answer = accept(handler, tip, place="南校门", severity="general", photos=[str(photo)], **given)
    assert answer.status_code == 302
    assert Hazard.objects.get(source="tip").description == "柱子倒了"


def test_a_picture_of_the_tip_is_passed_on_where_it_is_ticked(handler, telling):
    form = telling.told().pk
    tip = telling.told(photos=[telling.kept_photo(form), telling.kept_photo(form)])
    chosen, _other = tip.photos.all()
    given = {"reason": "看过", "category": telling.cast.fire.pk, "description": "柱子倒了"}
    accept(handler, tip, place="南校门", tip_photos=[str(chosen.pk)], **given)
    assert Hazard.objects.get(source="tip").photos.count() == 1


def test_each_move_is_made_from_the_page(handler, telling):
    other = telling.told(place="别处")
    for move, given in {
        "repeat": {"repeat_of": str(other.pk)},
        "unfounded": {},
        "forward": {"forwarded_to": "市场监管局"},
        "set-aside": {},
    }.items():
        tip = telling.told()
        answer = handler.post(f"/tips/{tip.pk}/{move}/", {"reason": "看过", **given})
        assert answer.status_code == 302, move
        again = handler.post(f"/tips/{tip.pk}/{move}/", {"reason": "看过", **given})
        assert again.status_code == 409, move
    done = Tip.objects.get(state="forwarded")
    answered = handler.post(f"/tips/{done.pk}/feedback/", {"answer": "已转市场监管局"})
    assert answered.status_code == 302


def test_a_reward_and_a_news_report_are_recorded_and_corrected(handler, telling):
    tip = telling.accepted()
    told = {"kind": "public", "amount": "200", "day": tip.received_on.isoformat()}
    assert handler.post(f"/tips/{tip.pk}/reward/", told).status_code == 302
    reward = FollowUp.objects.get()
    changed = {**told, "amount": "300", "reason": "少了"}
    handler.post(f"/tips/follow-ups/{reward.pk}/", changed)
    assert FollowUp.objects.get(superseded_by=None).amount == 300
    bureau = telling.cast.units["bureau"].pk
    news = {"unit": bureau, "title": "市民发现隐患", "day": tip.received_on.isoformat()}
    assert handler.post("/tips/follow-ups/", news).status_code == 302
    assert handler.post("/tips/follow-ups/", {**news, "title": ""}).status_code == 422
    assert handler.get(f"/tips/{tip.pk}/").status_code == 200


def test_who_tipped_is_shown_by_a_press_alone_and_each_is_logged(handler, telling):
    tip = telling.told(who=WHO)
    assert PHONE not in handler.get(f"/tips/{tip.pk}/").content.decode()
    assert handler.get(f"/tips/{tip.pk}/tipster/").status_code == 405
    page = handler.post(f"/tips/{tip.pk}/tipster/")
    assert PHONE in page.content.decode() and NAME in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Event.objects.filter(kind="tipster_viewed", door="page").count() == 1


def test_one_by_phone_is_entered_with_its_code_read_out(handler, telling):
    given = {
        "unit": telling.cast.school.pk,
        "channel": "12350",
        "received_on": telling.told().received_on.isoformat(),
        "place": "食堂",
        "text": "煤气味",
        "phone": PHONE,
        "name": NAME,
    }
    answer = handler.post("/tips/enter/", given, follow=True)
    page = answer.content.decode()
    tip = Tip.objects.get(channel="12350")
    assert tip.entered_by == telling.handler and tip.left_identity
    assert PHONE not in page and NAME not in page
    assert handler.post("/tips/enter/", {**given, "text": ""}).status_code == 400


def test_junk_is_set_aside_ticked_or_all_of_a_unit(handler, telling):
    first, second, third = (telling.told(place=str(n)) for n in range(3))
    other = telling.told(telling.cast.units["school_2"])
    handler.post("/tips/set-aside/", {"ids": [str(first.pk)], "reason": "刷的"})
    assert list(Tip.objects.filter(state="set_aside")) == [first]
    handler.post("/tips/set-aside/", {"all": "1", "unit": telling.cast.school.pk, "reason": "刷的"})
    assert set(Tip.objects.filter(state="received")) == {other}
    handler.post("/tips/set-aside/", {"all": "1", "reason": ""})
    assert set(Tip.objects.filter(state="received")) == {other}
    assert third.pk and second.pk


def test_all_that_the_filter_finds_is_set_aside_and_the_list_says_how_many_that_are(
    handler, telling
):
    junk, real = telling.told(text="加微信领红包"), telling.told()
    page = handler.get("/tips/", {"says": "红包"}).content.decode()
    assert f"/tips/{junk.pk}/" in page and f"/tips/{real.pk}/" not in page
    assert 'name="says" value="红包"' in page and "全部1条" in page
    assert handler.get("/tips/", {"since": "tomorrow"}).status_code == 404
    since = junk.received_on.isoformat()
    told = {"all": "1", "says": "红包", "since": since, "reason": "刷的"}
    sent = handler.post("/tips/set-aside/", told)
    assert sent["Location"] == f"/tips/?since={since}&says=%E7%BA%A2%E5%8C%85"
    assert list(Tip.objects.filter(state="set_aside")) == [junk]


def test_its_pictures_are_seen_by_handlers_alone(client, telling):
    form = telling.told().pk
    tip = telling.told(photos=[telling.kept_photo(form)])
    address = f"/tips/{tip.pk}/photos/{tip.photos.get().pk}/thumb/"
    client.force_login(telling.handler)
    assert client.get(address)["Content-Type"] == "image/jpeg"
    client.force_login(telling.cast.officer)
    assert client.get(address).status_code == 404


def test_an_officer_prints_posters_of_the_own_unit_alone(client, telling):
    cast = telling.cast
    client.force_login(cast.officer)
    assert client.get("/tips/posters/").status_code == 200
    asked = {"layout": "six", "place": "南校门"}
    answer = client.get("/tips/posters/poster.pdf", {"unit": cast.school.pk, **asked})
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    other = {"unit": cast.units["school_b"].pk, **asked}
    assert client.get("/tips/posters/poster.pdf", other).status_code == 404
    client.force_login(cast.viewer)
    assert client.get("/tips/posters/").status_code == 403


def test_an_administrator_names_handlers_and_reads_no_tip(client, telling):
    tip = telling.told()
    client.force_login(telling.cast["administrator@bureau"])
    page = client.get("/tips/").content.decode()
    assert str(telling.handler) in page and tip.text not in page


def test_the_list_costs_the_same_for_three_and_for_thirty(handler, telling):
    counts = []
    for n in (3, 27):
        for _n in range(n):
            telling.told(place=f"{_n}")
        with CaptureQueriesContext(connection) as made:
            handler.get("/tips/")
        counts.append(len(made))
    assert counts[0] == counts[1]
