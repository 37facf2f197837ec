"""The law of returns, person by person and state by state, through the service."""

from functools import partial

import pytest
from django.db import transaction

from organizations.models import Membership, Role
from organizations.services import move_unit
from returns import services
from returns.models import Return
from returns.table import checks
from tests import law_of_returns as law
from tests.returns.campaigning import Desk, campaign_of
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, WorkflowError
from workflow.hazard_law import ORDER
from workflow.return_law import RETURN_ORDER, word

CASES = [(place, state) for place in law.PLACES for state in law.STATES]
# The bureau's own is never sent back nor accepted; nobody can bring it there.
CASES = [case for case in CASES if case not in (("bureau", "returned"), ("bureau", "accepted"))]


@pytest.fixture
def desk(cast):
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))


def in_state(desk, place: str, state: str) -> Return:
    """Brought there by the moves of the law."""
    if place == "bureau":
        desk.hand_in("direct")
    if state == "draft":
        desk.fill(place)
        return desk.of(place)
    one = desk.hand_in(place)
    steps = {"returned": ["send_back"], "accepted": ["accept"], "superseded": ["accept", "correct"]}
    for step in steps.get(state, []):
        if not (place == "bureau" and step == "accept"):
            one = getattr(desk, step)(place)
    assert one.state == state
    return Return.objects.for_reading().get(pk=one.pk)


def offered(one: Return, person) -> set[str]:
    return {move.word for move in one.moves_open_to(person)}


def test_the_moves_of_a_return_are_those_written_down_here():
    assert tuple(word(move) for move in RETURN_ORDER) == law.MOVES == tuple(services.MOVES)
    assert not set(RETURN_ORDER) & set(ORDER)


@pytest.mark.parametrize(("place", "state"), CASES)
def test_each_person_is_offered_exactly_the_moves_the_law_gives_them(desk, cast, place, state):
    one = in_state(desk, place, state)
    told = {key: offered(one, person) for key, person in cast.people.items()}
    assert told == {key: law.moves_from(state, key, place) for key in cast.people}
    assert offered(one, cast.stranger) == set()


@pytest.mark.parametrize(("place", "state"), CASES)
def test_the_service_makes_exactly_the_moves_the_law_gives(desk, cast, place, state):
    one = in_state(desk, place, state)
    for move in law.MOVES:
        for key, person in cast.people.items():
            told = attempt(one, move, person)
            assert told == expected(state, move, key, place), (move, key)


def attempt(one, move, person):
    """Make the move for real, see what comes of it, and take it back."""
    with transaction.atomic():
        try:
            services.MOVES[move](one, by=person, **law.given(move))
            answer = None
        except WorkflowError as refusal:
            answer = refusal.code
        transaction.set_rollback(True)
    return answer


def expected(state, move, key, place):
    """The service is asked only about what was found, so for it outsiders are wrong persons. Nil
    is refused to the right one as well, where there is something to report."""
    if state not in law.begins_in(move, place):
        return NotPossible.code
    if key not in law.MAY[place][move]:
        return NotPermitted.code
    return SomethingMissing.code if move == "nil" else None


@pytest.mark.parametrize("place", law.PLACES)
def test_nil_is_made_by_those_who_fill_it_where_there_is_nothing(desk, cast, place):
    one = desk.of(place)
    answers = {key: attempt(one, "nil", person) for key, person in cast.people.items()}
    assert {key for key, told in answers.items() if told is None} == {law.FILLS[place]}


@pytest.mark.parametrize("place", law.PLACES)
def test_only_who_fills_it_types_adjusts_and_attaches(desk, cast, place):
    acts = {
        "fill": {"values": {"media_reports": 1}},
        "adjust": {"code": "hazards_raised_by_tips", "value": 1, "reason": "漏记"},
        "choose_photos": {"photos": []},
    }
    for name, told in acts.items():
        allowed = {
            key
            for key, person in cast.people.items()
            if not refuses(partial(getattr(services, name), desk.of(place), by=person, **told))
        }
        assert allowed == {law.FILLS[place]}, name


def refuses(act) -> bool:
    with transaction.atomic():
        try:
            act()
        except NotPermitted:
            return True
        finally:
            transaction.set_rollback(True)
    return False


@pytest.mark.parametrize("place", law.PLACES)
def test_exactly_those_in_reach_see_the_return(desk, cast, place):
    one = desk.of(place)
    seen_by = {
        key
        for key, person in cast.people.items()
        if Return.objects.visible_to(person).filter(pk=one.pk).exists()
    }
    assert seen_by == law.SEES[place]
    assert not Return.objects.visible_to(cast.stranger).exists()


@pytest.mark.parametrize("move", ["return", "correct"])
def test_sending_back_and_correcting_need_a_reason(desk, cast, move):
    one = in_state(desk, "school", "submitted" if move == "return" else "accepted")
    for reason in ("", "   ", None):
        with pytest.raises(SomethingMissing) as refusal:
            services.MOVES[move](one, by=cast.auditor, reason=reason)
        assert [lack.code for lack in refusal.value.missing] == ["reason"]


def test_what_is_offered_says_what_is_still_missing(desk, cast):
    one = desk.of("school")
    findings = checks.findings(desk.sheet("school"))
    lacking = {
        m.word: {x.code for x in m.missing} for m in one.moves_open_to(cast.officer, findings)
    }
    assert lacking["nil"] == set()
    assert "values.media_reports" in lacking["submit"] and len(lacking["submit"]) == 32
    desk.hand_in("school")
    lacking = {
        m.word: [x.code for x in m.missing] for m in desk.opened("school", cast.auditor).moves
    }
    assert lacking == {"accept": [], "return": ["reason"]}


def test_nobody_reviews_what_they_handed_in_whatever_roles_they_hold(desk, cast):
    for role in Role.values:
        for place in ("school", "central", "bureau"):
            told = {"user": cast.officer, "unit": cast.units[place], "role": role}
            Membership.objects.get_or_create(**told)
    one = desk.hand_in("school")
    officer = type(cast.officer).objects.get(pk=cast.officer.pk)
    assert offered(one, officer) == set()
    for move in ("accept", "return"):
        with pytest.raises(NotPermitted):
            services.MOVES[move](one, by=officer, **law.given(move))
    assert offered(one, cast["officer@central"]) == {"accept", "return"}


def test_a_superuser_without_a_role_sees_and_moves_no_return(desk, cast):
    cast.stranger.is_superuser = True
    cast.stranger.save()
    one = desk.hand_in("school")
    assert offered(one, cast.stranger) == set()
    assert not Return.objects.visible_to(cast.stranger).exists()


def test_a_unit_that_moved_is_reviewed_by_whom_it_was_handed_in_to(desk, cast):
    one = desk.hand_in("school")
    move_unit(cast.school, under=cast.units["central_b"], since=one.submitted_at.date())
    one = desk.of("school")
    assert offered(one, cast["officer@central"]) == {"accept", "return"}
    assert offered(one, cast["officer@central_b"]) == set()
    assert offered(one, cast.auditor) == {"accept", "return"}


def test_the_queues_hold_what_the_law_lets_each_person_do(desk, cast):
    """Whose turn it is, found by one question, is who is offered the move."""
    desk.hand_in("school")
    desk.hand_in("direct")
    desk.hand_in("central_b")
    desk.accept("central_b")
    returns = list(Return.objects.for_reading())
    for key, person in cast.people.items():
        offers = {one.pk: offered(one, person) for one in returns}
        waiting = Return.objects.waiting_to_be_filled_by(person)
        assert {one.pk for one in waiting} == {pk for pk, o in offers.items() if "submit" in o}, key
        review = {one.pk for one in Return.objects.waiting_for_review_by(person)}
        mine = {pk for pk, o in offers.items() if "accept" in o}
        assert review <= mine, key
        if key != "auditor@bureau":  # who may review all, is only waited for by the bureau's own
            assert review == mine, key
