"""A right rests on a role held today."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from organizations import scope
from organizations.models import Membership, OtherName, Role, Unit, User
from organizations.unit_search import found_among, found_and_below
from workflow import turns
from workflow.errors import NotPermitted
from workflow.states import State

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 14)
DAY = timedelta(days=1)


def fresh(row):
    """Another object: a request reads the roles anew."""
    return type(row).objects.get(pk=row.pk)


def noon(day):
    return time_machine.travel(f"{day.isoformat()}T12:00:00+08:00", tick=False)


@pytest.fixture
def stand_in(cast):
    person = User.objects.create_user("stand.in", name="代班")
    Membership.objects.create(
        user=person,
        unit=cast.school,
        role=Role.OFFICER,
        starts_on=LAST - 13 * DAY,
        ends_on=LAST,
        stands_in_for=cast.officer,
        reason="外出培训",
    )
    return person


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (LAST - 14 * DAY, False),
        (LAST - 13 * DAY, True),
        (LAST, True),
        (LAST + DAY, False),
    ],
)
def test_a_role_gives_its_right_from_its_first_day_to_its_last(cast, stand_in, day, holds):
    with noon(day):
        person = fresh(stand_in)
        assert scope.holds_at(person, Role.OFFICER, unit=cast.school) is holds
        assert bool(scope.units_reached_by(person)) is holds
        assert (person in scope.people_at(cast.school, Role.OFFICER)) is holds
        assert (person in scope.people_over(cast.school, Role.OFFICER)) is holds
        by_unit = scope.people_by_unit([cast.school.pk], Role.OFFICER)
        assert (person in by_unit[cast.school.pk]) is holds


def test_the_last_day_ends_at_midnight_where_the_ledger_is(cast, stand_in):
    with time_machine.travel("2026-12-14T15:59:00+00:00", tick=False):
        assert scope.posts(fresh(stand_in))
    with time_machine.travel("2026-12-14T16:01:00+00:00", tick=False):
        assert not scope.posts(fresh(stand_in))


def test_who_was_moved_no_longer_rectifies_at_the_old_school(cast):
    hazard = cast.assigned()
    Membership.objects.filter(user=cast.responsible).update(ends_on=timezone.localdate() - DAY)
    elsewhere = cast.units["school_2"]
    Membership.objects.create(user=cast.responsible, unit=elsewhere, role=Role.RESPONSIBLE)
    with pytest.raises(NotPermitted):
        cast.rectified(hazard, by=fresh(cast.responsible))
    assert list(turns.expected(fresh(hazard), turns.OF_HAZARDS[State.ASSIGNED])) == [cast.officer]
    cast.rectified(hazard, by=fresh(cast.officer))


def test_a_role_cannot_end_before_it_begins(cast):
    role = Membership(user=cast.officer, unit=cast.units["school_2"], role=Role.VIEWER)
    role.starts_on, role.ends_on = LAST, LAST - DAY
    with pytest.raises(ValidationError):
        role.full_clean()
    with pytest.raises(IntegrityError):
        role.save()


def test_two_people_have_no_staff_number_but_never_the_same(cast):
    assert User.objects.filter(staff_number=None).count() > 1
    User.objects.filter(pk=cast.officer.pk).update(staff_number="1987")
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=cast.inspector.pk).update(staff_number="1987")


def test_a_unit_is_found_by_what_it_was_called_and_is_called_for_short(cast):
    OtherName.objects.create(unit=cast.school, kind=OtherName.Kind.FORMER, name="红星小学")
    OtherName.objects.create(unit=cast.school, kind=OtherName.Kind.SHORT, name="实小")
    for typed in ("红星", "hxxx", "实小", "sx"):
        assert cast.school in found_among(Unit.objects.all(), typed), typed
        assert cast.school.pk in found_and_below(Unit.objects.all(), typed), typed
    assert cast.school not in found_among(Unit.objects.all(), "小学实")
