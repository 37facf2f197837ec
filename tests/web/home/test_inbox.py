"""通知: what one has been told."""

import pytest
from django.urls import reverse

from notifications.models import Notification


@pytest.fixture
def inbox(client, cast):
    def page_of(person):
        client.force_login(person)
        return client.get("/notifications/")

    return page_of


def test_one_reads_what_one_was_told_and_nothing_else(inbox, cast):
    hazard = cast.reported()
    assert hazard.number in inbox(cast.officer).content.decode()
    for person in (cast.inspector, cast["officer@school_b"], cast.stranger):
        assert hazard.number not in inbox(person).content.decode()


def test_the_unread_are_counted_in_the_navigation(inbox, cast):
    cast.reported(), cast.reported()
    assert inbox(cast.officer).context["nav"]["unread"] == 2


def test_the_unread_come_first(inbox, cast, client):
    first, second = cast.reported(), cast.reported()
    client.force_login(cast.officer)
    newest = Notification.objects.get(about=second.pk, recipient=cast.officer)
    client.get(reverse("web:notification", args=[newest.pk]))
    told = inbox(cast.officer).context["page_obj"].object_list
    assert [one.about for one in told] == [first.pk, second.pk]


def test_opening_one_marks_it_read_and_leads_to_the_hazard(client, cast):
    hazard = cast.reported()
    told = Notification.objects.get(recipient=cast.officer)
    client.force_login(cast.officer)
    answer = client.get(reverse("web:notification", args=[told.pk]))
    assert answer.url == reverse("web:hazard", args=[hazard.pk])
    told.refresh_from_db()
    assert told.read_at


def test_nobody_opens_what_others_were_told(client, cast):
    cast.reported()
    told = Notification.objects.get(recipient=cast.officer)
    client.force_login(cast.inspector)
    assert client.get(reverse("web:notification", args=[told.pk])).status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_all_are_marked_read_at_once_and_only_ones_own(client, cast):
    cast.rectified()
    client.force_login(cast.officer)
    assert client.get("/notifications/read/").status_code == 405
    client.post("/notifications/read/")
    unread = Notification.objects.unread()
    assert not unread.for_person(cast.officer).exists()
    assert unread.for_person(cast.responsible).exists()


def test_a_deadline_is_said_as_people_say_days(inbox, cast):
    day = cast.assigned().due_on
    page = inbox(cast.responsible).content.decode()
    assert f"{day.month}月{day.day}日" in page and day.isoformat() not in page


def test_an_empty_inbox_says_so(inbox, cast):
    assert "还没有通知" in inbox(cast.viewer).content.decode()


def test_it_costs_the_same_however_much_was_said(client, cast, django_assert_max_num_queries):
    client.force_login(cast.officer)
    cast.reported()
    with django_assert_max_num_queries(12) as one:
        client.get("/notifications/")
    for _ in range(10):
        cast.reported()
    with django_assert_max_num_queries(12) as many:
        client.get("/notifications/")
    assert len(one) == len(many)
