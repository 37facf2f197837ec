"""What comes due, for whom, on which days: once each, however late or often it is planned."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from deadlines.models import Period
from inspections import planning
from inspections.models import Change, Checklist, Clockwork, Round
from inspections.services import switch
from organizations.services import found_unit, move_unit
from organizations.unit_life.closing import close_unit
from tests.inspections.planned import TUESDAY, gone_through, on, switched
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

WEEK = (TUESDAY, date(2021, 6, 7))


@pytest.fixture
def patrols(cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    return Round.objects.planned()


def days_of(rounds, unit) -> list[date]:
    return sorted(rounds.filter(unit=unit).values_list("opens_on", flat=True))


def test_every_school_day_has_its_round_and_no_other_day(patrols, cast):
    gone_through(*WEEK)
    assert [day.day for day in days_of(patrols, cast.school)] == [1, 2, 3, 4, 7]
    assert not patrols.filter(unit=cast.units["bureau"]).exists()  # the list is not for bureaus


def test_planned_again_nothing_is_there_twice(patrols):
    gone_through(*WEEK)
    before, changes = patrols.count(), Change.objects.count()
    gone_through(*WEEK)
    assert (patrols.count(), Change.objects.count()) == (before, changes)


def test_days_the_worker_was_away_are_made_up_for(patrols, cast):
    with on(TUESDAY):
        planning.keep_up()
    with on(date(2021, 6, 7)):
        planning.keep_up()
        planning.keep_up()
    assert [day.day for day in days_of(patrols, cast.school)] == [1, 2, 3, 4, 7]
    assert Clockwork.objects.get().planned_through == date(2021, 6, 7)


def test_where_nobody_has_said_anything_nothing_is_due(cast):
    gone_through(*WEEK)
    assert not Round.objects.exists()


def test_the_nearest_unit_that_has_said_anything_decides(patrols, cast):
    switched(cast.units["central"], "fire_daily", by=cast.auditor, is_on=False)
    switched(cast.school, "fire_daily", by=cast.officer)
    gone_through(TUESDAY, TUESDAY)
    assert patrols.filter(unit=cast.school).exists()
    assert not patrols.filter(unit=cast.units["school_2"]).exists()
    assert patrols.filter(unit=cast.units["school_b"]).exists()


def test_a_list_switched_on_within_a_window_begins_with_the_next_one(cast):
    switched(cast.school, "fire_monthly", by=cast.officer, since=date(2021, 6, 15))
    gone_through(TUESDAY, date(2021, 7, 2))
    assert days_of(Round.objects.planned(), cast.school) == [date(2021, 7, 1)]


def test_a_list_switched_off_within_a_window_leaves_what_is_due(cast):
    switched(cast.school, "fire_monthly", by=cast.officer)
    switched(cast.school, "fire_monthly", by=cast.officer, since=date(2021, 6, 15), is_on=False)
    gone_through(TUESDAY, date(2021, 7, 2))
    assert days_of(Round.objects.planned(), cast.school) == [TUESDAY]


def test_a_unit_is_due_from_the_day_after_it_was_founded(patrols, cast):
    found_unit("JZ099", "新村小学", "school", cast.units["central"], since=date(2021, 6, 3))
    gone_through(*WEEK)
    assert [day.day for day in patrols.filter(unit__code="JZ099").values_list("opens_on", flat=True)
            .order_by("opens_on")] == [4, 7]  # fmt: skip


def test_a_unit_closed_within_a_window_is_asked_for_nothing_any_more(cast):
    switched(cast.units["bureau"], "fire_daily", "fire_monthly", by=cast.auditor)
    gone_through(TUESDAY, date(2021, 6, 3))
    with on(date(2021, 6, 4)):
        close_unit(cast.school, on=date(2021, 6, 4), by=cast["administrator@bureau"])
        cast.school.refresh_from_db()
        (month,) = Round.objects.filter(unit=cast.school, code="fire_monthly").select_related(
            "unit"
        )
        assert month.state == "lifted"
        assert not Round.objects.filter(unit=cast.school).in_state("due").exists()
        missed = Round.objects.filter(unit=cast.school).in_state("missed")
        assert missed.count() == 3  # the patrols of days on which it was open
    gone_through(date(2021, 6, 4), date(2021, 6, 8))
    assert not Round.objects.filter(unit=cast.school, opens_on__gte=date(2021, 6, 4)).exists()


def test_a_unit_that_moves_is_counted_where_it_stood_the_evening_before(patrols, cast):
    gone_through(TUESDAY, TUESDAY)
    with on(date(2021, 6, 2)):
        move_unit(cast.school, under=cast.units["central_b"], since=date(2021, 6, 2))
    gone_through(date(2021, 6, 2), date(2021, 6, 3))
    places = dict(patrols.filter(unit=cast.school).values_list("opens_on", "place"))
    old, new = cast.units["central"].path, cast.units["central_b"].path
    assert places[date(2021, 6, 1)].startswith(old) and places[date(2021, 6, 2)].startswith(old)
    assert places[date(2021, 6, 3)].startswith(new)


def test_terms_and_holidays_of_the_district_are_kept_to(patrols, cast):
    told = {"unit": cast.units["bureau"], "kind": Period.Kind.TERM}
    for name, first, last in [("春", (2, 22), (6, 2)), ("秋", (9, 1), (12, 31))]:
        first_on, last_on = date(2021, *first), date(2021, *last)
        Period.objects.create(name=name, first_on=first_on, last_on=last_on, **told)
    gone_through(*WEEK)
    assert [day.day for day in days_of(patrols, cast.school)] == [1, 2]


def test_a_round_keeps_the_version_of_its_day(patrols, cast):
    gone_through(TUESDAY, TUESDAY)
    first = Checklist.objects.get(code="fire_daily")
    source = first.source.replace('version: "1"', 'version: "2"')
    told = {"code": "fire_daily", "version": "2", "title": first.title, "cycle": "daily"}
    second = Checklist.objects.create(
        **told, post=first.post, source=source, since=date(2021, 6, 2), position=10
    )
    gone_through(date(2021, 6, 2), date(2021, 6, 2))
    kept = dict(patrols.filter(unit=cast.school).values_list("opens_on__day", "checklist"))
    assert kept == {1: first.pk, 2: second.pk}


# --- Switching -----------------------------------------------------------------------------


def test_lists_are_switched_by_officers_auditors_and_administrators_from_tomorrow_on(cast):
    may = set()
    for name, person in cast.people.items():
        try:
            switch(cast.school, "fire_daily", is_on=True, by=person)
        except NotPermitted:
            continue
        may.add(name)
    assert may == {*("officer@school", "officer@central", "auditor@bureau", "administrator@bureau")}


@pytest.mark.parametrize(
    ("told", "code"),
    [({"code": "nothing"}, "checklist"), ({"since": timedelta(0)}, "since")],
)
def test_switching_what_is_not_there_or_for_a_day_that_has_begun_is_refused(cast, told, code):
    told = {"code": "fire_daily", **told}
    if "since" in told:
        told["since"] = timezone.localdate() + told["since"]
    with pytest.raises(SomethingMissing) as refusal:
        switch(cast.school, told.pop("code"), is_on=True, by=cast.officer, **told)
    assert [lack.code for lack in refusal.value.missing] == [code]


def test_at_a_closed_unit_nothing_is_switched(cast):
    cast.school.closed_on = timezone.localdate()
    cast.school.save()
    with pytest.raises(NotPossible):
        switch(cast.school, "fire_daily", is_on=True, by=cast.auditor)
