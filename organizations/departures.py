"""What hangs on somebody when their rights end: said before, and handed over after.

A room whose records wait for a person by name registers what it holds for them. This room knows
people and roles, and nothing of hazards.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from organizations.people import User


class Stake(NamedTuple):
    """`held` are the keys of what waits for this person now, read anew each time; `lost` is called
    with those that no longer do, whose they were and who changed it."""

    held: Callable[[User], set[Any]]
    lost: Callable[[set[Any], User, Any], None]


STAKES: dict[str, Stake] = {}


def register(name: Hashable, stake: Stake) -> None:
    """A room says in its AppConfig.ready what may hang on a person."""
    STAKES[str(name)] = stake


def held_by(person: User) -> int:
    """How much waits for this person, and for nobody else while they can act."""
    return sum(len(stake.held(person)) for stake in STAKES.values())


@contextmanager
def handing_over(people: Iterable[User], *, by: Any) -> Iterator[None]:
    """Inside a transaction: what the block takes out of somebody's hands is handed over after."""
    stakes = list(STAKES.values())
    before = [(stake, person, stake.held(person)) for person in people for stake in stakes]
    yield
    for stake, person, held in before:
        if held and (lost := held - stake.held(person)):
            stake.lost(lost, person, by)
