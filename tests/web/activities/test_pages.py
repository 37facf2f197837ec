"""Activities on the pages: logging without a script, correcting, the list, and who may."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Activity
from activities.services import log, supersede
from tests.cast import picture

LOG = "/activities/log/"


def day(ago: int = 0):
    return timezone.localdate() - timedelta(ago)


@pytest.fixture
def officer(cast):
    client = Client()
    client.force_login(cast.officer)
    return client


def said(cast, **given):
    usual = {"id": str(uuid.uuid4()), "unit": cast.school.pk, "kind": "online_class"}
    usual |= {"when": day().isoformat(), "sessions": "1", "people": "388", "name": ""}
    return {**usual, **given}


def logged(cast, **given):
    told = {"by": cast.officer, "unit": cast.school, "day": day(), "kind": "drill", "people": 440}
    return log(**{**told, **given})[0]


def text_of(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


# --- Logging -------------------------------------------------------------------------------


def test_first_the_kind_then_what_is_counted_of_it(cast, officer):
    first = officer.get(LOG)
    assert first.status_code == 200 and 'name="sessions"' not in first.content.decode()
    assert "?kind=online_class" in first.content.decode()
    page = officer.get(LOG, {"kind": "online_class"}).content.decode()
    assert 'name="sessions"' in page and 'name="people"' in page and "人次" in page
    banners = officer.get(LOG, {"kind": "slogans"}).content.decode()
    assert 'name="people"' not in banners
    assert "网络课堂培训场数" in page and "标语横幅挂图" in banners  # the blanks they go into


def test_a_kind_a_number_and_it_is_logged(cast, officer):
    answer = officer.post(LOG, said(cast))
    assert answer.status_code == 302
    one = Activity.objects.get()
    assert (one.unit, one.kind, one.day, one.sessions, one.people) == (
        cast.school, "online_class", day(), 1, 388,
    )  # fmt: skip
    after = officer.get(answer["Location"])
    assert "本月已记" in text_of(after) and "388" in text_of(after)


def test_sent_twice_it_is_one(cast, officer):
    told = said(cast)
    assert [officer.post(LOG, told).status_code for _ in range(2)] == [302, 302]
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(("when", "other", "ago"), [(1, "", 1), ("other", 9, 9), (2, "", 2)])
def test_the_day_is_the_one_the_page_named(cast, officer, when, other, ago):
    """Also when the page was opened before midnight: its today is a day by name."""
    when = when if when == "other" else day(when).isoformat()
    told = said(cast, when=when, day=other and day(other).isoformat())
    assert officer.post(LOG, told).status_code == 302
    assert Activity.objects.get().day == day(ago)


def test_several_days_at_once(cast, officer):
    also = [day(n).isoformat() for n in (0, 1, 3)]
    assert officer.post(LOG, said(cast, also=also)).status_code == 302
    assert {one.day for one in Activity.objects.all()} == {day(0), day(1), day(3)}


def test_what_was_said_last_is_proposed_and_a_record_can_be_repeated(cast, officer):
    one = logged(cast, kind="online_class", people=388, name="安全教育平台", day=day(3))
    page = officer.get(LOG, {"kind": "online_class"}).content.decode()
    assert 'data-value="388"' in page and "安全教育平台" in page
    again = officer.get(LOG, {"again": one.pk}).content.decode()
    assert 'value="388"' in again and 'value="安全教育平台"' in again


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"people": str(10**9)}, 422),
        ({"people": ""}, 400),
        ({"people": "很多"}, 400),
        ({"sessions": "0"}, 422),
        ({"when": "other", "day": ""}, 400),
        ({"when": "2021-02-30"}, 400),
        ({"when": day(-1).isoformat()}, 422),
        ({"unit": "0"}, 400),
        ({"also": ["gestern"]}, 400),
        ({"kind": "party"}, 400),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast, officer, wrong, status
):
    answer = officer.post(LOG, said(cast, name="安全教育平台", **wrong))
    assert answer.status_code == status
    assert not Activity.objects.exists()
    if wrong.get("kind") != "party":
        page = answer.content.decode()
        assert "field-errors" in page and 'value="安全教育平台"' in page


def test_a_double_is_asked_about_and_entered_once_confirmed(cast, officer):
    officer.post(LOG, said(cast))
    told = said(cast, name="又一次")
    asked = officer.post(LOG, told)
    assert asked.status_code == 422
    assert "这一天已有同样的记录" in text_of(asked) and 'value="又一次"' in asked.content.decode()
    assert Activity.objects.count() == 1
    assert officer.post(LOG, {**told, "confirmed": "yes"}).status_code == 302
    assert Activity.objects.count() == 2


def test_photos_come_along_without_a_script_and_everybody_in_reach_sees_them(cast, officer):
    told = said(cast, photos_files=[picture()])
    assert officer.post(LOG, told).status_code == 302
    one = Activity.objects.get()
    address = f"/activities/{one.pk}/photos/{one.photos.get().photo_id}/thumb/"
    for name, status in (("officer@central", 200), ("officer@school_2", 404)):
        client = Client()
        client.force_login(cast[name])
        assert client.get(address).status_code == status, name


# --- One record, and correcting it ---------------------------------------------------------


def test_a_correction_stands_beside_what_it_corrects(cast, officer):
    one = logged(cast)
    path = f"/activities/{one.pk}/correct/"
    assert 'value="440"' in officer.get(path).content.decode()
    told = said(cast, kind="drill", people="444", when="other", day=day().isoformat())
    assert officer.post(path, told).status_code == 422  # without a reason
    answer = officer.post(path, {**told, "reason": "数错了"})
    assert answer.status_code == 302
    new = Activity.objects.current().get()
    assert (new.people, answer["Location"]) == (444, f"/activities/{new.pk}/")
    old = text_of(officer.get(f"/activities/{one.pk}/"))
    assert "不再计数" in old and "数错了" in old and "440" in old
    assert officer.get(path).status_code == 302  # there is one after it


def test_what_was_logged_under_the_wrong_kind_is_put_right(cast, officer):
    one = logged(cast)
    path = f"/activities/{one.pk}/correct/"
    assert 'name="people"' not in officer.get(path, {"kind": "slogans"}).content.decode()
    told = said(cast, kind="slogans", sessions="14", when="other", day=day().isoformat())
    assert officer.post(path, {**told, "reason": "类别选错"}).status_code == 302
    new = Activity.objects.current().get()
    assert (new.kind, new.sessions, new.people) == ("slogans", 14, 0)


# --- The list, and who may -----------------------------------------------------------------


def test_the_list_is_of_the_unit_and_all_below_and_narrows(cast):
    logged(cast)
    central = cast["officer@central"]
    logged(cast, by=central, unit=cast.units["central"], kind="slogans", sessions=9, people=0)
    client = Client()
    client.force_login(central)

    def shown(**asked) -> int:
        page = client.get("/activities/", asked)
        assert page.status_code == 200
        return len(page.context["lines"])

    assert shown() == 2
    assert shown(unit_search=cast.school.code) == 1
    assert shown(kind="slogans") == 1
    assert shown(since=day(-1).isoformat()) == 0 and shown(through=day().isoformat()) == 2
    for wrong in ({"kind": "party"}, {"since": "gestern"}):
        assert client.get("/activities/", wrong).status_code == 404


def test_each_person_at_each_page(cast):
    one = logged(cast)
    may = {"inspector@school", "officer@school"}
    sees = {name for name in cast.people if name.endswith(("@school", "@central", "@bureau"))}
    logs = {name for name in cast.people if name.startswith(("inspector", "officer", "auditor"))}
    for name, person in cast.people.items():
        client = Client()
        client.force_login(person)
        status = 200 if name in sees else 404
        assert client.get(f"/activities/{one.pk}/").status_code == status, name
        assert client.get("/activities/").status_code == 200, name
        assert client.get(LOG).status_code == (200 if name in logs else 403), name
        wanted = 200 if name in may else (403 if name in sees else 404)
        assert client.get(f"/activities/{one.pk}/correct/").status_code == wanted, name
    for path in ("/activities/", LOG, f"/activities/{one.pk}/"):
        assert Client().get(path)["Location"].startswith("/login/"), path


def test_nobody_logs_for_another_unit(cast):
    client = Client()
    client.force_login(cast["officer@central"])
    assert client.post(LOG, said(cast)).status_code == 400
    assert not Activity.objects.exists()


@pytest.mark.parametrize("path", ["/activities/", LOG, LOG + "?kind=drill"])
def test_a_page_costs_the_same_for_3_and_30(cast, officer, path):
    def asked() -> int:
        officer.get(path)
        with CaptureQueriesContext(connection) as made:
            assert officer.get(path).status_code == 200
        return len(made)

    for n in range(3):
        logged(cast, people=n + 1)
    few = asked()
    for n in range(27):
        logged(cast, people=n + 100)
    assert asked() == few


def test_the_page_of_a_record_costs_the_same_however_often_it_was_corrected(cast, officer):
    one = logged(cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert officer.get(f"/activities/{one.pk}/").status_code == 200
        return len(made)

    officer.get(f"/activities/{one.pk}/")
    few = asked()
    for n in range(5):
        one, _ = supersede(one, by=cast.officer, reason="数错了", people=500 + n)
    assert asked() <= few + 1  # the one before it


# --- Another kind --------------------------------------------------------------------------


def test_what_was_typed_survives_tapping_another_kind_and_the_way_back(cast, officer):
    typed = said(cast, people="一百多", name="校园安全课", when="other", day=day(3).isoformat())
    typed["also"] = [day(4).isoformat()]
    page = officer.post(LOG, {**typed, "other_kind": "slogans"})
    assert page.status_code == 200 and not Activity.objects.exists()
    shown = page.content.decode()
    assert 'name="kind" value="slogans"' in shown and typed["id"] in shown
    assert '<input type="hidden" name="people" value="一百多">' in shown
    assert day(3).isoformat() in shown and f'value="{day(4).isoformat()}" checked' in shown
    back = officer.post(LOG, {**typed, "kind": "slogans", "other_kind": "online_class"})
    shown = back.content.decode()
    assert 'value="一百多" class="bignum"' in shown and 'value="校园安全课"' in shown


def test_a_number_of_another_kind_is_not_logged_with_this_one(cast, officer):
    sent = officer.post(LOG, said(cast, kind="slogans", people="388"))
    assert sent.status_code == 302
    assert Activity.objects.get().people == 0


def test_a_photo_that_was_chosen_survives_as_well(cast, officer):
    page = officer.post(LOG, {**said(cast), "other_kind": "drill", "photos_files": picture()})
    (key,) = re.findall(r'name="photos" value="([^"]+)"', page.content.decode())
    assert officer.post(LOG, said(cast, kind="drill", photos=key)).status_code == 302
    assert str(Activity.objects.get().photos.get().photo_id) == key


def test_the_reason_of_a_correction_survives_another_kind(cast, officer):
    old = logged(cast)
    at = f"/activities/{old.pk}/correct/"
    typed = {**said(cast, kind="drill"), "reason": "点错了类型", "other_kind": "launch"}
    page = officer.post(at, typed).content.decode()
    assert "点错了类型" in page and 'name="kind" value="launch"' in page and "388" in page
    assert Activity.objects.get() == old


def test_the_enter_key_logs_and_chooses_no_other_kind(officer):
    page = officer.get(LOG, {"kind": "drill"}).content.decode()
    first = re.search(r'<button type="submit" form="log"[^>]*>', page)
    assert first and "other_kind" not in first.group()
