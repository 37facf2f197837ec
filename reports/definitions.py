"""What each figure means, in the words printed beside it (handbook, section 3)."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = "2"  # goes up whenever a figure begins to mean something else


class Rate(NamedTuple):
    """A rate: the names of the two counts it divides, and its sentence."""

    numerator: str
    denominator: str
    definition: str | Promise


RATES = {
    "rectification_rate": Rate(
        "rectified",
        "found",
        _(
            "Of the hazards found, those awaiting review or closed. "
            "A major one counts only once closed."
        ),
    ),
    "closure_rate": Rate(
        "closed",
        "found",
        _("Of the hazards found, those somebody else has checked and struck off."),
    ),
    "on_time_rate": Rate(
        "on_time",
        "due",
        _(
            "Of the hazards past their original deadline or closed, those closed by the original "
            "deadline; extensions do not count. Fixed on the spot without a deadline is on time."
        ),
    ),
    "after_extension_rate": Rate(
        "after_extension",
        "due",
        _("The same, judged by the deadline in force: extended, or set anew on reopening."),
    ),
    "held_rate": Rate(
        "held",
        "held_due",
        _(
            "Of the hazards found that were closed at least 30 days ago, "
            "those not reopened within 30 days of it."
        ),
    ),
}


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
