"""The law as a page for people: `docs/workflow.md`, made from the declaration itself."""

from collections.abc import Iterable, Iterator
from inspect import getdoc
from typing import Any

from django.utils import translation

from workflow.actions import ACTIONS
from workflow.declarations.beginnings import BEGINNINGS
from workflow.declarations.lives import Life, lives
from workflow.declarations.moves import Action, Beginning, Move
from workflow.hazard_law import MOVES
from workflow.needs import Need
from workflow.return_law import RETURN_MOVES
from workflow.states import ReturnState, State

HEAD = """\
# A hazard's life

Made by `python manage.py document_workflow` from `workflow/hazard_law.py`,
`workflow/actions.py`, `workflow/return_law.py` and the `law.py` of activities, inspections
and tips; a test compares. Change the declaration, not this page.

## States

| State | 「」 | In English |
|---|---|---|
"""
MOVES_HEAD = """
## Moves

| Move | 「」 | From → to | Who | Needs |
|---|---|---|---|---|
"""
BESIDE_HEAD = """
## Beside the state

| Act | 「」 | While | Who | Needs |
|---|---|---|---|---|
"""
DIAGRAM_HEAD = """
## Diagram

```mermaid
stateDiagram-v2
"""
LIFE_HEAD = """
# {title}

## States

| State | 「」 | In English |
|---|---|---|
"""
RETURNS_HEAD = """
# A return's life

## States

| State | 「」 | In English |
|---|---|---|
"""


def as_markdown() -> str:
    """The whole page."""
    parts = [
        HEAD,
        *(state_row(state) for state in State),
        MOVES_HEAD,
        *(beginning_row(one) for one in BEGINNINGS.values()),
        *move_rows(MOVES.values()),
        BESIDE_HEAD,
        *(action_row(action) for action in ACTIONS.values()),
        DIAGRAM_HEAD,
        *diagram("reported: report", MOVES.values()),
        RETURNS_HEAD,
        *(state_row(state) for state in ReturnState),
        MOVES_HEAD,
        *move_rows(RETURN_MOVES.values()),
        DIAGRAM_HEAD,
        *diagram("draft: open", RETURN_MOVES.values()),
        *(part for life in lives() for part in life_of(life)),
    ]
    return "".join(parts)


def life_of(life: Life) -> Iterator[str]:
    """Of a record of another room; what has no moves is acted upon beside its state alone."""
    yield LIFE_HEAD.format(title=life.title)
    yield from (row(state, label) for state, label in life.states.items())
    yield MOVES_HEAD
    moves, actions = life.of(Move), life.of(Action)
    yield from (beginning_row(one, life.begins) for one in life.of(Beginning))
    yield from move_rows(moves)
    if actions:
        yield BESIDE_HEAD
        yield from (action_row(action) for action in actions)
    if moves:
        yield DIAGRAM_HEAD
        yield from diagram(f"{life.begins}: {life.of(Beginning)[0].name}", moves)


def diagram(begins: str, moves: Iterable[Move]) -> Iterator[str]:
    yield f"    [*] --> {begins}\n"
    for move in moves:
        for source in move.sources:
            yield f"    {source} --> {move.target}: {move.word}\n"
    yield "```\n"


def state_row(state: State | ReturnState) -> str:
    return row(state.value, state.label)


def row(state: str, label: Any) -> str:
    return f"| `{state}` | {chinese(label)} | {english(label)} |\n"


def beginning_row(one: Beginning, state: str = "reported") -> str:
    who, needs = sentence(one.who), listed(one.needs)
    return f"| `{one.name}` | {chinese(one.label)} | – → {state} | {who} | {needs} |\n"


def move_rows(moves: Iterable[Move]) -> Iterator[str]:
    """One for each state a move begins in."""
    for move in moves:
        who, needs = sentence(move.who), listed(move.needs)
        for source in move.sources:
            way = f"{source} → {move.target}"
            yield f"| `{move.word}` | {chinese(move.label)} | {way} | {who} | {needs} |\n"


def action_row(action: Action) -> str:
    while_, who = ", ".join(action.states), sentence(action.who)
    needs = listed(action.needs)
    return f"| `{action.name}` | {chinese(action.label)} | {while_} | {who} | {needs} |\n"


def listed(needs: Iterable[Need]) -> str:
    return "; ".join(_said(needs)) or "–"


def _said(needs: Iterable[Need]) -> Iterator[str]:
    for need in needs:
        major = " (major)" if need.is_major_only else ""
        yield f"{english(need.detail)}{major}"


def sentence(rule: Any) -> str:
    """What the policy says of itself, in one line."""
    return " ".join((getdoc(rule) or rule.__name__).split())


def chinese(text: Any) -> str:
    with translation.override("zh-hans"):
        return str(text)


def english(text: Any) -> str:
    with translation.override("en"):
        return str(text)
