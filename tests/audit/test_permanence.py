"""Events are added and stay as they are; the database lets go only of what is old enough."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit import log, retention
from audit.kinds import Kind
from audit.models import Event

pytestmark = pytest.mark.django_db


def event_of(days_ago: int) -> Event:
    return Event.objects.create(
        kind=Kind.EXPORTED, door="page", at=timezone.now() - timedelta(days=days_ago)
    )


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_changed_or_deleted_through_the_orm():
    event = log.record(Kind.SET_UP)
    for act in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(account="x"),
        lambda: Event.objects.bulk_update([event], ["account"]),
    ):
        with pytest.raises(TypeError):
            act()
    assert Event.objects.get().account == ""


@pytest.mark.parametrize("days_ago", [0, 100, 184, 400])
def test_the_database_itself_refuses_a_change_however_old(days_ago):
    event_of(days_ago)
    with pytest.raises(DatabaseError, match="audit log keeps this"):
        run("UPDATE audit_event SET account = 'x'")


@pytest.mark.parametrize("days_ago", [0, 100, 184])
def test_the_database_itself_keeps_six_calendar_months(days_ago):
    event_of(days_ago)
    with pytest.raises(DatabaseError, match="audit log keeps this"):
        run("DELETE FROM audit_event")
    assert Event.objects.count() == 1


def test_what_is_older_than_the_setting_is_removed_and_that_is_logged(settings):
    settings.AUDIT_MONTHS = 12
    for days_ago in (1, 370, 373, 800):
        event_of(days_ago)
    assert retention.remove_old_events() == 2
    assert Event.objects.filter(kind=Kind.EXPORTED).count() == 2
    removal = Event.objects.get(kind=Kind.EVENTS_REMOVED)
    assert removal.details["events"] == 2 and removal.door == "command"


def test_where_nothing_is_old_nothing_is_removed_or_logged():
    event_of(5)
    assert retention.remove_old_events() == 0
    assert Event.objects.count() == 1


def test_a_short_setting_cannot_remove_what_the_database_keeps(settings):
    settings.AUDIT_MONTHS = 1
    event_of(60)
    with pytest.raises(DatabaseError):
        retention.remove_old_events()


def test_many_old_events_are_removed_in_batches(monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(5):
        event_of(500)
    assert retention.remove_old_events() == 5
