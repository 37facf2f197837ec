"""The law, person by person and state by state, through the service."""

import pytest
from django.db import transaction

from hazards import services
from hazards.models import Hazard
from organizations.models import Membership, Role
from tests import law
from workflow.errors import NotPermitted, NotPossible, WorkflowError
from workflow.hazard_law import ORDER


def names(hazard, person):
    return {move.name for move in hazard.moves_open_to(person)}


@pytest.mark.parametrize("state", law.STATES)
def test_each_person_is_offered_exactly_the_moves_the_law_gives_them(cast, state):
    hazard = cast.in_state(state)
    offered = {key: names(hazard, person) for key, person in cast.people.items()}
    assert offered == {key: law.moves_from(state, key) for key in cast.people}
    assert names(hazard, cast.stranger) == set()


@pytest.mark.parametrize("state", law.STATES)
def test_the_service_makes_exactly_the_moves_the_law_gives(cast, state):
    hazard = cast.in_state(state)
    photos = {key: cast.photo(person) for key, person in cast.people.items()}
    for move in ORDER:
        for key, person in cast.people.items():
            given = law.given(cast, move, photos[key])
            assert attempt(hazard, move, person, given) == expected(state, move, key), (move, key)


def attempt(hazard, move, person, given):
    """Make the move for real, see what comes of it, and take it back."""
    with transaction.atomic():
        try:
            services.MOVES[move](hazard, by=person, **given)
            answer = None
        except WorkflowError as refusal:
            answer = refusal.code
        transaction.set_rollback(True)
    return answer


def expected(state, move, key):
    """The service is asked only about what was found, so for it outsiders are wrong persons."""
    if law.FROM[move] != state:
        return NotPossible.code
    return None if key in law.MAY[move] else NotPermitted.code


@pytest.mark.parametrize("state", law.STATES)
def test_exactly_those_in_reach_see_the_hazard(cast, state):
    hazard = cast.in_state(state)
    seen_by = {
        key
        for key, person in cast.people.items()
        if Hazard.objects.visible_to(person).filter(pk=hazard.pk).exists()
    }
    assert seen_by == law.SEES


def test_a_major_hazard_is_reviewed_by_an_auditor_alone_and_never_fixed_on_the_spot(cast):
    reported = cast.major()
    rectified = cast.rectified(cast.assigned(cast.major()))
    for key, person in cast.people.items():
        assert names(rectified, person) == law.moves_from("rectified", key, law.MAY_MAJOR), key
        assert "fix_on_spot" not in names(reported, person)


def test_what_the_bureau_found_is_closed_by_an_auditor_or_the_central_schools_officer(cast):
    finder = cast["inspector@bureau"]
    reported = cast.reported(finder)
    rectified = cast.rectified(cast.assigned(cast.reported(finder)))
    may = law.MAY | law.MAY_FOUND_BY_BUREAU
    for key, person in cast.people.items():
        assert names(rectified, person) == law.moves_from("rectified", key, may), key
        assert names(reported, person) == law.moves_from("reported", key, may), key


def at_school_b(cast, state):
    """Found by the school's inspector, taken over by another unit as a report."""
    hazard, there = cast.reported(), cast["officer@school_b"]
    told = {"unit": cast.units["school_b"], "reason": "归对方管理"}
    services.accept_transfer(services.offer_transfer(hazard, by=cast.officer, **told), by=there)
    hazard, fixer = Hazard.objects.get(pk=hazard.pk), cast["responsible@school_b"]
    if state == "dismissed":
        return cast.dismissed(hazard, there)
    for step, told in (
        ("assigned", {"by": there, "responsible": fixer}),
        ("rectified", {"by": fixer}),
        ("closed", {"by": there}),
    ):
        if hazard.state != state:
            hazard = getattr(cast, step)(hazard, **told)
    return hazard


@pytest.mark.parametrize("state", law.STATES)
def test_who_found_what_another_unit_has_taken_over_sees_it_and_moves_it_no_more(cast, state):
    hazard = at_school_b(cast, state)
    offered = {key: names(hazard, person) for key, person in cast.people.items()}
    assert offered == {k: law.moves_from(state, k, law.MAY_AT_SCHOOL_B) for k in cast.people}
    assert Hazard.objects.visible_to(cast.inspector).filter(pk=hazard.pk).exists()


def test_in_a_direct_unit_what_the_bureau_found_waits_for_an_auditor(cast):
    found = cast.reported(cast["inspector@bureau"], cast.units["direct"])
    fixer = cast["responsible@direct"]
    hazard = cast.rectified(cast.assigned(found, cast.auditor, responsible=fixer), fixer)
    closers = {key for key, person in cast.people.items() if "close" in names(hazard, person)}
    assert closers == {"auditor@bureau"}


def test_the_rectifier_never_closes_whatever_other_roles_they_hold(cast):
    for role in Role.values:
        Membership.objects.get_or_create(user=cast.responsible, unit=cast.school, role=role)
    bureau = cast.units["bureau"]
    Membership.objects.create(user=cast.responsible, unit=bureau, role=Role.AUDITOR)
    cast.responsible.is_superuser = cast.responsible.is_staff = True
    cast.responsible.save()
    hazard = cast.rectified()
    with pytest.raises(NotPermitted):
        services.close(hazard, by=cast.responsible)
    assert "close" not in names(hazard, cast.responsible)


def test_an_officer_who_entered_the_repair_for_somebody_is_its_rectifier(cast):
    hazard = cast.rectified(by=cast.officer)
    assert (hazard.rectified_by, hazard.rectified_for) == (cast.officer, cast.responsible)
    with pytest.raises(NotPermitted):
        services.close(hazard, by=cast.officer)
    assert cast.closed(hazard, by=cast["officer@central"]).state == "closed"


def test_the_person_an_officer_entered_the_repair_for_does_not_close_it_either(cast):
    """The finder may close; not where the finder is also the one who repaired."""
    Membership.objects.create(user=cast.inspector, unit=cast.school, role=Role.RESPONSIBLE)
    hazard = cast.rectified(cast.assigned(responsible=cast.inspector), by=cast.officer)
    with pytest.raises(NotPermitted):
        services.close(hazard, by=cast.inspector)


def test_a_superuser_without_a_role_sees_nothing_and_moves_nothing(cast):
    cast.stranger.is_superuser = True
    cast.stranger.save()
    hazard = cast.reported()
    assert names(hazard, cast.stranger) == set()
    assert not Hazard.objects.visible_to(cast.stranger).exists()


def test_the_reporter_does_not_dismiss_their_own_report(cast):
    hazard = cast.reported(cast.officer)
    assert "dismiss" not in names(hazard, cast.officer)
    assert "dismiss" in names(hazard, cast["officer@central"])


def test_nobody_without_a_role_there_reports_for_a_unit(cast):
    for key in ("viewer@school", "responsible@school", "inspector@school_b"):
        with pytest.raises(NotPermitted):
            cast.reported(cast[key])
