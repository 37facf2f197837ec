"""What waits for whom: never more than the law allows, and nothing that waits for nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hazards import services
from hazards.models import Hazard, evidence
from hazards.worklist import waiting
from organizations.models import Membership, Role

LISTS = {
    "close": "waiting_for_review_by",
    "assign": "waiting_to_be_assigned_by",
    "rectify": "waiting_for_repair_by",
}


@pytest.fixture
def many(cast):
    """Open hazards of every kind: by whom found, where, how grave, fixed by whom."""
    bureau = cast["inspector@bureau"]
    spot = cast.reported(cast.officer)
    photos = [cast.photo(cast.officer)]
    services.fix_on_spot(spot, by=cast.officer, measures_taken="搬走", photos=photos)
    there = cast["responsible@direct"]
    return [
        cast.reported(),
        cast.reported(bureau),
        cast.major(),
        cast.assigned(),
        cast.rectified(),
        cast.rectified(by=cast.officer),
        cast.rectified(cast.assigned(cast.reported(bureau))),
        cast.rectified(cast.assigned(cast.major(), by=cast.auditor)),
        cast.reported(cast["inspector@direct"], unit=cast.units["direct"]),
        cast.rectified(
            cast.assigned(
                cast.reported(bureau, unit=cast.units["direct"]),
                by=cast["officer@direct"],
                responsible=there,
            ),
            by=there,
        ),
    ]


@pytest.mark.parametrize("move", LISTS)
def test_what_waits_for_a_person_is_open_to_that_person(cast, many, move):
    for person in cast.everyone:
        listed = getattr(Hazard.objects.all(), LISTS[move])(person)
        stands = evidence.of_each(listed)
        for hazard in listed:
            moves = [m.name for m in hazard.moves_open_to(person, stands[hazard.pk])]
            assert move in moves, (person, hazard)
            assert Hazard.objects.visible_to(person).filter(pk=hazard.pk).exists()


def test_every_open_hazard_waits_for_somebody(cast, many):
    for hazard in Hazard.objects.open():
        mine = Hazard.objects.filter(pk=hazard.pk)
        assert any(mine.waiting_for(person).exists() for person in cast.everyone), hazard


def whom(cast, hazard):
    one = Hazard.objects.filter(pk=hazard.pk)
    return {name for name, person in cast.people.items() if one.waiting_for(person).exists()}


def test_a_report_waits_for_the_units_own_officer(cast):
    assert whom(cast, cast.reported()) == {"officer@school"}


def test_where_a_unit_has_no_officer_a_report_waits_for_the_one_above(cast):
    hazard = cast.reported()
    Membership.objects.filter(unit=cast.school, role=Role.OFFICER).delete()
    assert whom(cast, hazard) == {"officer@central"}


def test_an_officer_who_has_left_keeps_nobody_waiting(cast):
    hazard = cast.reported()
    for key in ("officer@school", "officer@central"):
        cast[key].is_active = False
        cast[key].save()
    assert whom(cast, hazard) == {"auditor@bureau"}


def test_what_the_bureau_found_waits_for_the_auditor_as_well(cast):
    hazard = cast.reported(cast["inspector@bureau"])
    assert whom(cast, hazard) == {"officer@school", "auditor@bureau"}


def test_a_repair_waits_for_the_officer_and_the_finder(cast):
    assert whom(cast, cast.rectified()) == {"officer@school", "inspector@school"}


def test_an_officers_own_repair_waits_for_somebody_else(cast):
    hazard = cast.rectified(by=cast.officer)
    assert whom(cast, hazard) == {"inspector@school", "officer@central"}


def test_a_major_repair_waits_for_the_auditor_alone(cast):
    hazard = cast.rectified(cast.assigned(cast.major()))
    assert whom(cast, hazard) == {"auditor@bureau"}


def test_what_the_bureau_found_is_checked_by_the_auditor_or_the_central_school(cast):
    hazard = cast.rectified(cast.assigned(cast.reported(cast["inspector@bureau"])))
    assert whom(cast, hazard) == {"auditor@bureau", "officer@central"}


def test_each_hazard_stands_once_under_its_most_urgent_group(cast):
    today = timezone.localdate()
    late = cast.rectified(cast.assigned(due_on=today))
    soon, far = cast.rectified(cast.assigned(due_on=today + timedelta(days=4))), cast.rectified()
    tomorrow = today + timedelta(days=1)
    grouped = Hazard.objects.waiting_for(cast.officer).in_groups(cast.officer, on=tomorrow)
    assert {hazard: (hazard.group, hazard.in_group) for hazard in grouped} == {
        late: (waiting.OVERDUE, 1),
        soon: (waiting.DUE_SOON, 1),
        far: (waiting.REVIEW, 1),
    }


def asked_for_more_time(cast, hazard, by=None):
    until = hazard.due_on + timedelta(days=5)
    told = {"until": until, "reason": "等材料", "interim_measures": "围挡"}
    services.request_extension(hazard, by=by or cast.responsible, **told)
    return hazard


def test_a_request_for_more_time_waits_for_who_decides(cast):
    hazard = asked_for_more_time(cast, cast.assigned())
    assert whom(cast, hazard) == {"responsible@school", "officer@school"}
    grave = asked_for_more_time(cast, cast.assigned(cast.major()))
    assert whom(cast, grave) == {"responsible@school", "auditor@bureau"}
    grouped = Hazard.objects.waiting_for(cast.officer).in_groups(cast.officer)
    assert [(one.group, one.is_asked) for one in grouped] == [(waiting.ANSWER, True)]
    assert waiting.act_of(hazard, cast.officer) == "grant"


def test_nobody_answers_their_own_request(cast):
    hazard = asked_for_more_time(cast, cast.assigned(), by=cast.officer)
    assert whom(cast, hazard) == {"responsible@school", "officer@central"}


def test_an_answered_request_waits_for_nobody(cast):
    hazard = asked_for_more_time(cast, cast.assigned())
    services.refuse(hazard.extensions.get(), by=cast.officer, reason="工期够用")
    assert whom(cast, hazard) == {"responsible@school"}


def test_the_overdue_ones_of_a_person_are_the_same_however_far_they_reach(many, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    Hazard.objects.filter(pk__in=[hazard.pk for hazard in many]).update(due_on=yesterday)
    for person in (cast.auditor, cast.officer, cast["officer@central"], cast.responsible):
        mine = Hazard.objects.visible_to(person).waiting_for(person)
        assert set(mine.overdue_of(person)) == set(mine.overdue()) != set()


def test_what_is_due_today_is_not_overdue_for_anybody_however_it_is_asked(cast):
    hazard, today = cast.assigned(due_on=timezone.localdate()), timezone.localdate()
    assert not Hazard.objects.overdue().exists() and not hazard.is_overdue
    assert list(Hazard.objects.not_overdue()) == [hazard]
    assert list(Hazard.objects.overdue(today + timedelta(days=1))) == [hazard]
    assert not Hazard.objects.overdue_of(cast.auditor).exists()
