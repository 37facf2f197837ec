"""The law, person by person and state by state, through the API."""

import pytest
from django.db import transaction

from tests import law
from tests.api.conftest import Caller
from workflow.hazard_law import ORDER


@pytest.fixture
def callers(cast):
    return {key: Caller(person) for key, person in cast.people.items()}


@pytest.mark.parametrize("state", law.STATES)
def test_the_api_offers_each_person_exactly_their_moves(cast, callers, state):
    hazard = cast.in_state(state)
    for key, caller in callers.items():
        answer = caller.get(f"hazards/{hazard.pk}/")
        if key not in law.SEES:
            assert answer.status_code == 404, key
            continue
        offered = {move["name"] for move in answer.json()["moves"]}
        assert offered == law.moves_from(state, key), key


@pytest.mark.exhaustive
@pytest.mark.parametrize("state", law.STATES)
def test_the_api_makes_exactly_the_moves_the_law_gives(cast, callers, state):
    hazard = cast.in_state(state)
    photos = {key: cast.photo(caller.user) for key, caller in callers.items()}
    for move in ORDER:
        for key, caller in callers.items():
            with transaction.atomic():
                body = law.as_told(cast, move, photos[key])
                answer = caller.post(f"hazards/{hazard.pk}/{move.replace('_', '-')}/", body)
                transaction.set_rollback(True)
            expected = law.ANSWER[law.refusal(state, move, key)]
            assert answer.status_code == expected, (move, key, answer.content)
