"""Two rows more in the registry, put there before anything has read it: `pytest -p` loads this
first."""

from django.db.models import Q

from hazards.figures import registry
from hazards.figures.declarations import BESIDE, Count, Rate
from hazards.figures.registry import IS_MAJOR
from workflow.states import State

COUNT = Count(
    "major_under_repair",
    IS_MAJOR & Q(state=State.ASSIGNED),
    "Major ones under repair",
    "Of the major ones found: those being repaired.",
    line=50,
)
RATE = Rate(
    "repair_rate",
    "major_under_repair",
    "major_found",
    "Share under repair",
    "Of the major ones found, those being repaired.",
    row=BESIDE,
)
registry.COUNTS = (*registry.COUNTS, COUNT)
registry.RATES = (*registry.RATES, RATE)
