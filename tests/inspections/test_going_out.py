"""出动 n 组次、n 人次，检查 n 所，发现 n 项，已整改 n 项: worked out by hand, and row by row."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.going_out import NOBODY, WentOut, by_month, by_outing, sent_by, total
from inspections.models import Outing
from inspections.services import finish, go_out
from tests.inspections.planned import on

JUNE, JULY, AUGUST = date(2021, 6, 1), date(2021, 7, 1), date(2021, 8, 1)


def gone(by, units, day, *, others="", found=()) -> Outing:
    """Each visit is finished on its day, with the hazards of its unit among `found`."""
    with on(day):
        outing = go_out(by=by, units=units, title="检查", others=others)
        for visit in outing.visits.all():
            hazards = [("", hazard) for hazard in found if hazard.unit_id == visit.unit_id]
            finish(visit, by=by, found=hazards)
    return outing


@pytest.fixture
def summer(cast):
    """In June the bureau sends two teams, one of three to two schools, one of one to one of them
    again; in July the central school sends one. Of three hazards one is dismissed, one rectified.
    """
    school, second = cast.school, cast.units["school_b"]
    auditor, officer = cast.auditor, cast["officer@central"]
    rectified = cast.rectified()
    dismissed = cast.reported(by=cast.inspector)
    cast.dismissed(dismissed)
    found = [rectified, dismissed]
    cast.first = gone(
        auditor, [school, second], date(2021, 6, 1), others="专家甲、专家乙", found=found
    )
    cast.second = gone(auditor, [school], date(2021, 6, 30))
    late = cast.reported(by=officer, unit=cast.units["school_2"])
    cast.third = gone(officer, [cast.units["school_2"]], JULY, found=[late])
    return cast


def counted(unit, first, end, user) -> WentOut:
    return total(sent_by(unit, first, end, user), user)


def test_a_team_is_one_its_people_are_each_one_and_a_unit_counts_once_in_the_days(summer):
    bureau = summer.units["bureau"]
    assert counted(bureau, JUNE, JULY, summer.auditor) == WentOut(2, 4, 2, 1, 1)
    assert counted(bureau, JULY, AUGUST, summer.auditor) == WentOut(1, 1, 1, 1, 0)
    assert counted(bureau, JUNE, AUGUST, summer.auditor) == WentOut(3, 5, 3, 2, 1)


def test_the_first_day_is_in_and_the_day_after_the_last_is_not(summer):
    bureau = summer.units["bureau"]
    assert counted(bureau, date(2021, 6, 2), date(2021, 6, 30), summer.auditor) == NOBODY
    assert counted(bureau, date(2021, 6, 30), JULY, summer.auditor).teams == 1


def test_months_and_outings_say_what_each_counts_for(summer):
    rows = sent_by(summer.units["bureau"], JUNE, AUGUST, summer.auditor)
    assert by_month(rows, summer.auditor) == {
        JUNE: WentOut(2, 4, 2, 1, 1),
        JULY: WentOut(1, 1, 1, 1, 0),
    }
    assert by_outing(rows, summer.auditor) == {
        summer.first.pk: WentOut(1, 3, 2, 1, 1),
        summer.second.pk: WentOut(1, 1, 1, 0, 0),
        summer.third.pk: WentOut(1, 1, 1, 1, 0),
    }


def test_a_central_school_counts_its_own_teams_and_a_school_none(summer):
    central, officer = summer.units["central"], summer["officer@central"]
    assert counted(central, JUNE, AUGUST, officer) == WentOut(1, 1, 1, 1, 0)
    assert counted(summer.school, JUNE, AUGUST, summer.officer) == NOBODY


def test_who_looks_around_at_home_or_has_not_finished_has_not_gone_out(cast):
    gone(cast.inspector, [cast.school], JUNE)
    with on(JUNE):
        go_out(by=cast.auditor, units=[cast.school], title="检查")
    rows = sent_by(cast.units["bureau"], JUNE, JULY, cast.auditor)
    assert not rows.exists() and total(rows, cast.auditor) == NOBODY


def test_who_was_visited_sees_their_own_visit_of_an_outing_counted_and_no_other(summer):
    officer = summer["officer@school_b"]
    seen = Outing.objects.visible_to(officer)
    assert by_outing(seen, officer) == {summer.first.pk: WentOut(1, 3, 1, 0, 0)}


def test_many_outings_are_counted_in_as_many_statements_as_one(summer):
    user, costs = summer.auditor, []
    for _n in range(2):
        rows = sent_by(summer.units["bureau"], JUNE, AUGUST, user)
        with CaptureQueriesContext(connection) as found:
            by_month(rows, user), by_outing(rows, user), total(rows, user)
        costs.append(len(found))
        for day in range(2, 12):
            gone(user, [summer.school], date(2021, 6, day))
    assert costs[0] == costs[1] <= 9
