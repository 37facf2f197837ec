"""Whose turn it is, whoever is left: the list, the message, the words and the law agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from hazards import services
from hazards.models import Hazard, Transfer, evidence
from organizations.models import Membership, Role, User
from returns.models.returns import Return
from tests.hazards.handing_over import offered
from tests.returns.campaigning import Desk, campaign_of
from tests.workflow.staffings import shuffle
from workflow import actions, policy, turns
from workflow.states import ReturnState, State

MAY = {
    State.REPORTED: {"assign"},
    State.ASSIGNED: {"rectify", "reassign"},
    State.RECTIFIED: {"close"},
}
LISTS = {
    State.REPORTED: "waiting_to_be_assigned_by",
    State.ASSIGNED: "waiting_for_repair_by",
    State.RECTIFIED: "waiting_for_review_by",
}
SEEDS = range(5)


@pytest.fixture
def many(cast) -> None:
    """Open hazards of every kind, with requests for more time and offers among them."""
    bureau, central = cast["inspector@bureau"], cast["officer@central"]
    for found in (cast.inspector, cast.officer, bureau, central):
        cast.reported(found)
        cast.assigned(cast.reported(found))
        cast.rectified(cast.assigned(cast.reported(found)))
    cast.rectified(by=cast.officer)
    spot = cast.reported(cast.officer)
    photos = [cast.photo(cast.officer)]
    services.fix_on_spot(spot, by=cast.officer, measures_taken="搬走", photos=photos)
    cast.major()
    for by in (cast.responsible, cast.officer):
        asked_for_more_time(cast.assigned(), by)
        asked_for_more_time(cast.assigned(cast.major()), by)
    cast.rectified(cast.assigned(cast.major()))
    cast.reported(cast["inspector@direct"], unit=cast.units["direct"])
    offered(cast)


def asked_for_more_time(hazard, by) -> None:
    told = {"reason": "等材料", "interim_measures": "围挡"}
    until = hazard.due_on + timedelta(days=5)
    services.request_extension(hazard, by=by, until=until, **told)


@contextmanager
def another_staff(seed: int) -> Iterator[list[User]]:
    """Everybody as they are then, and afterwards all as it was."""
    with transaction.atomic():
        shuffle(seed)
        yield list(User.objects.order_by("pk"))
        transaction.set_rollback(True)


def keys(people: Iterable[User]) -> set[int]:
    return {person.pk for person in people}


def listed(people: list[User], name: str) -> dict[Any, set[int]]:
    """Of each row that waits in somebody's list of that name, in whose."""
    found: dict[Any, set[int]] = defaultdict(set)
    for person in people:
        for pk in getattr(Hazard.objects.visible_to(person), name)(person).values_list("pk"):
            found[pk[0]].add(person.pk)
    return found


def test_whoever_is_left_the_list_the_message_and_the_words_agree_and_the_law_allows_it(many):
    for seed in SEEDS:
        with another_staff(seed) as people:
            lists = {state: listed(people, name) for state, name in LISTS.items()}
            for hazard in Hazard.objects.open().with_turns().select_related("unit"):
                state = State(hazard.state)
                expected = turns.expected(hazard, turns.OF_HAZARDS[state])
                assert keys(expected) == lists[state][hazard.pk], (seed, hazard)
                assert bool(hazard.waits_for.rungs) == bool(expected), (seed, hazard)
                for person in expected:
                    assert MAY[state] & open_to(hazard, person), (seed, hazard, person)
                    assert is_in_office(person), (seed, hazard, person)


def open_to(hazard: Hazard, person: User) -> set[str]:
    return {move.name for move in hazard.moves_open_to(person, evidence.of(hazard))}


def is_in_office(person: User) -> bool:
    roles = Membership.objects.filter(user=person, unit__closed_on=None).exclude(role=Role.VIEWER)
    today = timezone.localdate()
    return person.is_active and any(
        (one.starts_on is None or one.starts_on <= today)
        and (one.ends_on is None or today <= one.ends_on)
        for one in roles
    )


def test_as_long_as_the_bureau_has_an_auditor_nothing_open_waits_for_nobody(many, cast):
    for seed in SEEDS:
        with another_staff(seed):
            auditor = User.objects.create_user("another", name="新审核员")
            bureau = cast.units["bureau"]
            Membership.objects.create(user=auditor, unit=bureau, role=Role.AUDITOR)
            for hazard in Hazard.objects.open().with_turns():
                matter = turns.OF_HAZARDS[State(hazard.state)]
                assert turns.expected(hazard, matter), (seed, hazard)
                assert hazard.waits_for.rungs, (seed, hazard)


def test_who_is_to_answer_a_request_for_more_time_may(many):
    for seed in SEEDS:
        with another_staff(seed) as people:
            lists = listed(people, "waiting_to_be_answered_by")
            for hazard in Hazard.objects.asked_for_more_time():
                asked = hazard.extensions.get()
                expected = turns.expected(hazard, turns.EXTENSION, asked.requested_by_id)
                assert keys(expected) == lists[hazard.pk], (seed, hazard)
                assert all(actions.GRANT.is_open_to(hazard, person) for person in expected)


def test_who_is_to_answer_an_offer_may(many):
    for seed in SEEDS:
        with another_staff(seed) as people:
            offer = Transfer.objects.open().get()
            expected = turns.expected(offer, turns.OFFER)
            mine = Transfer.objects.all()
            assert keys(expected) == keys(p for p in people if mine.waiting_for(p).exists()), seed
            assert all(actions.receives_it(offer.hazard, person) for person in expected)


def test_who_is_to_fill_in_or_review_a_return_may(cast):
    desk = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))
    for place in ("school", "school_b", "direct"):
        desk.hand_in(place)
    for seed in SEEDS:
        with another_staff(seed) as people:
            for one in Return.objects.select_related("campaign", "unit", "reports_to"):
                is_handed_in = one.state == ReturnState.SUBMITTED
                expected = turns.expected(one, turns.OF_RETURNS[ReturnState(one.state)])
                may = policy.reviews_it if is_handed_in else policy.fills_it
                assert all(may(one, person) for person in expected), (seed, one)
                rows = Return.objects.filter(pk=one.pk)
                lists = rows.waiting_for_review_by if is_handed_in else rows.waiting_to_be_filled_by
                assert keys(expected) == keys(p for p in people if lists(p).exists()), (seed, one)
