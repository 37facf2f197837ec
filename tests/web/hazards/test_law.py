"""The law, person by person and state by state, through the pages."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import law
from workflow.hazard_law import ORDER


@pytest.fixture
def browsers(cast):
    """Each person of the cast, logged in."""
    opened = {}
    for key, person in cast.people.items():
        opened[key] = Client()
        opened[key].force_login(person)
    return opened


def address(hazard, move):
    return reverse("web:move", args=[hazard.pk, move.replace("_", "-")])


@pytest.mark.parametrize("state", law.STATES)
def test_the_page_offers_each_person_exactly_their_moves(cast, browsers, state):
    hazard = cast.in_state(state)
    for key, browser in browsers.items():
        page = browser.get(reverse("web:hazard", args=[hazard.pk]))
        if key not in law.SEES:
            assert page.status_code == 404, key
            continue
        forms = {move for move in ORDER if f'action="{address(hazard, move)}"' in page.text}
        assert forms == law.moves_from(state, key), key


@pytest.mark.exhaustive
@pytest.mark.parametrize("state", law.STATES)
def test_the_page_makes_exactly_the_moves_the_law_gives(cast, browsers, state):
    hazard = cast.in_state(state)
    photos = {key: cast.photo(person) for key, person in cast.people.items()}
    for move in ORDER:
        for key, browser in browsers.items():
            with transaction.atomic():
                body = law.as_told(cast, move, photos[key])
                answer = browser.post(address(hazard, move), body)
                transaction.set_rollback(True)
            expected = law.ANSWER[law.refusal(state, move, key)]
            assert answer.status_code == {200: 302}.get(expected, expected), (move, key)
