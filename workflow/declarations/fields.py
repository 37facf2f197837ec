"""What a person may be asked for with a move or an action: its kind, its label, its proposal.

Nothing is required here: what is missing is for the needs to say. A door has one input for each
kind of field and knows no move.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from organizations.models import Role
from workflow.states import Stage

Sentence = str | Promise


def always(record: Any) -> bool:
    return True


def never(record: Any) -> bool:
    return False


def nothing(record: Any) -> Any:
    return None


@dataclass(frozen=True, kw_only=True)
class Field:
    """One answer. A page shows it where it is `asked` of the record; `is_optional` is said beside
    the label; `proposed` stands in it at first. `told_as` is how a line of history says it, with
    %(told)s; empty where the line's note says it already."""

    name: str
    label: Sentence
    asked: Callable[[Any], bool] = always
    is_optional: Callable[[Any], bool] = never
    proposed: Callable[[Any], Any] = nothing
    told_as: Sentence = ""


@dataclass(frozen=True, kw_only=True)
class ShortText(Field):
    """A line of at most `longest` characters."""

    longest: int


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """A sentence or two; `example` stands in it until something is typed."""

    example: Sentence = ""


@dataclass(frozen=True, kw_only=True)
class PrintableText(Text):
    """Text that goes on papers as well, so it has to be made of characters that can be printed."""


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A day; `ahead` of today, or one that has come."""

    ahead: bool = False


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """An amount in yuan; nothing said is not the same as 0."""


def own_unit(record: Any) -> Any:
    return record.unit


@dataclass(frozen=True, kw_only=True)
class Person(Field):
    """Somebody who holds `role` `at` a unit; the only one there is proposed, if `proposes_one`."""

    role: Role = Role.RESPONSIBLE
    at: Callable[[Any], Any] = own_unit
    proposes_one: bool = False


@dataclass(frozen=True, kw_only=True)
class AnotherUnit(Field):
    """Any open unit, by its name or code."""


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a few values with their words."""

    choices: Any = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class AnotherHazard(Field):
    """Another hazard in sight of whoever names it."""


@dataclass(frozen=True, kw_only=True)
class ClauseInForce(Field):
    """A clause of the edition in force."""


@dataclass(frozen=True, kw_only=True)
class Photos(Field):
    """Photos taken of this attempt; `stage` is what they show."""

    stage: Stage
