"""Checklists and the school calendar on the pages: switched, added to, loaded, kept."""

from datetime import date

import pytest
from django.urls import reverse

from deadlines.models import ChangedDay, Period
from inspections.models import Checklist, OwnLine, Switch
from tests.inspections.test_checklists import GOOD

ONE = "/inspections/lists/fire_daily/"


def test_a_list_is_switched_on_from_tomorrow(client, cast):
    client.force_login(cast.officer)
    assert "每日防火巡查" in client.get("/inspections/lists/").content.decode()
    sent = client.post(f"{ONE}switch/", {"unit": cast.school.pk, "is_on": "yes"})
    assert sent["Location"] == f"{ONE}?unit={cast.school.pk}"
    assert (Switch.objects.get().unit, Switch.objects.get().is_on) == (cast.school, True)
    assert "已启用" in client.get(sent["Location"]).content.decode()


def test_nobody_else_switches_it(client, cast):
    client.force_login(cast.viewer)
    sent = client.post(f"{ONE}switch/", {"unit": cast.school.pk, "is_on": "yes"})
    assert sent.status_code == 403
    client.force_login(cast["officer@school_b"])
    sent = client.post(f"{ONE}switch/", {"unit": cast.school.pk, "is_on": "yes"})
    assert sent.status_code == 404
    assert client.get("/inspections/lists/nothing/").status_code == 404
    assert not Switch.objects.exists()


def test_a_unit_adds_a_line_of_its_own_and_ends_it(client, cast):
    client.force_login(cast.officer)
    told = {"unit": cast.school.pk, "text": "画室溶剂锁好", "category": cast.fire.pk}
    client.post(f"{ONE}add-line/", told)
    line = OwnLine.objects.get()
    assert "画室溶剂锁好" in client.get(ONE).content.decode()
    client.post(reverse("web:end_line", args=[line.pk]))
    line.refresh_from_db()
    assert line.until is not None
    assert client.post(f"{ONE}add-line/", {**told, "text": ""}).status_code == 400


def test_a_bad_list_is_refused_with_its_line_and_what_was_typed_stays(client, cast):
    client.force_login(cast.auditor)
    bad = GOOD.replace("cycle: weekly", "cycle: sometimes")
    refused = client.post("/inspections/lists/load/", {"source": bad})
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "第 4 行" in page and "cycle: sometimes" in page
    client.post("/inspections/lists/load/", {"source": GOOD})
    assert Checklist.objects.filter(code="gas_weekly", loaded_by=cast.auditor).exists()
    client.force_login(cast.officer)
    assert client.get("/inspections/lists/load/").status_code == 403


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast["administrator@bureau"])
    return client


def test_terms_and_days_are_entered_and_taken_back(keeper, cast):
    term = {"kind": "term", "name": "春季学期", "first_on": "2021-02-22", "last_on": "2021-07-09"}
    keeper.post("/inspections/calendar/", term)
    keeper.post("/inspections/calendar/", {"day": "2021-06-16", "is_worked": "no", "name": "中考"})
    assert Period.objects.get().last_on == date(2021, 7, 9)
    assert not ChangedDay.objects.get().is_worked
    again = keeper.post("/inspections/calendar/", term)
    assert again.status_code == 400 and "重叠" in again.content.decode()
    keeper.post(reverse("web:forget_in_calendar", args=["period", Period.objects.get().pk]))
    assert not Period.objects.exists()


def test_the_calendar_is_read_by_all_and_kept_by_administrators(client, cast):
    term = {"kind": "term", "name": "春季学期", "first_on": "2021-02-22", "last_on": "2021-07-09"}
    client.force_login(cast.viewer)
    assert "法定节假日" in client.get("/inspections/calendar/").content.decode()
    assert client.post("/inspections/calendar/", term).status_code == 403
    assert not Period.objects.exists()


def test_a_year_without_a_notice_says_so(keeper):
    unknown = keeper.get("/inspections/calendar/").context["unknown"]
    page = keeper.get("/inspections/calendar/").content.decode()
    for year in unknown:
        assert f"{year}年的放假通知这里还没有" in page
