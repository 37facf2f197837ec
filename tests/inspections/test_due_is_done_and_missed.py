"""Over random lives of a district: what was due is done or missed, and the counts say the same."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given

from deadlines.models import ChangedDay
from inspections import planning
from inspections.lines import HAZARD, OK, answers_of
from inspections.models import Finding, Round, SumCount, UnitCount
from inspections.services import amend, finish
from inspections.tally.folding import fold
from organizations.models import Unit
from organizations.services import found_unit, move_unit
from organizations.unit_life.closing import close_unit
from tests.base.strength import tried_on
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched
from workflow.errors import NotPossible

CODES = ("fire_daily", "canteen_weekly", "fire_monthly")
UNITS = ("school", "school_2", "school_b", "school_b2")
DAYS = 45

which = st.sampled_from(UNITS)
acts = st.one_of(
    st.tuples(st.just("switch"), which, st.sampled_from(CODES), st.booleans()),
    st.tuples(st.just("finish"), which),
    st.tuples(st.just("finish"), which),
    st.tuples(st.just("amend"), which),
    st.tuples(st.just("close"), which),
    st.tuples(st.just("move"), which, st.sampled_from(["central", "central_b"])),
    st.tuples(st.just("found"), st.sampled_from(["central", "central_b"])),
    st.tuples(st.just("day"), st.integers(0, DAYS), st.booleans()),
    st.tuples(st.just("fold")),
    st.tuples(st.just("away"), st.integers(2, 9)),
)
lives = st.lists(st.tuples(st.integers(0, 3), acts), min_size=4, max_size=24)


class Life:
    """A district that goes through its days, one act after the other."""

    def __init__(self, cast: Any) -> None:
        self.cast, self.day, self.founded = cast, TUESDAY, 0
        switched(cast.units["bureau"], "fire_daily", "fire_monthly", by=cast.auditor)

    def go(self, days: int) -> None:
        for _n in range(days):
            self.day += timedelta(days=1)
            with on(self.day):
                planning.keep_up()

    def unit(self, name: str) -> Unit:
        return Unit.objects.get(pk=self.cast.units[name].pk)

    def act(self, name: str, *told: Any) -> None:
        with on(self.day):
            getattr(self, name)(*told)

    def switch(self, unit: str, code: str, is_on: bool) -> None:
        tomorrow = self.day + timedelta(days=1)
        switched(self.unit(unit), code, by=self.cast.auditor, since=tomorrow, is_on=is_on)

    def finish(self, unit: str) -> None:
        unfinished = Round.objects.filter(unit=self.unit(unit), finished_at=None).for_list()
        for one in unfinished.order_by("-opens_on", "code")[:2]:
            try:
                with transaction.atomic():
                    finish(one, by=self.cast[f"officer@{unit}"], answers=all_ok(one))
            except NotPossible:
                continue

    def amend(self, unit: str) -> None:
        """A hazard that was overlooked; its line is another one each time."""
        done = Round.objects.filter(unit=self.unit(unit), finished_at__isnull=False).for_list()
        one = done.order_by("finished_at", "pk").last()
        if one is None or self.unit(unit).closed_on:
            return
        by, left = (
            self.cast[f"officer@{unit}"],
            [k for k, (r, _n) in answers_of(one).items() if r == OK],
        )
        if left:
            hazard = self.cast.reported(by=by, unit=self.unit(unit))
            told = {"answers": {left[0]: (HAZARD, "")}, "found": [(left[0], hazard)]}
            amend(one, by=by, reason="漏记", **told)

    def close(self, name: str) -> None:
        unit = self.unit(name)
        if unit.closed_on is None:
            close_unit(unit, on=self.day, by=self.cast["administrator@bureau"])

    def move(self, name: str, under: str) -> None:
        unit = self.unit(name)
        moved_on = unit.placements.last().since
        if unit.parent_id != self.cast.units[under].pk and moved_on < self.day:
            move_unit(unit, under=self.unit(under), since=self.day)

    def found(self, under: str) -> None:
        self.founded += 1
        code = f"JZ9{self.founded:02}"
        found_unit(code, f"新校{self.founded}", "school", self.unit(under), since=self.day)

    def day_(self, n: int, is_worked: bool) -> None:
        told = {"is_worked": is_worked, "name": "调整"}
        bureau = self.unit("bureau")
        ChangedDay.objects.update_or_create(
            unit=bureau, day=TUESDAY + timedelta(days=n), defaults=told
        )

    def fold(self) -> None:
        fold()

    def away(self, days: int) -> None:
        """The worker is not there for a while, and then it is."""
        self.day += timedelta(days=days)
        with on(self.day):
            planning.keep_up()


def seen_on(day: date) -> Counter[str]:
    with on(day):
        over = Round.objects.planned().filter(last_on__lt=day)
        states = ("done", "missed", "lifted", "due", "upcoming")
        return Counter({state: over.in_state(state, day).count() for state in states})


def counted(day: date) -> dict[str, int]:
    """By the bureau's sums, once everything is folded."""
    names = ("due", "done", "late", "missed", "nothing_found", "hazards")
    with on(day):
        planning.lift()
        fold()
        sums = SumCount.objects.filter(unit_id=Unit.objects.only_root().pk)
        told = sums.aggregate(**{name: Sum(name) for name in names})
    return {name: n or 0 for name, n in told.items()}


@tried_on(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives)
def test_of_every_window_that_is_over_due_is_done_and_missed(cast, life):
    with transaction.atomic():
        district = Life(cast)
        for days, (name, *told) in life:
            district.go(days)
            district.act("day_" if name == "day" else name, *told)
        district.go(35)
        # By the rows: each window that is over is done, missed, or was lifted with its unit.
        over = seen_on(district.day)
        rounds = Round.objects.planned().filter(last_on__lt=district.day).count()
        assert over["done"] + over["missed"] + over["lifted"] == rounds
        assert not over["due"] and not over["upcoming"]
        # By the counts, once every window is over.
        later = district.day + timedelta(days=60)
        told = counted(later)
        assert told["due"] == told["done"] + told["missed"]
        assert told["late"] <= told["done"]
        assert (
            told["nothing_found"]
            == Round.objects.planned().in_state("done").filter(found=0).count()
        )
        assert told["hazards"] == Finding.objects.count()
        with on(later):
            call_command("check_coverage")
        transaction.set_rollback(True)


def test_a_count_that_was_changed_is_named(cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, date(2021, 6, 3))
    call_command("check_coverage")
    UnitCount.objects.filter(unit_id=cast.school.pk).update(due=1)
    with pytest.raises(CommandError):
        call_command("check_coverage")
    call_command("rebuild_coverage")
    call_command("check_coverage")
