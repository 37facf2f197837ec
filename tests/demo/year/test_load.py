"""A small demo year, loaded once: everything in it could have been done by hand."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone

from activities.models import ActivityPhoto
from hazards.models import Extension, Hazard, HistoryEntry, Photo, Supervision
from notifications.models import Delivery, Notification
from organizations.models import User
from records.chain import is_unbroken
from tests.demo.conftest import HAZARDS
from workflow.states import Outcome, Severity, State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("album")]


def person(username: str) -> User:
    return User.objects.get(username=username)


def test_it_holds_as_many_hazards_as_asked_for_in_all_states():
    assert Hazard.objects.count() == HAZARDS
    assert set(Hazard.objects.values_list("state", flat=True)) == set(State.values)
    dismissed = Hazard.objects.filter(state=State.DISMISSED)
    assert set(dismissed.values_list("outcome", flat=True)) == set(Outcome.values)


def test_most_are_closed_and_some_are_overdue():
    assert Hazard.objects.filter(state=State.CLOSED).count() > HAZARDS / 3
    assert 0 < Hazard.objects.overdue().count() < HAZARDS / 3


def test_the_state_is_what_the_history_says_and_the_chain_holds():
    for hazard in Hazard.objects.prefetch_related("history"):
        entries = list(hazard.history.all())
        assert is_unbroken(entries)
        assert entries[0].move == "report"
        assert [e.before for e in entries[1:]] == [e.after for e in entries[:-1]]
        assert entries[-1].after == hazard.state
        assert [e.at for e in entries] == sorted(e.at for e in entries)


def test_nothing_happens_in_the_future_or_longer_than_a_year_ago_but_in_2021():
    entries = HistoryEntry.objects.exclude(hazard__in=of_2021())
    moments = entries.values_list("at", flat=True)
    assert max(moments) <= timezone.now()
    assert min(moments) > timezone.now() - timedelta(days=367)


def of_2021():
    return Hazard.objects.filter(number__startswith="2021-")


def test_some_were_found_in_the_month_of_the_notice_and_their_lives_have_ended_in_that_year():
    assert of_2021().count() >= 5
    window = (date(2021, 6, 5), date(2021, 7, 5))
    assert of_2021().filter(found_on__range=window).count() == of_2021().count()
    assert not of_2021().open().exists()
    moments = HistoryEntry.objects.filter(hazard__in=of_2021()).values_list("at", flat=True)
    assert {moment.year for moment in moments} == {2021}


@pytest.mark.parametrize("username", ["officer", "officer.b", "officer.direct"])
def test_the_demo_people_have_a_hazard_of_that_month(username):
    assert of_2021().visible_to(person(username)).exists()


def test_nobody_closes_what_they_fixed():
    for hazard in Hazard.objects.filter(state=State.CLOSED):
        assert hazard.closed_by_id not in (hazard.rectified_by_id, hazard.rectified_for_id)


def test_no_picture_is_there_twice_and_each_is_of_a_record_with_its_files(album):
    repeated = Photo.objects.values("sha256").annotate(times=Count("pk")).filter(times__gt=1)
    assert not repeated.exists()
    of_activities = ActivityPhoto.objects.values("photo")
    assert not Photo.objects.filter(hazard=None).exclude(pk__in=of_activities).exists()
    for photo in Photo.objects.all():
        assert (album / photo.file_name("display")).exists()
        assert (album / photo.file_name("thumb")).exists()


def test_numbers_are_gapless_within_a_unit_and_year():
    series: dict[str, list[int]] = {}
    for number in Hazard.objects.values_list("number", flat=True):
        head, _, running = number.rpartition("-")
        series.setdefault(head, []).append(int(running))
    for numbers in series.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_major_hazards_have_their_clause_and_all_five():
    majors = Hazard.objects.filter(severity=Severity.MAJOR)
    assert not majors.filter(clause=None).exists()
    for hazard in majors.exclude(state=State.REPORTED):
        assert hazard.responsible and hazard.measures and hazard.contingency
        assert hazard.funds is not None and hazard.original_due_on


def test_one_major_waits_to_be_closed_one_is_still_listed_one_was_delisted():
    fixed = Hazard.objects.filter(severity=Severity.MAJOR, state=State.RECTIFIED)
    listed = Supervision.objects.filter(delisted_on=None).values("hazard")
    assert fixed.exclude(pk__in=listed).exists()
    assert fixed.filter(pk__in=listed).exists()
    delisted = Supervision.objects.exclude(delisted_on=None).values("hazard")
    assert Hazard.objects.filter(pk__in=delisted, state=State.CLOSED).exists()


def test_the_responsible_person_has_something_overdue_something_soon_and_something_sent_back():
    theirs = Hazard.objects.awaiting_repair_by(person("responsible"))
    assert theirs.overdue().exists()
    assert theirs.due_soon().exists()
    assert theirs.filter(attempts=2, rectified_by=None).exists()


@pytest.mark.parametrize("username", ["officer", "officer.b", "officer.direct"])
def test_an_officer_has_something_to_assign_and_something_to_review(username):
    seen = Hazard.objects.visible_to(person(username))
    for state, move in ((State.REPORTED, "assign"), (State.RECTIFIED, "close")):
        open_to = [hazard.moves_open_to(person(username)) for hazard in seen.filter(state=state)]
        assert any(move in {option.name for option in moves} for moves in open_to)


@pytest.mark.parametrize("username", ["responsible", "responsible.b", "responsible.direct"])
def test_every_responsible_person_has_something_to_fix(username):
    assert Hazard.objects.awaiting_repair_by(person(username)).exists()


@pytest.mark.parametrize("username", ["auditor", "officer.central", "inspector", "inspector.b"])
def test_those_above_and_the_finders_have_something_to_close(username):
    waiting = Hazard.objects.visible_to(person(username)).filter(state=State.RECTIFIED)
    moves = {m.name for hazard in waiting for m in hazard.moves_open_to(person(username))}
    assert "close" in moves


def test_an_extension_waits_for_an_answer():
    assert Extension.objects.filter(decision=Extension.Decision.REQUESTED).exists()


def test_old_news_is_read_and_nothing_of_the_past_is_mailed():
    week = timezone.now() - timedelta(days=7, minutes=1)
    assert not Notification.objects.unread().filter(created_at__lt=week).exists()
    assert Notification.objects.unread().exists()
    assert not Delivery.objects.under_way().exists()


def test_a_second_load_is_refused():
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_demo")
