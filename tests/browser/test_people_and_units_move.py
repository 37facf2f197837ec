"""What befalls people and units, as those live it who do it and those it is done to: somebody
stands in for two weeks, an officer leaves, a school gets another name and another level above."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from organizations import departures, scope
from organizations.models import Membership, Unit, User
from tests.browsing import enter

pytestmark = pytest.mark.browser
TWO_WEEKS = timedelta(days=14)
PICTURES = os.environ.get("PICTURES", "")  # a folder: what was seen is written there


def seen(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"lives-{name}.png", full_page=True)


def press(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".actionbar button[type=submit]").click()


def says(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def on_day(page: Page, day) -> None:
    """A day as the field of the browser takes it."""
    page.fill("#id_last_day", day.isoformat())


def test_somebody_stands_in_for_two_weeks(cast, phone_page):
    page, hazard = phone_page, cast.reported()
    stand_in, last_day = cast["officer@school_2"], timezone.localdate() + TWO_WEEKS
    enter(page, cast["administrator@bureau"])
    page.goto(f"/people/{cast.officer.pk}/")
    page.get_by_role("link", name="安排代班").click()
    page.fill("#id_person_there", stand_in.username)
    on_day(page, last_day)
    page.fill("#id_reason", "外出培训")
    seen(page, "stand-in-asked")
    press(page)
    page.goto(f"/people/{stand_in.pk}/")
    expect(page.locator("main")).to_contain_text(f"代{cast.officer}")
    seen(page, "stand-in-person")

    enter(page, stand_in)
    page.goto(f"/hazards/{hazard.pk}/")
    page.fill("#assign-measures", "清走课桌")
    seen(page, "stand-in-assigns")
    page.locator("button[form=form-assign]:visible, #form-assign button:visible").last.click()
    says(page, "已交办")
    hazard.refresh_from_db()
    assert hazard.state == "assigned" and hazard.responsible == cast.responsible

    with time_machine.travel(timezone.now() + TWO_WEEKS + timedelta(days=1)):
        departures.hand_over_what_lapsed()
        there = [post.unit_id for post in scope.posts(User.objects.get(pk=stand_in.pk))]
    assert there == [cast.units["school_2"].pk]


def test_an_officer_who_leaves_is_out_at_once_and_somebody_above_has_what_waits(cast, desk_page):
    page, hazard = desk_page, cast.reported()
    enter(page, cast["administrator@bureau"])
    page.goto(f"/people/{cast.officer.pk}/")
    seen(page, "leaves-before")
    page.goto(f"/people/{cast.officer.pk}/leave/")
    seen(page, "leaves-asked")
    press(page)
    expect(page.locator("main")).to_contain_text("已离任")
    seen(page, "leaves-after")
    person = User.objects.get(pk=cast.officer.pk)
    assert not person.is_active
    assert not Membership.objects.not_over(timezone.localdate() + timedelta(days=1)).filter(
        user=person
    )
    enter(page, person)
    page.goto("/")
    assert "/login/" in page.url

    enter(page, cast["officer@central"])
    page.goto(f"/hazards/{hazard.pk}/")
    page.fill("#assign-measures", "清走课桌")
    seen(page, "leaves-above-assigns")
    page.locator("button[form=form-assign]:visible, #form-assign button:visible").last.click()
    says(page, "已交办")


def test_a_school_is_renamed_and_moved_to_another_central_school(cast, phone_page):
    page, hazard = phone_page, cast.reported()
    enter(page, cast["administrator@bureau"])
    page.goto(f"/units/{cast.school.pk}/rename/")
    page.fill("#id_name", "实验小学")
    press(page)
    seen(page, "renamed-before")
    press(page)
    page.goto(f"/units/{cast.school.pk}/move/")
    page.select_option("#id_under", str(cast.units["central_b"].pk))
    press(page)
    expect(page.locator("main")).to_contain_text("第二中心学校")
    seen(page, "moved-before")
    press(page)
    expect(page.locator("main")).to_contain_text("示范小学")  # what it was called
    seen(page, "moved-after")
    unit = Unit.objects.get(pk=cast.school.pk)
    assert (unit.name, unit.parent) == ("实验小学", cast.units["central_b"])

    page.goto("/units/?unit_search=示范")
    expect(page.locator("main")).to_contain_text("实验小学")
    enter(page, cast["officer@central"])
    assert page.goto(f"/hazards/{hazard.pk}/").status == 404
    enter(page, cast["officer@central_b"])
    page.goto(f"/hazards/{hazard.pk}/")
    expect(page.locator("main")).to_contain_text("实验小学")
    seen(page, "moved-new-level")
