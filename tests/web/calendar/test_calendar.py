"""The days on which something is due, for a calendar program with nothing but a secret address."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts import calendars
from organizations.models import Membership, User
from tests.returns.campaigning import campaign_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    """It knows no log-in."""
    return Client()


def fresh_address(client, person) -> str:
    client.force_login(person)
    page = client.post("/me/calendar/").text
    return re.search(r'value="http://testserver(/due/[^"]+)"', page).group(1)


def read(program, path) -> list:
    answer = program.get(path)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_what_is_due_for_somebody_stands_on_its_day_with_a_link(client, program, cast):
    hazard = cast.assigned()
    cast.assigned(responsible=cast["responsible@school"], due_on=cast.due_on + timedelta(days=1))
    path = fresh_address(client, cast.responsible)
    first, second = read(program, path)
    assert first.decoded("dtstart") == hazard.due_on
    assert second.decoded("dtstart") == hazard.due_on + timedelta(days=1)
    assert type(first.decoded("dtstart")) is date and not isinstance(
        first.decoded("dtstart"), datetime
    )
    assert hazard.number in first["summary"] and "示范小学" in first["summary"]
    assert str(first["url"]) == f"http://testserver/hazards/{hazard.pk}/"
    assert first["uid"] != second["uid"]


def test_a_hazard_that_waits_for_somebody_else_is_in_theirs(client, program, cast):
    path = fresh_address(client, cast.responsible)
    hazard = cast.assigned()
    assert len(read(program, path)) == 1
    cast.rectified(hazard)
    assert read(program, path) == []
    officer = fresh_address(Client(), cast.officer)
    assert [hazard.number in str(one["summary"]) for one in read(program, officer)] == [True]


def test_a_return_to_fill_in_is_due_on_the_day_of_its_campaign(client, program, cast):
    campaign = campaign_of(cast.auditor, cast.units["bureau"])
    (event,) = read(program, fresh_address(client, cast.officer))
    assert event.decoded("dtstart") == campaign.due_on and "/returns/" in str(event["url"])


def test_the_address_is_shown_once_and_a_new_one_ends_it(client, program, cast):
    old = fresh_address(client, cast.officer)
    assert old not in client.get("/me/calendar/").text
    new = fresh_address(client, cast.officer)
    assert program.get(old).status_code == 404 and program.get(new).status_code == 200
    client.post("/me/calendar/end/")
    assert program.get(new).status_code == 404


@pytest.mark.parametrize("change", ["password", "leaves"])
def test_it_ends_with_the_password_and_with_the_account(client, program, cast, change):
    path = fresh_address(client, cast.officer)
    assert program.get(path).status_code == 200
    person = User.objects.get(pk=cast.officer.pk)
    if change == "password":
        person.set_password("another correct horse")
    person.is_active = change != "leaves"
    person.save()
    assert program.get(path).status_code == 404
    assert calendars.address_of(person) is None


def test_it_shows_nothing_a_role_does_not_reach_any_more(client, program, cast):
    cast.reported()
    path = fresh_address(client, cast.responsible)
    cast.assigned()
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.responsible).update(ends_on=yesterday)
    assert read(program, path) == []


def test_a_wrong_address_is_not_there_and_opens_no_page(program, cast):
    assert program.get("/due/wrong.ics").status_code == 404
    assert program.get("/me/calendar/").status_code == 302


def test_a_program_that_asks_too_often_waits(client, program, cast, settings):
    settings.RATES = settings.RATES | {"calendar": [(2, 3600)]}
    path = fresh_address(client, cast.officer)
    answers = [program.get(path) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_words_of_a_unit_cannot_add_lines_to_the_calendar(client, program, cast):
    cast.school.name = "示范小学\r\nEND:VEVENT\r\nX-EVIL:1"
    cast.school.save()
    cast.assigned()
    (event,) = read(program, fresh_address(client, cast.responsible))
    assert "X-EVIL" not in event
