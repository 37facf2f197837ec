"""The law at a city, written a second time by hand: who there may make which move on a hazard of a
school two districts share nothing with, and whose turn it is."""

import pytest

from hazards.models import Hazard
from organizations.models import Membership, Role
from organizations.scope import posts
from returns.models.returns import Return
from tests.law import FROM, STATES
from tests.returns.campaigning import Desk, campaign_of
from tests.trees import another_reading, city_over
from tests.workflow.test_turns import LISTS, MAY, another_staff, keys, listed, many, open_to
from workflow import policy, turns
from workflow.states import ReturnState, State

__all__ = ["many"]

PEOPLE = ("inspector", "auditor", "officer", "administrator", "viewer")
DIRECTS = {"auditor@city", "officer@city"}
AUDITS = {"auditor@city"}
MAY_OF_THE_CITY = {
    "assign": DIRECTS,
    "reassign": DIRECTS,
    "rectify": set(),
    "fix_on_spot": set(),
    "send_back": DIRECTS,
    "close": DIRECTS,
    "reopen": DIRECTS,
    "dismiss": DIRECTS,
    "restore": AUDITS,
}
# A major one, and one that the people of a bureau or of the city found.
MAY_FOR_THE_BUREAU = {"send_back": AUDITS, "close": AUDITS}


@pytest.fixture
def city(cast):
    return city_over(cast)


def may(hazard: Hazard, cast, *names: str) -> dict[str, set[str]]:
    """Of the moves from its state: who of these people may make them."""
    found = {name: open_to(hazard, cast[name]) for name in names}
    moves = [move for move, state in FROM.items() if state == hazard.state]
    return {move: {name for name in names if move in found[name]} for move in moves}


@pytest.mark.parametrize("state", STATES)
def test_the_people_of_the_city_may_this_and_nothing_else(city, state):
    hazard = city.in_state(state)
    names = [f"{role}@city" for role in PEOPLE]
    expected = {move: MAY_OF_THE_CITY[move] for move, of in FROM.items() if of == state}
    assert may(hazard, city, *names) == expected
    assert all(
        Hazard.objects.visible_to(city[name]).filter(pk=hazard.pk).exists() for name in names
    )


@pytest.mark.parametrize("finder", ["inspector@bureau", "inspector@city"])
def test_what_a_bureau_or_the_city_found_is_checked_by_auditors_and_the_central_school(
    city, finder
):
    hazard = city.rectified(city.assigned(city.reported(city[finder])))
    assert hazard.was_found_by_bureau
    names = ["auditor@city", "officer@city", "inspector@city", "officer@central", "auditor@bureau"]
    found = may(hazard, city, *names)
    for move, people in MAY_FOR_THE_BUREAU.items():
        assert found[move] == people | {"officer@central", "auditor@bureau"}
    assert turns.hazard_lies_at_the_bureau(hazard)


def test_a_major_one_is_closed_by_an_auditor_of_its_own_bureau_or_above(city):
    hazard = city.rectified(city.assigned(city.major(), city.auditor))
    names = [*(f"{role}@city" for role in PEOPLE), "auditor@bureau", "auditor@bureau_2"]
    assert may(hazard, city, *names)["close"] == {"auditor@city", "auditor@bureau"}
    assert not Hazard.objects.visible_to(city["auditor@bureau_2"]).exists()


def test_the_level_of_the_bureau_is_the_nearest_one_and_the_city_has_what_nobody_there_can(city):
    hazard = city.rectified(city.assigned(city.major(), city.auditor))
    matter = turns.OF_HAZARDS[State.RECTIFIED]
    assert turns.expected(hazard, matter) == [city.auditor]
    assert names_of(hazard) == ("auditor",)
    Membership.objects.filter(user=city.auditor).delete()
    another_reading(city)
    assert turns.expected(hazard, matter) == [city["auditor@city"]]
    assert names_of(hazard) == ("auditor_of_city",)
    mine = Hazard.objects.visible_to(city["auditor@city"])
    assert hazard in mine.waiting_for_review_by(city["auditor@city"])


def test_what_the_finder_and_both_officers_cannot_do_goes_up_to_the_bureau_before_the_city(city):
    hazard = city.reported()
    Membership.objects.filter(user__in=[city.officer, city["officer@central"]]).delete()
    another_reading(city)
    reported = turns.OF_HAZARDS[State.REPORTED]
    assert turns.expected(hazard, reported) == [city.auditor]
    Membership.objects.filter(user=city.auditor).delete()
    another_reading(city)
    assert set(turns.expected(hazard, reported)) == {city["auditor@city"], city["officer@city"]}
    assert names_of(hazard) == ("city",)


def test_a_direct_unit_of_the_city_has_the_city_for_its_bureau(city):
    officer, unit = city["officer@city_direct"], city.units["city_direct"]
    hazard = city.major(officer, unit=unit)
    expected = turns.expected(hazard, turns.OF_HAZARDS[State.REPORTED])
    assert set(expected) == {officer, city["auditor@city"]}


def names_of(hazard: Hazard) -> tuple[str, ...]:
    (one,) = Hazard.objects.filter(pk=hazard.pk).with_turns()
    return one.waits_for.rungs


# --- Whoever is left -------------------------------------------------------------------------


def test_in_a_city_the_list_the_message_and_the_words_agree_and_the_law_allows_it(many, cast):
    city_over(cast)
    cast.major(cast["officer@city_direct"], unit=cast.units["city_direct"])
    cast.reported(cast["inspector@school_c"], unit=cast.units["school_c"])
    for seed in range(3):
        with another_staff(seed) as people:
            lists = {state: listed(people, name) for state, name in LISTS.items()}
            for hazard in Hazard.objects.open().with_turns().select_related("unit"):
                state = State(hazard.state)
                expected = turns.expected(hazard, turns.OF_HAZARDS[state])
                assert keys(expected) == lists[state][hazard.pk], (seed, hazard)
                assert bool(hazard.waits_for.rungs) == bool(expected), (seed, hazard)
                for person in expected:
                    assert MAY[state] & open_to(hazard, person), (seed, hazard, person)


def test_as_long_as_the_city_has_an_auditor_nothing_open_waits_for_nobody(many, cast):
    city_over(cast)
    for seed in range(3):
        with another_staff(seed):
            auditor = cast.person(f"another{seed}", Role.AUDITOR, cast.units["city"])
            assert posts(auditor)
            for hazard in Hazard.objects.open().with_turns():
                matter = turns.OF_HAZARDS[State(hazard.state)]
                assert turns.expected(hazard, matter), (seed, hazard)
                assert hazard.waits_for.rungs, (seed, hazard)


def test_in_a_campaign_of_the_city_who_is_to_fill_in_or_review_may(city):
    desk = Desk(city, campaign_of(city["auditor@city"], city.units["city"]))
    for place in ("school", "school_c", "city_direct"):
        desk.hand_in(place)
    for seed in range(3):
        with another_staff(seed) as people:
            for one in Return.objects.select_related("campaign", "unit", "reports_to"):
                is_handed_in = one.state == ReturnState.SUBMITTED
                expected = turns.expected(one, turns.OF_RETURNS[ReturnState(one.state)])
                allowed = policy.reviews_it if is_handed_in else policy.fills_it
                assert all(allowed(one, person) for person in expected), (seed, one)
                rows = Return.objects.filter(pk=one.pk)
                lists = rows.waiting_for_review_by if is_handed_in else rows.waiting_to_be_filled_by
                assert keys(expected) == keys(p for p in people if lists(p).exists()), (seed, one)
