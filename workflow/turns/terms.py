"""What a turn is made of: where a role is held, a rung of the ladder, a turn, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise

from organizations.models import Role


class Where(Enum):
    """Where a role is held, seen from the unit the matter is about."""

    HERE = "here"  # at that very unit
    ABOVE = "above"  # at a unit above it, up to its bureau
    IN_DISTRICT = "district"  # at the unit or above it, up to its bureau
    CENTRAL = "central"  # at the central school above it
    CITY = "city"  # at the city it is or lies in
    PROVINCE = "province"  # at the province it is or lies in
    AT_OR_ABOVE = "over"  # at the unit or anywhere above it


Words = str | Promise


@dataclass(frozen=True, eq=False)  # its words are lazy, and hash otherwise in every language
class Rung:
    """Those who hold one of the roles `held`, each where it says; of a `person`, the name of a
    field, only whom it names, as long as they hold one; of a `post`, a path to the name of one,
    only those who are in that post. `name` is the API's word for them, `label` everybody's, or the
    person's own name where it `is_named`; `passed` is said where nobody of them can do it and the
    next rung has it."""

    name: str
    label: Words
    held: tuple[tuple[Role, Where], ...]
    person: str = ""
    post: str = ""
    passed: Words = ""
    is_named: bool = False


class Turn(NamedTuple):
    """`leads` means that the record lies at the level of the bureau while it meets `when`."""

    rungs: tuple[Rung, ...]
    when: Q = Q()
    leads: bool = False


class Matter(NamedTuple):
    """Something that waits: its turns, the field of its unit, and the fields of those who are
    never asked because they did what is to be judged."""

    turns: tuple[Turn, ...]
    unit: str = "unit"
    besides: tuple[str, ...] = ()

    @property
    def rungs(self) -> tuple[Rung, ...]:
        return tuple(dict.fromkeys(rung for turn in self.turns for rung in turn.rungs))


def held(roles: Iterable[Role], where: Where) -> tuple[tuple[Role, Where], ...]:
    return tuple((role, where) for role in roles)
