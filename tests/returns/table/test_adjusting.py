"""Another figure than the one counted or summed: both are kept, with the reason."""

import pytest

from returns.table.answers import BadAnswers
from tests.figures.lives import june
from tests.returns.campaigning import REASON
from workflow.errors import SomethingMissing

RECTIFIED = "hazards_investigated_rectified"


def test_an_adjustment_keeps_both_figures_who_said_so_and_why(desk, lives, cast):
    lives.rectified(june(10), june(20), june(11))
    desk.adjust("school", RECTIFIED, 3)
    figure = desk.opened("school").figures[RECTIFIED]
    assert (figure.value, figure.computed, figure.now) == (3, 1, 1)
    said = figure.adjustment
    assert (said["computed"], said["value"], said["reason"]) == (1, 3, REASON)
    assert said["by"] == {"id": cast.officer.pk, "name": str(cast.officer)}


def test_an_adjustment_needs_a_reason(desk):
    with pytest.raises(SomethingMissing) as refusal:
        desk.adjust("school", RECTIFIED, 3, reason="  ")
    assert [lack.code for lack in refusal.value.missing] == ["reason"]
    assert desk.of("school").adjustments == {}


@pytest.mark.parametrize("value", [None, 0])
def test_none_or_the_counted_figure_takes_an_adjustment_back(desk, value):
    desk.adjust("school", RECTIFIED, 3)
    desk.adjust("school", RECTIFIED, value)
    assert desk.of("school").adjustments == {}
    assert desk.value("school", RECTIFIED) == 0


def test_an_adjustment_of_a_figure_that_moved_on_has_to_be_made_again(desk, lives):
    desk.fill("school")
    desk.adjust("school", RECTIFIED, 3)
    assert desk.submit("school").state == "submitted"
    desk.send_back("school")
    lives.rectified(june(10), june(20), june(11))
    assert desk.remarks("school")["adjusted_from_another", RECTIFIED] == "block"
    with pytest.raises(SomethingMissing) as refusal:
        desk.submit("school")
    assert [lack.code for lack in refusal.value.missing] == [f"values.{RECTIFIED}"]
    desk.adjust("school", RECTIFIED, 3)
    assert desk.submit("school").state == "submitted"


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("school", "launch_sessions"),
        ("school", "launch_forms"),
        ("school", "in_annual_priorities"),
        ("central", "in_annual_priorities"),
        ("central", "no_such_blank"),
    ],
)
def test_what_a_unit_types_itself_is_typed_and_not_adjusted(desk, place, code):
    with pytest.raises(BadAnswers):
        desk.adjust(place, code, 1)


def test_a_rate_is_not_adjusted_but_the_figures_it_is_made_of(monthly):
    with pytest.raises(BadAnswers):
        monthly.adjust("school", "general_rate", 50)
    monthly.adjust("school", "general_found", 8)
    monthly.adjust("school", "general_rectified", 2)
    assert monthly.value("school", "general_rate") == "25"
