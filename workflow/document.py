"""The law as a page for people: `docs/workflow.md`, made from the declaration itself."""

from collections.abc import Iterable, Iterator
from inspect import getdoc
from typing import Any

from django.db import models
from django.utils import translation
from django_fsm import Transition

from workflow import policy
from workflow.actions import ACTS, RECHECK, Act
from workflow.hazard_law import BRING_IN_LABEL, BRING_IN_NEEDS, ORDER, REPORT_LABEL, REPORT_NEEDS
from workflow.needs import Need
from workflow.return_law import RETURN_ORDER, word
from workflow.states import ReturnState, State

HEAD = """\
# A hazard's life

Made by `python manage.py document_workflow` from `workflow/hazard_law.py`,
`workflow/actions.py` and `workflow/return_law.py`; a test compares. Change the
declaration, not this page.

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
RETURNS_HEAD = """
# A return's life

## States

| State | 「」 | In English |
|---|---|---|
"""


def as_markdown(hazard: type[models.Model], one_return: type[models.Model]) -> str:
    """The whole page, for the concrete models of the two lifecycles."""
    moves, turns = declared(hazard, ORDER), declared(one_return, RETURN_ORDER)
    parts = [
        HEAD,
        *(state_row(state) for state in State),
        MOVES_HEAD,
        entry_row("report", REPORT_LABEL, REPORT_NEEDS),
        entry_row("bring_in", BRING_IN_LABEL, BRING_IN_NEEDS),
        *(move_row(move) for move in moves),
        BESIDE_HEAD,
        *(act_row(act) for act in (*ACTS, RECHECK)),
        DIAGRAM_HEAD,
        *diagram("reported: report", moves),
        RETURNS_HEAD,
        *(state_row(state) for state in ReturnState),
        MOVES_HEAD,
        *(move_row(move) for move in turns),
        DIAGRAM_HEAD,
        *diagram("draft: open", turns),
    ]
    return "".join(parts)


def declared(lifecycle: type[models.Model], order: Iterable[str]) -> list[Transition]:
    """The moves in the order of a life, one for each state they begin in."""
    field: Any = lifecycle._meta.get_field("state")
    options = list(field.get_all_transitions(lifecycle))
    return [option for name in order for option in options if option.name == name]


def diagram(begins: str, moves: Iterable[Transition]) -> Iterator[str]:
    yield f"    [*] --> {begins}\n"
    for move in moves:
        yield f"    {move.source} --> {move.target}: {word(move.name)}\n"
    yield "```\n"


def state_row(state: State | ReturnState) -> str:
    return f"| `{state.value}` | {chinese(state.label)} | {english(state.label)} |\n"


def entry_row(name: str, label: Any, needs: Iterable[Need]) -> str:
    who = sentence(policy.may_report_for)
    return f"| `{name}` | {chinese(label)} | – → reported | {who} | {listed(needs)} |\n"


def move_row(move: Transition) -> str:
    way = f"{move.source} → {move.target}"
    who, needs = sentence(move.permission), listed(move.custom["needs"])
    return f"| `{word(move.name)}` | {chinese(move.custom['label'])} | {way} | {who} | {needs} |\n"


def act_row(act: Act) -> str:
    while_, who = ", ".join(act.states), sentence(act.who)
    return f"| `{act.name}` | {chinese(act.label)} | {while_} | {who} | {listed(act.needs)} |\n"


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
