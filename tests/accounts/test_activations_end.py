"""What takes the worth from a code that nobody has used."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Activation
from organizations.models import Membership, Role, User
from tests.accounts.activating import TWICE, activates, code_for, never_in, opened


@pytest.fixture
def newcomer(cast):
    return never_in(cast.inspector)


def own_change(person):
    person.set_password("changed in the meantime 3")
    person.save()


def deactivated(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def deactivated_and_back(person):
    deactivated(person)
    User.objects.filter(pk=person.pk).update(is_active=True)


def past_django(person):
    with connection.cursor() as cursor:
        told = [timezone.now(), person.pk]
        cursor.execute("UPDATE organizations_user SET password_changed_at = %s WHERE id = %s", told)


@pytest.mark.parametrize("ends", [own_change, deactivated, deactivated_and_back, past_django])
def test_a_changed_password_and_a_deactivation_end_it(newcomer, cast, ends):
    code, others = code_for(newcomer), code_for(never_in(cast.responsible))
    ends(newcomer)
    assert not activates(code)
    ended = Activation.objects.get(person=newcomer)
    assert abs(timezone.now() - ended.ended_at) < timedelta(minutes=1) and ended.used_at is None
    assert activates(others)


def test_what_was_used_is_not_said_to_have_ended_otherwise(newcomer):
    activates(code_for(newcomer))
    one = Activation.objects.get()
    assert one.used_at and one.ended_at is None


def test_a_hash_that_is_renewed_at_a_log_in_and_a_new_phone_end_nothing(cast):
    code = code_for(cast.officer)
    User.objects.filter(pk=cast.officer.pk).update(phone="13800138000", password="x")
    assert activates(code)


def loses_the_role(cast):
    Membership.objects.filter(user=cast.officer).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )


def leaves(cast):
    deactivated(cast.officer)


def person_rises(cast):
    unit = cast.units["bureau"]
    Membership.objects.create(user=cast.inspector, unit=unit, role=Role.ADMINISTRATOR)


@pytest.mark.parametrize("change", [loses_the_role, leaves, person_rises])
def test_a_code_is_worth_what_its_maker_may_still_do(newcomer, cast, change):
    code = code_for(newcomer, cast.officer)
    waits = opened(code)
    change(cast)
    assert waits.post("/activate/password/", TWICE).url == "/activate/"
    assert not activates(code)
