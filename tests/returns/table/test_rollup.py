"""A parent's figure is its own and the sum of those below, at every level; and who is missing."""

import pytest
from django.utils import timezone

from organizations.models import Unit, User
from organizations.services import found_unit, move_unit
from returns import services
from returns.models import Return
from returns.table.reading import stale_among
from tests.figures.lives import june

SESSIONS, FORMS, PRIORITIES = "launch_sessions", "launch_forms", "in_annual_priorities"
TIPS = "hazards_raised_by_tips"


def test_a_central_schools_figure_is_its_own_and_those_of_its_schools(desk):
    desk.hand_in("school", n=3)
    desk.hand_in("school_2", n=4)
    desk.fill("central", n=10)
    figure = desk.opened("central").figures[SESSIONS]
    assert (figure.own, figure.children, figure.value) == (10, 7, 17)


def test_the_bureau_adds_up_central_schools_and_direct_units(desk):
    for place, n in (("school", 1), ("central", 10), ("school_b", 100), ("direct", 1000)):
        desk.hand_in(place, n)
    assert desk.value("bureau", SESSIONS) == 1011
    desk.hand_in("central_b", n=10000)
    assert desk.value("bureau", SESSIONS) == 11111


def test_only_what_was_handed_in_is_summed(desk):
    desk.fill("school", n=3)
    desk.fill("central", n=10)
    assert desk.value("central", SESSIONS) == 10
    desk.submit("school")
    assert desk.value("central", SESSIONS) == 13
    desk.send_back("school")
    assert desk.value("central", SESSIONS) == 10


def test_counted_figures_go_up_as_they_were_handed_in(desk, lives, cast):
    lives.found(june(10), source="tip")
    lives.found(june(10), unit=cast.units["central"], by=cast.auditor, source="tip")
    desk.hand_in("school")
    lives.found(june(10), source="tip")
    figure = desk.opened("central").figures[TIPS]
    assert (figure.own, figure.children, figure.value) == (1, 1, 2)


def test_texts_are_joined_without_repeating_own_first_then_by_code(desk):
    desk.hand_in("school", launch_forms="晨会")
    desk.hand_in("school_2", launch_forms="讲座")
    desk.fill("central", launch_forms="讲座")
    assert desk.value("central", FORMS) == "讲座、晨会"
    desk.submit("central")
    desk.hand_in("direct", launch_forms="晨会")
    assert desk.value("bureau", FORMS) == "讲座、晨会"


def test_yes_is_yes_of_all_and_the_no_are_counted_and_named(desk, cast):
    desk.hand_in("school", **{PRIORITIES: "no"})
    desk.hand_in("school_2")
    desk.fill("central")
    assert desk.value("central", PRIORITIES) == "no"
    code = cast.units["school"].code
    assert desk.sheet("central").parts[PRIORITIES] == {"yes": 2, "no": [code]}
    desk.submit("central")
    desk.hand_in("direct")
    assert desk.sheet("bureau").parts[PRIORITIES] == {"yes": 3, "no": [code]}
    desk.send_back("central")
    assert desk.value("bureau", PRIORITIES) == "yes"


def test_a_nil_return_counts_as_handed_in_and_says_neither_yes_nor_no(desk):
    desk.nil("school")
    desk.hand_in("school_2")
    assert desk.sheet("central").document["coverage"]["nil"] == 1
    assert desk.sheet("central").parts[PRIORITIES] == {"yes": 1, "no": []}


def test_money_is_added_exactly_and_rates_are_made_of_the_sums(monthly, lives, cast):
    for place, spent in (("school", "0.10"), ("school_2", "0.20")):
        people = {"responsible": cast[f"responsible@{place}"], "by": cast.auditor}
        hazard = lives.found(june(6), unit=cast.units[place], by=cast.auditor)
        hazard = cast.assigned(hazard, **people)
        cast.rectified(hazard, by=people["responsible"], funds_spent=spent)
        monthly.submit(place)
    lives.found(june(6), unit=cast.units["central"], by=cast.auditor)
    values = monthly.sheet("central").values
    assert (values["funds"], values["general_found"]) == ("0.00003", 3)
    assert (values["general_rectified"], values["general_rate"]) == (2, "66.7")


def test_a_rate_of_almost_all_is_not_rounded_up_to_all(monthly):
    monthly.adjust("school", "general_found", 10000)
    monthly.adjust("school", "general_rectified", 9999)
    assert monthly.value("school", "general_rate") == "99.9"
    monthly.adjust("school", "general_rectified", 10000)
    assert monthly.value("school", "general_rate") == "100"


def test_an_adjusted_sum_goes_up_as_adjusted(desk):
    desk.hand_in("school", n=3)
    desk.fill("central", n=10)
    desk.adjust("central", SESSIONS, 12)
    figure = desk.opened("central").figures[SESSIONS]
    assert (figure.value, figure.computed, figure.adjustment["computed"]) == (12, 13, 13)
    desk.submit("central")
    assert desk.value("bureau", SESSIONS) == 12


def test_an_adjustment_can_be_taken_back_when_the_units_below_have_gone(desk, cast):
    desk.fill("central", n=10)
    desk.adjust("central", SESSIONS, 12)
    for place in ("school", "school_2"):
        move_unit(cast.units[place], under=cast.units["central_b"], since=timezone.localdate())
    desk.adjust("central", SESSIONS, None)
    assert desk.submit("central").state == "submitted"
    assert desk.value("central", SESSIONS) == 10


# --- Who is missing ------------------------------------------------------------------------


def coverage(desk, place):
    told = desk.sheet(place).document["coverage"]
    return told["expected"], told["submitted"], [unit["code"] for unit in told["missing"]]


def test_under_every_sum_stands_who_should_report_who_did_and_who_is_missing(desk, cast):
    codes = {place: unit.code for place, unit in cast.units.items()}
    assert coverage(desk, "central") == (2, 0, [codes["school"], codes["school_2"]])
    desk.hand_in("school_2")
    assert coverage(desk, "central") == (2, 1, [codes["school"]])
    desk.hand_in("central")
    assert coverage(desk, "central") == (2, 1, [codes["school"]])
    assert coverage(desk, "bureau") == (3, 1, [codes["central_b"], codes["direct"]])
    desk.accept("central")
    assert desk.sheet("bureau").document["coverage"]["accepted"] == 1


def test_a_closed_unit_is_no_longer_waited_for_but_what_it_handed_in_counts(desk, cast):
    desk.hand_in("school")
    for place in ("school", "school_2"):
        cast.units[place].closed_on = timezone.localdate()
        cast.units[place].save()
    assert coverage(desk, "central") == (1, 1, [])
    assert desk.value("central", SESSIONS) == 1


# --- When the ground shifts ----------------------------------------------------------------


@pytest.fixture
def summed(desk):
    """Both schools and their central school have handed in."""
    desk.hand_in("school", n=3)
    desk.hand_in("school_2", n=4)
    desk.hand_in("central", n=10)
    return desk


def stale(desk):
    """Those that are stale, found one by one and all together."""
    places = desk.cast.units
    alone = {place for place in places if desk.opened(place).is_stale}
    returns = {desk.of(place).pk: place for place in places}
    assert {returns[pk] for pk in stale_among(map(desk.of, places))} == alone
    return alone


def test_a_sum_is_not_stale_while_its_children_stand(summed):
    summed.accept("school")
    assert stale(summed) == set()


def test_a_child_sent_back_makes_the_sum_stale_and_shows_the_difference(summed):
    summed.hand_in("direct")
    summed.submit("bureau")
    summed.send_back("school")
    assert stale(summed) == {"central"}
    figure = summed.opened("central").figures[SESSIONS]
    assert (figure.value, figure.computed, figure.now, figure.has_moved_on) == (17, 17, 14, True)
    summed.hand_in("school", n=5)
    figure = summed.opened("central").figures[SESSIONS]
    assert (figure.value, figure.now) == (17, 19)
    assert stale(summed) == {"central"}


def test_a_sum_that_is_handed_in_again_is_no_longer_stale_but_the_one_above_is(summed):
    summed.submit("bureau")
    summed.send_back("school")
    summed.hand_in("school", n=5)
    summed.send_back("central")
    summed.submit("central")
    assert stale(summed) == {"bureau"}
    assert summed.opened("bureau").figures[SESSIONS].now == 19


def test_a_child_that_comes_later_makes_the_sum_stale(desk):
    desk.hand_in("central", n=10)
    assert stale(desk) == set()
    desk.hand_in("school", n=3)
    assert stale(desk) == {"central"}
    assert [f.indicator.code for f in desk.opened("central").changed].count(SESSIONS) == 1


def test_a_corrected_child_makes_the_sum_stale(summed):
    summed.accept("school")
    summed.correct("school")
    assert stale(summed) == {"central"}


def test_the_children_of_a_frozen_sum_are_read_from_what_it_counted(summed):
    summed.send_back("school")
    summed.hand_in("school", n=5)
    assert [parts[SESSIONS] for parts in summed.sheet("central").children_parts] == [3, 4]
    assert summed.opened("central").figures[SESSIONS].children == 7


@pytest.mark.parametrize("comes_back", [False, True])
def test_a_unit_that_moves_after_handing_in_is_counted_once_in_the_district(desk, cast, comes_back):
    desk.hand_in("school", n=3)
    move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
    values = {place: desk.value(place, SESSIONS) for place in ("central", "central_b")}
    assert values == {"central": 3, "central_b": None}
    assert coverage(desk, "central")[0] == 2 and coverage(desk, "central_b")[0] == 2
    if comes_back:
        desk.send_back("school")
        assert coverage(desk, "central")[0] == 1 and coverage(desk, "central_b")[0] == 3
        desk.submit("school")
        values = {place: desk.value(place, SESSIONS) for place in ("central", "central_b")}
        assert values == {"central": None, "central_b": 3}
    desk.hand_in("central", n=10)
    desk.hand_in("central_b", n=100)
    assert desk.value("bureau", SESSIONS) == 113


def test_who_sums_a_unit_that_has_moved_away_still_sees_and_may_send_back_its_return(desk, cast):
    one = desk.hand_in("school", n=3)
    move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
    old = User.objects.get(pk=cast["officer@central"].pk)
    assert Return.objects.visible_to(old).filter(pk=one.pk).exists()
    services.return_(one, by=old, reason="已划转")
    assert not Return.objects.visible_to(old).filter(pk=one.pk).exists()


def test_a_unit_founded_during_the_campaign_is_summed_where_it_stands(desk, cast):
    central = cast.units["central"]
    cast.units["new"] = found_unit("JZ099", "新校", Unit.Kind.SCHOOL, central)
    cast.people["officer@new"] = cast.person("officer@new", "officer", cast.units["new"])
    services.include_new_units(desk.campaign, by=cast.auditor)
    desk.hand_in("new", n=6)
    assert desk.value("central", SESSIONS) == 6
    assert coverage(desk, "central")[:2] == (3, 1)


def test_two_campaigns_of_one_form_are_summed_apart(desk, cast):
    other = type(desk)(cast, campaign_again(desk, cast))
    desk.hand_in("school", n=3)
    other.hand_in("school", n=40)
    assert (desk.value("central", SESSIONS), other.value("central", SESSIONS)) == (3, 40)


def campaign_again(desk, cast):
    told = {name: getattr(desk.campaign, name) for name in KEPT}
    return services.open_campaign(by=cast.auditor, unit=cast.units["bureau"], **told)


KEPT = (
    *("title", "template", "activity_from", "activity_through", "hazards_from"),
    *("hazards_through", "due_on"),
)
