"""What each figure means, in the words printed beside it (handbook, section 3)."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = "3"  # goes up whenever a figure begins to mean something else


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


class Count(NamedTuple):
    """A count: what it is called where its rows are listed, and its sentence."""

    label: str | Promise
    definition: str | Promise


COUNTS = {
    "found": Count(_("Found"), _("Found in the period and not dismissed.")),
    "dismissed": Count(
        _("Dismissed"),
        _("Found in the period, but no hazard, a duplicate, or transferred; not in the rates."),
    ),
    "rectified": Count(
        _("Rectified"),
        _("Of those found: awaiting review or closed; a major one only once closed."),
    ),
    "closed": Count(_("Closed"), _("Of those found: checked by somebody else and struck off.")),
    "open": Count(_("Not closed yet"), _("Of those found: reported, assigned or awaiting review.")),
    "overdue": Count(_("Overdue"), _("Open and past the deadline in force.")),
    "due": Count(
        _("Past the original deadline or closed"),
        _("What the on-time rate is divided by: closed, or open past the original deadline."),
    ),
    "on_time": Count(
        _("Closed by the original deadline"),
        _("Closed on the day of the original deadline or before; extensions do not count."),
    ),
    "after_extension": Count(
        _("Closed by the deadline in force"),
        _("Closed on the day of the deadline in force or before."),
    ),
    "held_due": Count(
        _("Closed at least 30 days ago"),
        _("Of those found: closed at least 30 days before this moment, whatever came after."),
    ),
    "held": Count(
        _("Stayed closed for 30 days"),
        _("Closed at least 30 days ago and not reopened within 30 days of it."),
    ),
    "repeat": Count(
        _("Back within 90 days"),
        _("Found where another of the same unit, category and place was closed within 90 days."),
    ),
    "major_found": Count(_("Major found"), _("Of those found: the major ones.")),
    "major_closed": Count(_("Major closed"), _("Of the major ones found: those closed.")),
}

EVENTS = {
    "closures": Count(
        _("Closed in the period"), _("Struck off in the period, whenever it was found.")
    ),
    "reopened": Count(
        _("Reopened in the period"),
        _("Taken up again after its closure, in the period, whenever it was found."),
    ),
    "sent_back": Count(
        _("Sent back in the period"),
        _("Repair not accepted and sent back, in the period, whenever it was found."),
    ),
}


DAYS_TO_CLOSE = _(
    "Days from the day a hazard was found to the day it was closed, of those found and closed. "
    "Half took no longer than the median, nine in ten no longer than the 90th percentile."
)


def told() -> dict[str, str]:
    """Each name of the answer with its sentence."""
    sentences = {name: count.definition for name, count in (COUNTS | EVENTS).items()}
    sentences |= {name: rate.definition for name, rate in RATES.items()}
    sentences["days_to_close"] = DAYS_TO_CLOSE
    return {name: str(sentence) for name, sentence in sentences.items()}


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
