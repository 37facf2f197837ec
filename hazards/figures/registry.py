"""Every figure of the handbook's section 3, each a row: what it counts, its words, where it stands.

The running tally and its columns, the recount, the API and its schema, the definitions, the
ledger's filters and the board read these rows. To add a figure is to add a row here and its words
to the catalogue; one that needs a column of the tally gets it by `makemigrations`
(CONTRIBUTING.md, "add a figure").
"""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hazards.figures.declarations import BESIDE, LAST, OFFICIAL, Count, Event, Money, Rate
from hazards.figures.rules import AGES, Rule
from workflow.deadlines import HELD_DAYS
from workflow.states import OPEN, Outcome, Severity, State

IS_OPEN = Q(state__in=OPEN)
IS_CLOSED = Q(state=State.CLOSED)
IS_DISMISSED = Q(state=State.DISMISSED)
IS_FOUND = ~IS_DISMISSED
IS_MAJOR = Q(severity=Severity.MAJOR)
IS_RECTIFIED = IS_CLOSED | Q(state=State.RECTIFIED) & ~IS_MAJOR


def closed_by(deadline: str) -> Q:
    """On the deadline's day or before; without any deadline nothing was late."""
    in_time = Q(closed_on__lte=F(deadline)) | Q(**{f"{deadline}__isnull": True})
    return IS_CLOSED & in_time


BAND_WORDS = {
    "0-3": _("3 days or fewer"),
    "4-7": _("4 to 7 days"),
    "8-14": _("8 to 14 days"),
    "15+": _("15 days or more"),
    "15-30": _("15 to 30 days"),
    "31+": _("31 days or more"),
}
HELD_SINCE = ("first_closed_on", HELD_DAYS)
FELL_BACK = ("fell_back_on", HELD_DAYS)

COUNTS = (
    Count("found", IS_FOUND, _("Found"), _("Found in the period and not dismissed.")),
    Count(
        "dismissed",
        IS_DISMISSED,
        _("Dismissed"),
        _("Found in the period, but no hazard, a duplicate, or transferred; not in the rates."),
        line=LAST,
    ),
    Count(
        "rectified",
        IS_RECTIFIED,
        _("Rectified"),
        _("Of those found: awaiting review or closed; a major one only once closed."),
    ),
    Count(
        "closed",
        IS_CLOSED,
        _("Closed"),
        _("Of those found: checked by somebody else and struck off."),
    ),
    Count(
        "open",
        IS_OPEN,
        _("Not closed yet"),
        _("Of those found: reported, assigned or awaiting review."),
    ),
    Count(
        "overdue",
        Rule(IS_OPEN, since=("due_on", 1)),
        _("Overdue"),
        _("Open and past the deadline in force."),
    ),
    Count(
        "due",
        (Rule(IS_CLOSED), Rule(IS_OPEN, since=("original_due_on", 1))),
        _("Past the original deadline or closed"),
        _("What the on-time rate is divided by: closed, or open past the original deadline."),
    ),
    Count(
        "on_time",
        closed_by("original_due_on"),
        _("Closed by the original deadline"),
        _("Closed on the day of the original deadline or before; extensions do not count."),
    ),
    Count(
        "after_extension",
        closed_by("due_on"),
        _("Closed by the deadline in force"),
        _("Closed on the day of the deadline in force or before."),
    ),
    Count(
        "held_due",
        Rule(Q(), since=HELD_SINCE),
        _("Closed at least 30 days ago"),
        _("Of those found: closed at least 30 days before this moment, whatever came after."),
    ),
    Count(
        "held",
        Rule(Q(), since=HELD_SINCE, until=FELL_BACK),
        _("Stayed closed for 30 days"),
        _("Closed at least 30 days ago and not reopened within 30 days of it."),
    ),
    Count(
        "repeat",
        IS_FOUND & Q(repeat_of__isnull=False),
        _("Back within 90 days"),
        _("Found where another of the same unit, category and place was closed within 90 days."),
        line=1,
    ),
    Count(
        "major_found",
        IS_FOUND & IS_MAJOR,
        _("Major found"),
        _("Of those found: the major ones."),
    ),
    Count(
        "major_closed",
        IS_CLOSED & IS_MAJOR,
        _("Major closed"),
        _("Of the major ones found: those closed."),
    ),
)
# What the answer tells in dictionaries: by state, why dismissed, and how long ago found.
PARTS = (
    *(
        Count(f"state_{state}", Q(state=state), state.label, part_of="by_state", part=state.value)
        for state in State
    ),
    *(
        Count(
            f"outcome_{why}",
            IS_DISMISSED & Q(outcome=why),
            why.label,
            part_of="dismissed_by_outcome",
            part=why.value,
        )
        for why in Outcome
    ),
    *(
        Count(f"age_{age}", Rule(IS_OPEN, age=age), BAND_WORDS[age], part_of="ageing", part=age)
        for age in AGES
    ),
)
EVENTS = (
    Event(
        "closures",
        "close",
        _("Closed in the period"),
        _("Struck off in the period, whenever it was found."),
    ),
    Event(
        "reopened",
        "reopen",
        _("Reopened in the period"),
        _("Taken up again after its closure, in the period, whenever it was found."),
    ),
    Event(
        "sent_back",
        "send_back",
        _("Sent back in the period"),
        _("Repair not accepted and sent back, in the period, whenever it was found."),
    ),
)
RATES = (
    Rate(
        "rectification_rate",
        "rectified",
        "found",
        _("Rectification rate"),
        _(
            "Of the hazards found, those awaiting review or closed. "
            "A major one counts only once closed."
        ),
        row=OFFICIAL,
    ),
    Rate(
        "closure_rate",
        "closed",
        "found",
        _("Closure rate"),
        _("Of the hazards found, those somebody else has checked and struck off."),
        row=OFFICIAL,
    ),
    Rate(
        "on_time_rate",
        "on_time",
        "due",
        _("On-time rate"),
        _(
            "Of the hazards past their original deadline or closed, those closed by the original "
            "deadline; extensions do not count. Fixed on the spot without a deadline is on time."
        ),
        row=OFFICIAL,
    ),
    Rate(
        "after_extension_rate",
        "after_extension",
        "due",
        _("On time with extensions"),
        _("The same, judged by the deadline in force: extended, or set anew on reopening."),
        row=BESIDE,
        is_in_summary=False,
    ),
    Rate(
        "held_rate",
        "held",
        "held_due",
        _("Stayed closed for 30 days"),
        _(
            "Of the hazards found that were closed at least 30 days ago, "
            "those not reopened within 30 days of it."
        ),
        row=BESIDE,
    ),
)
MONEY = (Money("funds", IS_FOUND, column="fen"),)
