"""The running tally says what a recount of the rows and of their history says, at every moment."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from figures.statistics import figures
from figures.tally.periods import Grain, segments
from hazards import services
from hazards.models import Change, Count, Hazard
from hazards.tally.check import faults
from hazards.tally.compaction import fold, rebuild
from organizations.models import Unit, User
from organizations.services import found_unit, move_unit
from tests.base.strength import examples
from tests.figures.lives import june, moment
from tests.figures.recounts import EVERY_WAY, agree
from tests.figures.test_random_lives import Walk

DAYS = some.dates(date(2020, 11, 1), date(2021, 9, 30))
PERIODS = [
    {},
    {"found_from": june(1), "found_to": june(3)},
    {"found_from": date(2021, 5, 20), "found_to": date(2021, 7, 2)},
    {"found_to": june(5)},
]


@given(some.none() | DAYS, some.none() | DAYS, DAYS)
def test_a_period_is_cut_into_pieces_that_hold_each_of_its_days_once(first, end, today):
    found = {date(2020, 10, 1) + timedelta(days=n) for n in range(400)}
    held = [d for piece in segments(first, end, today) for d in found if lies_in(piece, d)]
    assert sorted(held) == sorted(
        d for d in found if (not first or d >= first) and (not end or d < end)
    )


def lies_in(piece, day: date) -> bool:
    where = day.replace(day=1) if piece.grain == Grain.MONTH else day
    starts = piece.start is None or where >= piece.start
    return starts and (piece.end is None or where < piece.end)


@pytest.mark.property
@pytest.mark.parametrize("seed", range(examples(3)))
def test_after_random_acts_and_folds_the_three_ways_agree(cast, seed):
    walk = Walk(cast, seed)
    for _ in range(2):
        walk.go()
        if walk.dice.random() < 0.7:
            fold()
        walk.go()
        for by, period in product(EVERY_WAY, PERIODS):
            agree(cast.auditor, by, **period)
        for by, place in product(EVERY_WAY, ("central", "school")):
            unit = Unit.objects.get(pk=cast.units[place].pk)
            agree(cast[f"officer@{place}"], by, unit=unit)
    assert list(faults()) == []


def test_a_unit_that_moves_takes_its_counts_along_before_and_after_they_are_folded_anew(lives):
    cast = lives.cast
    lives.closed(found=june(1), due=june(10), on=june(5))
    lives.reopened(lives.closed(found=june(1), due=june(10), on=june(5)), on=june(7), due=june(9))
    fold()
    move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
    inspector = User.objects.get(pk=cast.inspector.pk)  # where they are now
    lives.found(june(8), by=inspector)
    for _ in range(2):
        for place in ("bureau", "central", "central_b"):
            unit = Unit.objects.get(pk=cast.units[place].pk)
            for by in EVERY_WAY:
                agree(cast.auditor, by, unit=unit)
                agree(cast.auditor, by, unit=unit, found_from=june(1), found_to=june(30))
        fold()
    found = {
        p: figures(cast.auditor, unit=cast.units[p])["found"] for p in ("central", "central_b")
    }
    assert found == {"central": 0, "central_b": 3}
    then = {"found_from": june(1), "found_to": june(30)}
    assert figures(cast.auditor, unit=cast.units["central"], **then)["found"] == 3
    assert list(faults()) == []


def test_a_unit_that_gets_a_unit_below_it_is_counted_by_category_from_then_on(lives):
    cast = lives.cast
    lives.found(june(1))
    fold()
    point = found_unit("JZ099", "教学点", Unit.Kind.TEACHING_POINT, cast.school)
    lives.found(june(2), unit=point, by=cast.officer)
    fold()
    school = Unit.objects.get(pk=cast.school.pk)
    for by in EVERY_WAY:
        agree(cast.officer, by, unit=school)
    assert list(faults()) == []


def test_a_deadline_passes_at_midnight_without_anybody_there(lives, time_machine):
    time_machine.move_to(moment(june(10)), tick=False)
    hazard = lives.assigned(found=june(9), due=june(11))
    fold()
    said = []
    for at in (moment(june(11)), moment(june(12)) - timedelta(hours=12, seconds=1)):
        time_machine.move_to(at, tick=False)
        said.append(agree(lives.cast.auditor, None)["all"].get("overdue", 0))
    time_machine.move_to(moment(june(12)) - timedelta(hours=12), tick=False)
    said.append(agree(lives.cast.auditor, None)["all"].get("overdue", 0))
    assert said == [0, 0, 1]
    services.reassign(
        hazard,
        by=lives.cast.auditor,
        responsible=lives.cast.responsible,
        measures="换门",
        reason="快",
    )
    assert agree(lives.cast.auditor, None)["all"]["overdue"] == 1


def test_what_was_closed_a_day_before_it_is_said_to_be_found_is_spread_all_the_same(lives):
    lives.closed(found=june(1), due=june(9), on=june(2))
    Hazard.objects.update(found_on=june(3))  # as somebody with the database open may say it
    rebuild()
    assert agree(lives.cast.auditor, None)["all"]["days_to_close"] == {-1: 1}


def test_what_is_folded_is_a_number_of_rows_that_more_hazards_do_not_change(lives):
    for _ in range(3):
        lives.found(june(1))
    fold()
    few = Count.objects.count()
    for _ in range(9):
        lives.found(june(1))
    fold()
    assert Count.objects.count() == few
    assert not Change.objects.exists()


def test_a_count_that_was_altered_is_found_and_counting_anew_mends_it(lives):
    lives.assigned(found=june(1), due=date(2099, 1, 1))
    fold()
    assert list(faults()) == []
    wrong = Count.objects.filter(unit=lives.cast.units["central"], by="c").first()
    Count.objects.filter(pk=wrong.pk).update(assigned=wrong.assigned + 1)
    assert [fault[:5] for fault in faults()] == ["JZ001"]
    Change.objects.all().delete()
    assert any("days to come" in fault for fault in faults())
    rebuild()
    assert list(faults()) == []


def test_what_nobody_has_folded_yet_is_counted_all_the_same(lives):
    lives.found(june(1))
    assert Hazard.objects.count() == 1 and not Count.objects.exists()
    assert agree(lives.cast.auditor, "category")[lives.cast.fire.pk]["found"] == 1
