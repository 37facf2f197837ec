"""A tip comes in once, with a receipt code nobody guesses."""

import uuid

import pytest

from organizations.models import Unit
from tests.base.together import at_once
from tests.tips.telling import PHONE, WHO
from tips import services
from tips.models import Tip, TipPhoto, TipsterIdentity
from tips.public import receipts
from tips.services.uploads import NoRoom
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

SAID = {"place": "南校门", "text": "防撞柱倒了"}


def test_the_same_tip_sent_twice_is_one_with_one_code(telling, cast):
    told = {"unit": cast.school, "id": uuid.uuid4(), "who": WHO, **SAID}
    first, second = services.receive(**told), services.receive(**told)
    assert (first.is_new, second.is_new) == (True, False)
    assert (first.tip, first.code) == (second.tip, second.code)
    assert Tip.objects.count() == TipsterIdentity.objects.count() == 1


def test_another_body_under_the_same_id_is_refused(cast):
    told = {"unit": cast.school, "id": uuid.uuid4(), **SAID}
    services.receive(**told)
    with pytest.raises(NotPossible):
        services.receive(**{**told, "text": "别的"})


@pytest.mark.parametrize("name", ["place", "text"])
def test_what_says_nothing_is_refused(cast, name):
    with pytest.raises(SomethingMissing) as refusal:
        services.receive(unit=cast.school, **{**SAID, name: " \u200b "})
    assert [lack.code for lack in refusal.value.missing] == [name]


def test_only_a_handler_enters_what_came_by_another_way(telling, cast):
    told = {"unit": cast.school, "channel": "12350", **SAID}
    tip = services.receive(by=telling.handler, **told).tip
    assert (tip.channel, tip.entered_by) == ("12350", telling.handler)
    for person in (None, cast.officer, cast["administrator@bureau"]):
        with pytest.raises(NotPermitted):
            services.receive(by=person, **told)


def test_nothing_comes_in_about_a_closed_unit(cast):
    Unit.objects.filter(pk=cast.school.pk).update(closed_on="2026-01-01")
    with pytest.raises(NotPossible):
        services.receive(unit=Unit.objects.get(pk=cast.school.pk), **SAID)


def test_a_code_has_eight_signs_none_read_as_another_and_opens_its_own_tip(telling, cast):
    received = [services.receive(unit=cast.school, **SAID) for _n in range(20)]
    codes = {one.code for one in received}
    assert len(codes) == 20
    assert all(len(code) == 8 and not set(code) & set("0O1I") for code in codes)
    for one in received:
        typed = f" {receipts.shown(one.code).lower()} "
        assert receipts.found(typed) == one.tip
    everything = str(list(Tip.objects.values())) + str(
        [entry.facts for tip in Tip.objects.all() for entry in tip.history.all()]
    )
    assert not any(code in everything for code in codes)


@pytest.mark.parametrize("typed", ["", "AAAA", "0000 0000", "AAAA AAAAA", "ＡＡＡＡ", "'; --"])
def test_what_is_no_code_opens_nothing(telling, typed):
    telling.told()
    assert receipts.found(typed) is None


def test_two_tips_never_have_one_code(cast, monkeypatch):
    plain = receipts.code_of
    monkeypatch.setattr(
        receipts, "code_of", lambda id, key, place=0: plain(uuid.UUID(int=7), key, place)
    )
    first, second = (services.receive(unit=cast.school, **SAID) for _n in range(2))
    assert first.code != second.code
    assert receipts.found(second.code) == second.tip


def test_three_pictures_come_along_without_what_the_camera_says(telling, cast):
    form = uuid.uuid4()
    ids = [telling.kept_photo(form) for _n in range(2)]
    tip = services.receive(unit=cast.school, photos=ids, **SAID).tip
    assert [photo.pk for photo in tip.photos.all()] == ids
    names = {field.name for field in TipPhoto._meta.get_fields()}
    assert not names & {"latitude", "longitude", "camera", "taken_at"}


def test_pictures_of_another_tip_are_not_taken_along(telling, cast):
    ids = [telling.kept_photo(uuid.uuid4())]
    services.receive(unit=cast.school, photos=ids, **SAID)
    other = services.receive(unit=cast.school, photos=ids, place="别处", text="另一处").tip
    assert other.photos.count() == 0


def test_a_flood_fills_no_disk(telling, settings):
    settings.TIP_PHOTO_BYTES = 1
    telling.kept_photo(uuid.uuid4())
    with pytest.raises(NoRoom):
        telling.kept_photo(uuid.uuid4())


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_one(cast):
    told = {"unit": cast.school, "id": uuid.uuid4(), "who": WHO, **SAID}
    received = at_once(lambda: services.receive(**told), lambda: services.receive(**told))
    assert len({one.code for one in received}) == 1
    assert sorted(one.is_new for one in received) == [False, True]
    assert Tip.objects.count() == TipsterIdentity.objects.count() == 1


def test_a_flood_sends_few_messages(telling):
    for n in range(15):
        telling.told(place=f"第{n}处")
    assert telling.handler.notifications.filter(kind="tip_received").count() == 10
    said = str([m.sentence for m in telling.handler.notifications.all()])
    assert "第" not in said and PHONE not in said


def test_the_unit_told_of_is_told_nothing(telling, cast):
    telling.told()
    at_the_unit = [cast.officer, cast.inspector, cast.responsible, cast.viewer]
    assert not any(person.notifications.exists() for person in at_the_unit)
