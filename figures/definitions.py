"""What each figure means, in the words printed beside it (handbook, section 3)."""

from django.utils.translation import gettext_lazy as _

from hazards.figures import registry
from hazards.figures.declarations import Rate

VERSION = "3"  # goes up whenever a figure begins to mean something else


COUNTS = {count.key: count for count in registry.COUNTS}
EVENTS = {event.key: event for event in registry.EVENTS}
RATES = {rate.key: rate for rate in registry.RATES}


DAYS_TO_CLOSE = _(
    "Days from the day a hazard was found to the day it was closed, of those found and closed. "
    "Half took no longer than the median, nine in ten no longer than the 90th percentile."
)


def told() -> dict[str, str]:
    """Each name of the answer with its sentence."""
    rows = (*registry.COUNTS, *registry.EVENTS, *registry.RATES)
    sentences = {row.key: str(row.definition) for row in rows}
    return sentences | {"days_to_close": str(DAYS_TO_CLOSE)}


def in_order(**behind: str) -> list[str]:
    """The names of the counts as they are declared, but each of `behind` right behind the one it
    names: what was published in another order stays in it."""
    names = [name for name in COUNTS if name not in behind]
    for name, other in behind.items():
        names.insert(names.index(other) + 1, name)
    return names


def rates(counts: dict[str, int]) -> dict[str, dict]:
    """Each rate with what it was divided from; a zero denominator has no value (None)."""
    return {name: _rate(counts, rate) for name, rate in RATES.items()}


def _rate(counts: dict[str, int], rate: Rate) -> dict:
    numerator, denominator = counts[rate.numerator], counts[rate.denominator]
    return {
        "value": numerator / denominator if denominator else None,
        "numerator": numerator,
        "denominator": denominator,
        "definition": str(rate.definition),
    }
