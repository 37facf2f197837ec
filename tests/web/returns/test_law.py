"""The law of returns, person by person and state by state, through the pages."""

import pytest
from django.db import transaction
from django.test import Client

from tests import law_of_returns as law
from tests.web.returns.filing import at, desk_of


@pytest.fixture
def desk(cast):
    """On the form that is counted only: nothing has to be typed, and there is nothing to report."""
    return desk_of(cast, "monthly")


@pytest.fixture
def browsers(cast):
    """Each person of the cast, logged in."""
    opened = {}
    for key, person in cast.people.items():
        opened[key] = Client()
        opened[key].force_login(person)
    return opened


def brought(desk, place: str, state: str):
    """The place's return in any of the five states; the bureau's is never accepted."""
    if state == "draft":
        return desk.fill(place)
    one = desk.hand_in(place)
    if state == "returned":
        return desk.send_back(place)
    if state in ("accepted", "superseded") and place != "bureau":
        one = desk.accept(place)
    return desk.correct(place) if state == "superseded" else one


CASES = [(place, state) for place in ("school", "central") for state in law.STATES]
CASES += [("bureau", state) for state in ("draft", "submitted", "superseded")]


@pytest.mark.parametrize(("place", "state"), CASES)
def test_the_page_offers_each_person_exactly_their_moves(desk, browsers, place, state):
    one = brought(desk, place, state)
    for key, browser in browsers.items():
        page = browser.get(at(one))
        if key not in law.SEES[place]:
            assert page.status_code == 404, key
            continue
        offered = {
            move for move in law.MOVES if f'class="move return-move" id="{move}"' in page.text
        }
        assert offered == law.moves_from(state, key, place), key


@pytest.mark.exhaustive
@pytest.mark.parametrize(("place", "state"), [case for case in CASES if case[0] != "central"])
def test_the_page_makes_exactly_the_moves_the_law_gives(desk, browsers, place, state):
    one = brought(desk, place, state)
    for move in law.MOVES:
        for key, browser in browsers.items():
            with transaction.atomic():
                answer = browser.post(at(one, "return_move", move), law.given(move))
                transaction.set_rollback(True)
            expected = law.ANSWER[law.refusal(state, move, key, place)]
            assert answer.status_code == {200: 302}.get(expected, expected), (move, key)
