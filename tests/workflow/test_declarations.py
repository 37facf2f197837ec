"""What is declared of a move is all there is: both doors can ask for it, say it and do it."""

import pytest

from api.hazards import move_inputs
from hazards import notifications
from hazards.law import LAW
from returns import notifications as return_notifications
from web.hazards.forms import FORM_FIELDS
from workflow.declarations import fields
from workflow.declarations.moves import Action, Beginning, Declared, Move
from workflow.hazard_law import MOVES
from workflow.return_law import RETURN_LAW, RETURN_MOVES

EVERYTHING = [*LAW.values(), *RETURN_LAW.values()]
PRESSED = [one for one in EVERYTHING if isinstance(one, Move)] + [
    one
    for one in LAW.values()
    if isinstance(one, Action) and one.name not in ("recheck", "lapse", "pass_on")
]


def kinds_of_fields() -> set[type[fields.Field]]:
    found = {fields.Field}
    for kind in (one for one in vars(fields).values() if isinstance(one, type)):
        if issubclass(kind, fields.Field):
            found.add(kind)
    return found - {fields.Field}


def test_both_doors_have_an_input_for_every_kind_of_field():
    assert set(move_inputs.INPUTS) == kinds_of_fields()
    assert set(FORM_FIELDS) == kinds_of_fields() - {fields.Photos}  # those have the photo picker


@pytest.mark.parametrize("declared", PRESSED, ids=lambda one: one.name)
def test_what_is_pressed_says_what_it_does_and_that_it_was_done(declared: Declared):
    assert declared.says and declared.done


@pytest.mark.parametrize("declared", EVERYTHING, ids=lambda one: one.name)
def test_a_need_is_answered_by_a_field_of_its_own_move(declared: Declared):
    names = {field.name for field in declared.fields}
    answered = {name for need in declared.needs for name in need.answered_by.split()}
    assert (
        answered <= names
        or isinstance(declared, Beginning)
        or declared.name
        in (
            *("grant", "recheck"),  # answered by the request itself, and on the sample's own page
        )
    )


def test_everybody_who_is_told_is_a_group_the_room_can_find():
    told = [tell for one in LAW.values() for tell in one.tells]
    assert {tell.to for tell in told} == set(notifications.PEOPLE)
    told = [tell for one in RETURN_LAW.values() for tell in one.tells]
    assert {tell.to for tell in told} == set(return_notifications.PEOPLE)


def test_a_body_of_the_api_takes_exactly_the_fields_that_are_declared():
    for moves, bodies in ((MOVES, move_inputs.OF_HAZARD), (RETURN_MOVES, move_inputs.OF_RETURN)):
        for move in moves.values():
            taken = set(bodies[move.word]().get_fields())
            assert taken == {field.name for field in move.fields}, move.name


def test_the_moves_stand_in_the_order_they_are_declared_in():
    assert list(MOVES)[:3] == ["assign", "reassign", "rectify"]
    assert list(MOVES).index("send_back") < list(MOVES).index("close")
