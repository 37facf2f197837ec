"""What hangs on a unit: said before it is merged, split or closed, and passed on with it.

A room whose records belong to a unit registers what it holds for it. This room knows units, people
and roles, and nothing of hazards. What hangs on a person stands in `organizations.departures`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from organizations.units import Unit

Words = str | Promise
CLOSED, MERGED, SPLIT = "closed", "merged", "split"


@dataclass(frozen=True)
class Passing:
    """What hangs on `unit` goes to `into`: all of it, or what is `chosen`, the keys of it by the
    name of the stake. `reason` stands in the histories, in the language of the ledger."""

    unit: Unit
    into: Unit
    on: date
    by: Any
    reason: str
    at: datetime = field(default_factory=timezone.now)
    chosen: Mapping[str, Collection[Any]] | None = None

    def takes(self, stake: str, key: Any) -> bool:
        return self.chosen is None or key in self.chosen.get(stake, ())


def leaves_it(passing: Passing) -> None:
    """Nothing of it is passed on."""


def nobody_needed(unit: Unit) -> int:
    return 0


@dataclass(frozen=True)
class UnitStake:
    """`count` is how much hangs on a unit now, `label` what it is called; `becomes` says what
    happens to it, by the change. `pass_on` is called under the lock of the tree; `stranded` counts
    what nobody could act on any more as things stand."""

    label: Words
    count: Callable[[Unit], int]
    becomes: Mapping[str, Words]
    pass_on: Callable[[Passing], None] = leaves_it
    stranded: Callable[[Unit], int] = nobody_needed


STAKES: dict[str, UnitStake] = {}


def register(name: str, stake: UnitStake) -> None:
    """A room says in its AppConfig.ready what may hang on a unit."""
    STAKES[name] = stake


def hanging_on(unit: Unit) -> dict[str, int]:
    """How much of each kind hangs on the unit now."""
    return {name: stake.count(unit) for name, stake in STAKES.items()}


def has_left_something(unit: Unit) -> bool:
    """Does something hang on it that is passed on?"""
    passed_on = (stake for stake in STAKES.values() if stake.pass_on is not leaves_it)
    return any(stake.count(unit) for stake in passed_on)


def pass_on(passing: Passing) -> None:
    for stake in STAKES.values():
        stake.pass_on(passing)


def refuse_what_is_stranded(unit: Unit) -> None:
    """After the change, inside its transaction. Raises ValidationError where something open would
    lie on nobody's desk."""
    left = {stake.label: n for stake in STAKES.values() if (n := stake.stranded(unit))}
    if left:
        told = _(", ").join(f"{label} {n}" for label, n in left.items())
        sentence = _(
            "Nobody could see to what is open there any more: %(what)s. Let somebody above be "
            "safety officer or auditor first."
        )
        raise ValidationError(sentence % {"what": told}, code="stranded")
