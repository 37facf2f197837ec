"""Units: who is counted where, also after a move, and for whom."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from figures.statistics import figures
from hazards.models import Hazard
from organizations.models import Unit
from organizations.services import found_unit, move_unit
from tests.figures.lives import june, moment

JUNE = {"found_from": june(1), "found_to": date(2021, 7, 1)}
JULY = {"found_from": date(2021, 7, 1), "found_to": date(2021, 8, 1)}
ADDITIVE = ("found", "open", "closed", "overdue", "closures", "reopened", "units_expected")


@pytest.fixture
def moved(lives, cast):
    """A school with a hazard in June and one in July, moved to central school 2 on 1 July."""
    for day in (june(10), date(2021, 7, 10)):
        lives.found(day)
    move_unit(cast.school, under=cast.units["central_b"], since=date(2021, 7, 1))
    return lives


def found(lives, place, **period) -> int:
    unit = Unit.objects.get(pk=lives.cast.units[place].pk)
    return lives.asked(unit=unit, **period)["found"]


def test_a_past_period_counts_a_moved_school_where_it_stood_then(moved):
    assert [found(moved, place, **JUNE) for place in ("central", "central_b", "bureau")] == [
        1,
        0,
        1,
    ]
    assert [found(moved, place, **JULY) for place in ("central", "central_b", "bureau")] == [
        0,
        1,
        1,
    ]


def test_an_open_period_counts_in_todays_tree(moved):
    assert [found(moved, place) for place in ("central", "central_b")] == [0, 2]


def test_a_past_moment_counts_in_its_own_tree(moved):
    assert [found(moved, place, as_of=june(30)) for place in ("central", "central_b")] == [1, 0]
    assert moved.asked(as_of=june(30))["tree_of"] == "2021-06-30"


@pytest.mark.parametrize("period", [JUNE, JULY, {}])
@pytest.mark.parametrize("place", ["bureau", "central", "central_b", None])
def test_the_whole_is_the_sum_of_its_rows(moved, place, period):
    unit = Unit.objects.get(pk=moved.cast.units[place].pk) if place else None
    answer = moved.asked(unit=unit, by="unit", **period)
    for name in ADDITIVE:
        assert sum(row[name] for row in answer["rows"]) == answer[name], name


def test_rows_by_unit_are_the_units_below_in_code_order_with_zeros(lives, cast):
    lives.found(june(1))
    rows = lives.asked(unit=cast.units["bureau"], by="unit")["rows"]
    assert [(row["code"], row["found"], row["is_own"]) for row in rows] == [
        ("JZ000", 0, True), ("JZ001", 1, False), ("JZ002", 0, False), ("JZ031", 0, False)
    ]  # fmt: skip
    assert [row["closure_rate"]["value"] for row in rows] == [None, 0.0, None, None]
    assert [(row["units_expected"], row["units_reported"]) for row in rows] == [
        (1, 0), (3, 1), (3, 0), (1, 0)
    ]  # fmt: skip


def test_without_a_unit_the_rows_start_from_the_persons_own(lives, cast):
    lives.found(june(1))
    codes = [row["code"] for row in figures(cast["officer@central"], by="unit")["rows"]]
    assert codes == ["JZ001", "JZ012", "JZ013"]
    assert [row["code"] for row in figures(cast.officer, by="unit")["rows"]] == ["JZ012"]


def test_a_person_with_roles_at_several_units_gets_a_row_for_each(lives, cast):
    person = cast.person("both", "viewer", cast.units["school_b"])
    cast.units["school"].memberships.create(user=person, role="viewer")
    lives.found(june(1))
    rows = figures(person, by="unit")["rows"]
    assert {row["code"]: row["found"] for row in rows} == {"JZ012": 1, "JZ014": 0}


def test_a_closed_unit_stands_in_the_periods_it_lived_in(lives, cast):
    Unit.objects.filter(pk=cast.units["direct"].pk).update(closed_on=june(15))
    assert lives.asked(**JUNE)["units_expected"] == 8
    assert lives.asked(**JULY)["units_expected"] == 7
    codes = [
        row["code"] for row in lives.asked(unit=cast.units["bureau"], by="unit", **JULY)["rows"]
    ]
    assert "JZ031" not in codes


def test_a_unit_founded_later_is_not_in_an_earlier_tree(lives, cast):
    found_unit("JZ040", "新校", Unit.Kind.SCHOOL, cast.units["central"], since=date(2021, 7, 5))
    central = cast.units["central"]
    assert lives.asked(unit=central, **JUNE)["units_expected"] == 3
    assert lives.asked(unit=central, **JULY)["units_expected"] == 4


@pytest.mark.on_both
@pytest.mark.exhaustive
def test_everyone_counts_what_their_ledger_lists(cast):
    """For each person and each unit: found and dismissed together are the rows they may see."""
    cast.closed()
    cast.dismissed()
    cast.reported(by=cast["inspector@school_b"], unit=cast.units["school_b"])
    cast.reported(by=cast["inspector@direct"], unit=cast.units["direct"])
    cast.reported(by=cast["inspector@bureau"], unit=cast.units["school_2"])
    for person in cast.everyone:
        for unit in (None, *cast.units.values()):
            listed = Hazard.objects.visible_to(person)
            listed = listed.under(unit) if unit else listed
            answer = figures(person, unit=unit, by="unit")
            assert answer["found"] + answer["dismissed"] == listed.count(), (person, unit)
            assert answer["open"] == listed.open().count(), (person, unit)
            assert sum(row["found"] for row in answer["rows"]) == answer["found"], (person, unit)


def test_an_officer_counts_their_own_schools_only(lives, cast):
    lives.found(june(1))
    lives.found(june(1), by=cast["inspector@school_b"], unit=cast.units["school_b"])
    assert lives.asked()["found"] == 2
    assert figures(cast["officer@central"])["found"] == 1
    assert figures(cast["officer@central"], unit=cast.units["bureau"])["found"] == 1
    assert figures(cast["officer@central"], unit=cast.units["central_b"])["found"] == 0


def test_a_person_without_roles_counts_only_what_they_reported(lives, cast):
    hazard = lives.found(june(1))
    lives.found(june(1), by=cast.officer)
    cast.inspector.memberships.all().delete()
    leaver = type(cast.inspector).objects.get(pk=cast.inspector.pk)
    answer = figures(leaver, by="unit")
    assert (answer["found"], answer["units_expected"]) == (1, 0)
    assert [(row["key"], row["found"]) for row in answer["rows"]] == [(None, 1)]
    assert hazard.reporter == leaver
    assert figures(cast.stranger)["found"] == 0


def test_a_moment_to_come_is_answered_as_of_now(lives):
    lives.assigned(found=timezone.localdate(), due=timezone.localdate())
    ahead = timezone.localdate() + timedelta(days=30)
    assert lives.asked(as_of=ahead)["overdue"] == 0
    assert lives.asked(as_of=moment(ahead))["as_of"] <= timezone.localtime().isoformat()
