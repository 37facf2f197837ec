"""The moves of a hazard's life, each on the path in `records.perform`.

All take `by=` (the actor) and accept `version=` (what the caller last read), `at=` (the moment, for
records of the past) and `photos=`. What else each takes and needs stands in `workflow.hazard_law`;
a move that lacks something raises SomethingMissing naming all of it.
"""

from typing import Protocol

from hazards.models.hazard import Hazard
from hazards.perform import HAZARDS
from records.perform import perform
from workflow.hazard_law import ORDER


class Verb(Protocol):
    def __call__(self, hazard: Hazard, *, by, **values) -> Hazard: ...


def verb(name: str) -> Verb:
    def make(hazard: Hazard, *, by, **values) -> Hazard:
        return perform(hazard, name, by=by, **values)

    make.__name__, make.__doc__ = name, f"`{HAZARDS.law[name].name}`, as the law declares it."
    return make


MOVES = {name: verb(name) for name in ORDER}

assign, reassign, rectify = MOVES["assign"], MOVES["reassign"], MOVES["rectify"]
fix_on_spot, send_back, close = MOVES["fix_on_spot"], MOVES["send_back"], MOVES["close"]
reopen, dismiss, restore = MOVES["reopen"], MOVES["dismiss"], MOVES["restore"]
