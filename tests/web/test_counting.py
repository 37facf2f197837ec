"""The counts of a page's frame: one statement, kept, and never older than what it is made of."""

import pytest
from django.test import Client

from organizations.models import Membership, User
from web import context, counting


@pytest.fixture(autouse=True)
def nothing_kept():
    counting.kept.clear()


def waits_for(person: User) -> int:
    """As a request would be told, which reads the person anew."""
    return context.waiting_hazards(User.objects.get(pk=person.pk))


def test_the_statement_is_made_once_and_tells_what_came_since(cast):
    cast.reported()
    assert waits_for(cast.officer) == 1
    cast.reported()
    assert waits_for(cast.officer) == 2
    assert len(counting.kept) == 1


def test_two_people_are_never_told_each_other_s_counts(cast):
    cast.reported()
    assert [waits_for(person) for person in (cast.officer, cast["officer@school_b"])] == [1, 0]


def test_a_role_that_has_ended_counts_nothing_any_more(cast):
    cast.reported()
    assert waits_for(cast.officer) == 1
    Membership.objects.filter(user=cast.officer).delete()
    assert waits_for(cast.officer) == 0
    Membership.objects.create(user=cast.officer, unit=cast.school, role="officer")
    assert waits_for(cast.officer) == 1


def test_what_comes_up_to_an_auditor_is_counted_once_nobody_nearer_is_left(cast):
    cast.reported()
    assert waits_for(cast.auditor) == 0
    User.objects.filter(pk__in=[cast.officer.pk, cast["officer@central"].pk]).update(
        is_active=False
    )
    assert waits_for(cast.auditor) == 1


def test_a_page_is_told_of_its_own_hazard_and_of_no_other(cast):
    mine, other = cast.reported(), cast.closed()
    client = Client()
    client.force_login(cast.officer)
    said = [
        "（您）" in client.get(f"/hazards/{hazard.pk}/").content.decode()
        for hazard in (mine, other, mine)
    ]
    assert said == [True, False, True]


def test_so_many_statements_are_kept_and_no_more(cast, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)
    for person in cast.everyone:
        waits_for(person)
    assert len(counting.kept) <= 2
