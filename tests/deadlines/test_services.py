"""Terms and changed days: entered by who administers the district."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from deadlines.models import ChangedDay, Period
from deadlines.reading import calendar_of, root_of
from deadlines.services import NotTheirs, forget, keep_day, keep_period

TERM = {
    "kind": Period.Kind.TERM,
    "name": "2021年春季学期",
    "first_on": date(2021, 2, 22),
    "last_on": date(2021, 7, 9),
}


@pytest.fixture
def keeper(cast):
    return {"by": cast["administrator@bureau"], "unit": cast.units["bureau"]}


def test_what_was_entered_is_in_the_calendar_of_everything_below(keeper, cast):
    keep_period(**keeper, **TERM)
    keep_day(**keeper, day=date(2021, 6, 16), is_worked=False, name="中考")
    calendar = calendar_of(root_of(cast.school))
    assert [(term.first, term.last) for term in calendar.terms] == [
        (date(2021, 2, 22), date(2021, 7, 9))
    ]
    assert not calendar.is_workday(date(2021, 6, 16))


def test_a_day_entered_again_is_anew_and_what_is_forgotten_is_gone(keeper):
    keep_day(**keeper, day=date(2021, 6, 16), is_worked=False, name="中考")
    again = keep_day(**keeper, day=date(2021, 6, 16), is_worked=True, name="照常")
    assert ChangedDay.objects.get().is_worked
    forget(again, by=keeper["by"])
    assert not ChangedDay.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_on": date(2021, 2, 1)}, "last_on"),
        ({"last_on": date(2023, 2, 1)}, "last_on"),
        ({"first_on": date(2021, 7, 9), "last_on": date(2021, 8, 1)}, "first_on"),
    ],
)
def test_terms_neither_end_before_they_begin_nor_overlap(keeper, wrong, field):
    keep_period(**keeper, **TERM)
    with pytest.raises(ValidationError) as refusal:
        keep_period(**keeper, **{**TERM, "first_on": date(2021, 7, 20), **wrong})
    assert list(refusal.value.message_dict) == [field]
    assert Period.objects.count() == 1


def test_nobody_else_keeps_the_calendar(cast):
    for person in cast.everyone:
        if person != cast["administrator@bureau"]:
            with pytest.raises(NotTheirs):
                keep_period(by=person, unit=cast.units["bureau"], **TERM)
    with pytest.raises(NotTheirs):
        keep_period(by=cast["administrator@bureau"], unit=cast.school, **TERM)
