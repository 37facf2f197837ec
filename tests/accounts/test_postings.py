"""People come, move, stand in and leave: nothing is left on nobody's desk."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.staff import policy, postings
from audit.models import Event
from changes.models import NumberedChange
from changes.numbering import number
from notifications.models import Notification
from organizations import departures, scope
from organizations.models import Membership, Role, User
from rechecks import services
from rechecks.models import SampledHazard
from workflow import turns
from workflow.states import State
from workflow.turns import words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def administrator(cast):
    return cast["administrator@bureau"]


@pytest.fixture
def part(cast):
    """Looks after the first central school and its schools."""
    return cast.person("administrator@central", Role.ADMINISTRATOR, cast.units["central"])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def on_its_day(day, hour=12):
    return time_machine.travel(f"{day.isoformat()}T{hour:02}:00:00+08:00", tick=False)


def expected(hazard):
    return turns.expected(fresh(hazard), turns.OF_HAZARDS[State(hazard.state)])


def changes():
    rows = Event.objects.filter(kind="rights_changed").order_by("pk")
    return [one.details["change"] for one in rows]


def kinds_of(person):
    return list(Notification.objects.for_person(person).values_list("kind", flat=True))


def test_who_leaves_logs_in_no_more_and_what_they_were_to_fix_is_the_officers(cast, administrator):
    hazard = cast.assigned()
    Notification.objects.all().delete()
    postings.leave(cast.responsible, by=administrator)
    gone = fresh(cast.responsible)
    assert not gone.is_active and gone.memberships.get().ends_on == timezone.localdate()
    assert expected(hazard) == [cast.officer]
    assert kinds_of(cast.officer) == ["responsible_gone"]
    assert changes() == ["deactivated", "role_dated"]


def test_who_moves_holds_the_old_role_to_the_eve_and_the_new_one_from_the_day(cast, administrator):
    first, there = timezone.localdate() + 3 * DAY, cast.units["school_2"]
    hazard = cast.assigned()
    postings.move_person(
        cast.responsible, away_from=cast.school, to=there, first_day=first, by=administrator
    )
    Notification.objects.all().delete()
    with on_its_day(first - DAY, hour=23):
        assert [post.unit_id for post in scope.posts(fresh(cast.responsible))] == [cast.school.pk]
        departures.hand_over_what_lapsed()
        assert expected(hazard) == [cast.responsible] and kinds_of(cast.officer) == []
    with on_its_day(first, hour=0):
        assert [post.unit_id for post in scope.posts(fresh(cast.responsible))] == [there.pk]
        assert expected(hazard) == [cast.officer]
        departures.hand_over_what_lapsed()
        departures.hand_over_what_lapsed()
    assert kinds_of(cast.officer) == ["responsible_gone"]
    number()
    theirs = NumberedChange.objects.filter(kind="person", key_int=cast.responsible.pk)
    told = theirs.order_by("position").values_list("what", flat=True)
    assert list(told)[-4:] == ["role_given", "role_dated", "role_lapsed", "gone"]


def test_a_move_of_today_hands_over_at_once_and_the_clock_says_nothing_more(cast, administrator):
    hazard = cast.assigned()
    Notification.objects.all().delete()
    postings.move_person(
        cast.responsible,
        away_from=cast.school,
        to=cast.units["school_2"],
        first_day=timezone.localdate(),
        by=administrator,
    )
    departures.hand_over_what_lapsed()
    assert kinds_of(cast.officer) == ["responsible_gone"]
    assert expected(hazard) == [cast.officer]


def test_a_stand_in_is_asked_beside_the_absent_one_and_only_in_those_days(cast, administrator):
    hazard, today = cast.reported(), timezone.localdate()
    postings.stand_in(
        cast["officer@school_2"],
        absent=cast.officer,
        unit=cast.school,
        first_day=today,
        last_day=today + 13 * DAY,
        reason="外出培训",
        by=administrator,
    )
    both = {cast.officer, cast["officer@school_2"]}
    with on_its_day(today + 13 * DAY):
        assert set(expected(hazard)) == both
    with on_its_day(today + 14 * DAY):
        assert expected(hazard) == [cast.officer]
    given = Membership.objects.get(user=cast["officer@school_2"], unit=cast.school)
    assert (given.stands_in_for, given.reason) == (cast.officer, "外出培训")


def test_a_role_that_is_over_is_given_anew(cast, administrator):
    role = cast.officer.memberships.get()
    postings.end_role(role, last_day=timezone.localdate() - DAY, by=administrator)
    assert not scope.posts(fresh(cast.officer))
    told = {"unit": cast.school, "role": Role.OFFICER, "by": administrator}
    again = postings.give_role(cast.officer, **told)
    assert again.pk == role.pk and scope.holds_at(fresh(cast.officer), "officer", unit=cast.school)
    with pytest.raises(ValidationError):
        postings.give_role(cast.officer, **told)


def test_a_role_that_has_not_begun_is_taken_back_without_a_trace_in_the_rights(cast, administrator):
    begins = timezone.localdate() + 5 * DAY
    told = {"unit": cast.school, "role": Role.VIEWER, "starts_on": begins}
    role = postings.give_role(cast.officer, by=administrator, **told)
    postings.end_role(role, last_day=timezone.localdate(), by=administrator)
    assert not Membership.objects.filter(pk=role.pk).exists()
    assert changes() == ["role_given", "role_taken"]


@pytest.mark.parametrize(
    ("who", "unit", "role", "may"),
    [
        ("administrator@central", "school", Role.OFFICER, True),
        ("administrator@central", "central", Role.OFFICER, True),
        ("administrator@central", "school_b", Role.OFFICER, False),
        ("administrator@central", "bureau", Role.OFFICER, False),
        ("administrator@central", "school", Role.ADMINISTRATOR, True),
        ("administrator@central", "central", Role.ADMINISTRATOR, False),
        ("administrator@bureau", "central", Role.ADMINISTRATOR, True),
        ("administrator@bureau", "bureau", Role.ADMINISTRATOR, True),
        ("officer@school", "school", Role.VIEWER, False),
        ("auditor@bureau", "school", Role.VIEWER, False),
    ],
)
def test_administrators_give_the_roles_of_their_own_part_of_the_tree(
    cast, part, who, unit, role, may
):
    by = part if who == "administrator@central" else cast[who]
    assert policy.may_give(by, cast.viewer, cast.units[unit], role) is may
    if not may:
        with pytest.raises(PermissionDenied):
            postings.give_role(cast.viewer, unit=cast.units[unit], role=role, by=by)


def test_nobody_changes_their_own_roles(cast, part, administrator):
    for by in (part, administrator):
        with pytest.raises(PermissionDenied):
            postings.give_role(by, unit=cast.school, role=Role.OFFICER, by=by)
        with pytest.raises(PermissionDenied):
            postings.end_role(by.memberships.get(), last_day=timezone.localdate(), by=by)
        with pytest.raises(PermissionDenied):
            postings.leave(by, by=by)


def test_an_administrator_of_a_part_reaches_nobody_beyond_it(cast, part):
    seen = policy.people_of(part)
    assert cast.officer in seen and cast["officer@school_2"] in seen
    assert cast["officer@school_b"] not in seen and cast.stranger not in seen
    Membership.objects.create(user=cast.officer, unit=cast.units["school_b"], role=Role.VIEWER)
    assert policy.may_see(part, cast.officer) and not policy.may_let_go(part, cast.officer)
    assert not policy.people_of(cast.officer).exists()


def test_superusers_are_seen_by_superusers_alone(cast, administrator):
    root = User.objects.create_superuser("root", name="安装者")
    assert root not in policy.people_of(administrator) and root in policy.people_of(root)


def test_auditors_are_at_the_bureau_and_nobody_comes_to_a_closed_school(cast, administrator):
    with pytest.raises(ValidationError):
        postings.give_role(cast.viewer, unit=cast.school, role=Role.AUDITOR, by=administrator)
    cast.units["school_2"].closed_on = timezone.localdate()
    cast.units["school_2"].save()
    told = {"unit": cast.units["school_2"], "role": Role.VIEWER}
    with pytest.raises(ValidationError):
        postings.give_role(cast.viewer, by=administrator, **told)


def test_the_last_administrator_does_not_leave(cast, administrator, part):
    other = cast.person("second", Role.ADMINISTRATOR, cast.units["bureau"])
    postings.leave(administrator, by=other)
    for by in (part, other, cast.auditor):
        with pytest.raises(PermissionDenied):
            postings.leave(other, by=by)
    assert fresh(other).is_active


@pytest.fixture
def recheck(cast):
    """A struck-off hazard that an inspector of the school was given to look at again."""
    cast.closed()
    today = timezone.localdate()
    days = {"found_from": today, "found_to": today + DAY}
    sample, _ = services.draw(by=cast.auditor, unit=cast.units["bureau"], size=1, **days)
    row = sample.drawn.get()
    services.assign(sample, by=cast.auditor, recheckers={row: cast.inspector})
    Notification.objects.all().delete()
    return row


def test_what_somebody_was_to_look_at_again_is_the_auditors_when_they_leave(
    cast, administrator, recheck
):
    waiting = SampledHazard.objects.waiting_for_recheck_by
    assert list(waiting(cast.inspector)) == [recheck] and list(waiting(cast.auditor)) == []
    postings.leave(cast.inspector, by=administrator)
    assert list(waiting(fresh(cast.auditor))) == [recheck]
    assert kinds_of(cast.auditor) == ["rechecker_gone"]


def test_what_hangs_on_somebody_is_said_of_each_kind(cast, recheck):
    assert len(departures.held_by(cast.inspector)) == 1
    Membership.objects.create(user=cast.inspector, unit=cast.school, role=Role.RESPONSIBLE)
    cast.assigned(responsible=fresh(cast.inspector))
    assert len(departures.held_by(cast.inspector)) == 2
    assert departures.held_by(cast.viewer) == []


def test_the_sentence_names_the_next_one_when_a_role_is_over(cast, administrator):
    hazard = cast.assigned()
    postings.leave(cast.responsible, by=administrator)
    able = turns.OF_HAZARDS[State.ASSIGNED]
    told = words.expected(fresh(hazard), able, lambda rung: rung is turns.OFFICER)
    assert str(cast.responsible) in told.sentence
