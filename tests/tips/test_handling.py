"""What may be done to a tip, by whom, and what it needs."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.tips.telling import named
from tips import services
from tips.law import LAW
from tips.models import Tip
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

STATES = ("received", "accepted", "repeated", "unfounded", "forwarded", "set_aside")
# By hand: from where each may be done.
FROM = {
    "accept": ("received",),
    "repeat": ("received",),
    "unfounded": ("received",),
    "forward": ("received",),
    "set_aside": ("received",),
    "take_back": ("set_aside",),
    "reconsider": ("repeated", "unfounded", "forwarded"),
    "feedback": ("accepted", "repeated", "unfounded", "forwarded"),
    "reward": ("accepted", "repeated"),
    "forget": STATES,
}


def test_the_law_is_the_table(telling):
    found = {name: [] for name in FROM}
    for state in STATES:
        tip = telling.in_state(state)
        for name in FROM:
            if LAW[name].is_possible(tip):
                found[name].append(state)
    assert {name: tuple(states) for name, states in found.items()} == FROM


def test_nobody_but_a_handler_may_do_anything(telling, cast):
    outsiders = [one for one in cast.everyone if one.pk != telling.handler.pk]
    may = [
        (person.username, state, name)
        for state, person in itertools.product(STATES, outsiders)
        for tip in [telling.in_state(state)]
        for name, what in LAW.items()
        if name not in ("receive",) and what.is_permitted(tip, person)
    ]
    assert may == []


def test_a_handler_with_a_role_in_the_unit_told_of_neither_sees_nor_handles_it(telling, cast):
    theirs = named(cast.officer, cast.units["central"])
    about_their_school, about_another = telling.told(), telling.told(cast.units["school_2"])
    assert set(Tip.objects.visible_to(theirs)) == {about_another}
    with pytest.raises(NotPermitted):
        services.unfounded(about_their_school, by=theirs, reason="没有的事")


def test_the_nearest_unit_above_with_an_able_handler_verifies_it(telling, cast):
    assert telling.told().verifier == cast.units["bureau"]
    named(cast["officer@central"], cast.units["central"])
    assert telling.told().verifier == cast.units["central"]
    assert telling.told(cast.units["central"]).verifier == cast.units["bureau"]
    assert telling.told(cast.units["bureau"]).verifier == cast.units["bureau"]


def test_it_does_not_wait_for_a_handler_who_may_not_see_it(telling, cast):
    tip = telling.told()
    assert list(Tip.objects.visible_to(telling.handler).waiting_for(telling.handler)) == [tip]
    nearer = named(cast["officer@central"], cast.units["central"])
    again = telling.told()
    assert list(Tip.objects.waiting_for(nearer)) == [again]
    assert tip in Tip.objects.waiting_for(telling.handler)
    assert again not in Tip.objects.waiting_for(telling.handler)


def test_accepted_it_becomes_a_hazard_of_source_tip_in_the_words_of_the_handler(telling, cast):
    tip = telling.accepted()
    hazard = tip.hazard
    assert (hazard.source, hazard.unit, hazard.reporter) == ("tip", cast.school, telling.handler)
    assert hazard.description == "校门口防撞柱倒伏一根"
    assert tip.text not in str([*hazard.history.values_list("facts", flat=True)])
    today = timezone.localdate()
    assert (tip.decided_on, tip.feedback_due_on) == (today, today + timedelta(days=10))


def test_accepted_it_joins_a_hazard_that_is_open_and_in_sight(telling, cast):
    joined = cast.reported()
    tip = services.accept(telling.told(), by=telling.handler, reason="同一处", joins=joined)
    assert tip.hazard == joined
    struck_off = cast.closed()
    with pytest.raises(SomethingMissing) as refusal:
        services.accept(telling.told(), by=telling.handler, reason="同一处", joins=struck_off)
    assert [lack.code for lack in refusal.value.missing] == ["hazard"]


def test_a_refused_hazard_leaves_the_tip_as_it_was(telling, cast):
    tip = telling.told()
    with pytest.raises(SomethingMissing) as refusal:
        telling.accepted(tip, photos=[])
    assert [lack.code for lack in refusal.value.missing] == ["before_photo"]
    tip.refresh_from_db()
    assert (tip.state, tip.hazard, tip.history.count()) == ("received", None, 1)


def test_who_handles_and_inspects_nothing_cannot_make_a_hazard(telling, cast):
    only = named(cast["viewer@bureau"], cast.units["bureau"])
    with pytest.raises(NotPermitted):
        services.accept(telling.told(), by=only, **{**telling.worded(), "photos": []})


@pytest.mark.parametrize("name", ["accept", "repeat", "unfounded", "forward", "set_aside"])
def test_each_decision_needs_a_reason(telling, name):
    with pytest.raises(SomethingMissing) as refusal:
        getattr(services, name)(telling.told(), by=telling.handler, reason=" ")
    assert "reason" in [lack.code for lack in refusal.value.missing]


def test_a_tip_repeats_another_one_that_was_taken_up(telling):
    tip, junk = telling.told(), telling.in_state("set_aside")
    for other in (None, tip, junk, telling.in_state("repeated")):
        with pytest.raises(SomethingMissing) as refusal:
            services.repeat(tip, by=telling.handler, reason="说过了", repeat_of=other)
        assert [lack.code for lack in refusal.value.missing] == ["repeat_of"]


@pytest.mark.parametrize("words", ["", " ", "请打13912345678找我", "打 139 1234 5678"])
def test_an_answer_says_something_and_no_number(telling, words):
    with pytest.raises(SomethingMissing):
        services.feedback(telling.in_state("unfounded"), by=telling.handler, answer=words)


def test_a_second_answer_takes_the_place_of_the_first_and_moves_no_clock(telling):
    tip = telling.in_state("accepted")
    yesterday = timezone.now() - timedelta(days=1)
    services.feedback(tip, by=telling.handler, answer="已列入台账", at=yesterday)
    tip = services.feedback(tip, by=telling.handler, answer="已经修好")
    assert (tip.answer, tip.answered_on) == ("已经修好", timezone.localdate(yesterday))


def test_what_is_reconsidered_waits_anew(telling):
    tip = services.reconsider(telling.in_state("repeated"), by=telling.handler, reason="不是一处")
    assert (tip.state, tip.repeat_of, tip.feedback_due_on) == ("received", None, None)


def test_a_decided_tip_is_decided_once(telling):
    tip = telling.in_state("unfounded")
    with pytest.raises(NotPossible):
        telling.accepted(tip)


def test_all_junk_is_set_aside_in_one_act_and_what_is_decided_stays(telling):
    decided, junk = telling.in_state("unfounded"), [telling.told(place=str(n)) for n in range(3)]
    assert services.set_aside_several(Tip.objects.all(), by=telling.handler, reason="刷的") == 3
    assert {tip.state for tip in Tip.objects.exclude(pk=decided.pk)} == {"set_aside"}
    back = services.take_back(junk[0], by=telling.handler, reason="这一条是真的")
    assert (back.state, back.decided_on) == ("received", None)


def test_an_officer_of_the_unit_sets_nothing_aside(telling, cast):
    telling.told()
    assert services.set_aside_several(Tip.objects.all(), by=cast.officer, reason="不想要") == 0
