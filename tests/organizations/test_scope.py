"""Who reaches what."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hazards.models import Hazard
from organizations import scope
from organizations.administration import administered_units, administers_unit
from organizations.models import Membership, Role
from organizations.services import move_unit


def test_a_role_reaches_the_unit_and_everything_below_it(cast):
    reached = scope.units_reached_by(cast["officer@central"])
    assert set(reached) == {cast.units[name] for name in ("central", "school", "school_2")}
    assert set(scope.units_reached_by(cast.auditor)) == set(cast.units.values())
    assert not scope.units_reached_by(cast.stranger).exists()


def test_several_roles_at_several_units_add_up(cast):
    Membership.objects.create(user=cast.viewer, unit=cast.units["direct"], role=Role.OFFICER)
    reached = set(scope.units_reached_by(cast.viewer))
    assert reached == {cast.school, cast.units["direct"]}
    assert set(scope.units_reached_by(cast.viewer, Role.OFFICER)) == {cast.units["direct"]}


def test_reach_follows_a_unit_that_moves(cast):
    move_unit(cast.school, under=cast.units["central_b"], since=cast.due_on.replace(year=2020))
    cast.school.refresh_from_db()
    assert not scope.holds(cast["officer@central"], Role.OFFICER, over=cast.school)
    assert scope.holds(cast["officer@central_b"], Role.OFFICER, over=cast.school)


def test_whoever_asks_while_their_unit_moves_misses_nothing_of_it(cast):
    """Their roles were read where it stood before; the rows are read where it stands now."""
    hazard, viewer = cast.reported(), cast.viewer
    assert scope.posts(viewer)
    move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
    assert set(scope.units_reached_by(viewer)) == {cast.school}
    assert list(Hazard.objects.visible_to(viewer)) == [hazard]


def test_an_inactive_person_and_a_closed_unit_reach_nothing(cast):
    cast.officer.is_active = False
    assert not scope.holds(cast.officer, Role.OFFICER, over=cast.school)
    cast.units["central"].closed_on = cast.due_on
    cast.units["central"].save()
    assert not scope.holds(cast["officer@central"], Role.OFFICER, over=cast.school)


def test_above_means_strictly_above(cast):
    assert not scope.holds_above(cast.officer, Role.OFFICER, unit=cast.school)
    assert scope.holds_above(cast["officer@central"], Role.OFFICER, unit=cast.school)


def test_people_of_a_unit_are_its_own_and_people_over_it_include_those_above(cast):
    assert list(scope.people_at(cast.school, Role.OFFICER)) == [cast.officer]
    over = set(scope.people_over(cast.school, Role.OFFICER, Role.AUDITOR))
    assert over == {cast.officer, cast["officer@central"], cast.auditor}


def test_administrators_look_after_their_own_part_of_the_tree(cast):
    person = cast.person("administrator@central", Role.ADMINISTRATOR, cast.units["central"])
    mine = {"central", "school", "school_2"}
    assert {code for code, unit in cast.units.items() if administers_unit(person, unit)} == mine
    assert set(administered_units(person)) == {cast.units[code] for code in mine}
    bureau = cast["administrator@bureau"]
    assert all(administers_unit(bureau, unit) for unit in cast.units.values())
    assert not administered_units(cast.officer) and not administered_units(AnonymousUser())
    cast.officer.is_superuser = True
    assert administers_unit(cast.officer, cast.units["bureau"])
    cast.officer.is_active = False
    assert not administers_unit(cast.officer, cast.school)
