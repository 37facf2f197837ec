"""All that can be done to a hazard, by its name, as `workflow` declares it."""

from workflow.actions import ACTIONS
from workflow.declarations.beginnings import BEGINNINGS
from workflow.declarations.moves import Declared
from workflow.hazard_law import MOVES

LAW: dict[str, Declared] = {**BEGINNINGS, **MOVES, **ACTIONS}
