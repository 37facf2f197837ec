"""How the pages say where a return stands, what a move will do, and what has been done."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from returns.models.returns import Return
from returns.progress import NOT_BEGUN, Progress
from workflow.return_law import word
from workflow.states import ReturnState

# A return's states reuse the dials of a hazard's.
DIALS = {
    ReturnState.DRAFT: "assigned",
    ReturnState.SUBMITTED: "rectified",
    ReturnState.RETURNED: "reported",
    ReturnState.ACCEPTED: "closed",
    ReturnState.SUPERSEDED: "dismissed",
    NOT_BEGUN: "none",
}
LABELS = {
    **{state: state.label for state in ReturnState},
    NOT_BEGUN: pgettext_lazy("return", "Not begun"),
}

HANDED_IN = pgettext_lazy("return", "Handed in")

SAYS = {
    "submit": _("The figures are fixed as they stand now, with the rows behind them, and signed."),
    "nil": _("Says 0 in every empty number and hands it in under your name."),
    "accept": _("The figures count as checked. Later changes need a correction."),
    "return_": _("Goes back to the unit with your reason. What was handed in is kept."),
    "correct": _("A new draft takes its place. What was handed in is kept and stays readable."),
}
DONE = {
    "submit": _("Handed in. Its figures are fixed."),
    "nil": _("Handed in: nothing to report."),
    "accept": _("Return accepted."),
    "return_": _("Return sent back."),
    "correct": _("A new draft was made. Change what is wrong, then hand it in again."),
}
# What is done beside the state; the moves bring their own words.
ACTS = {
    "fill": pgettext_lazy("return", "Filled in"),
    "adjust": pgettext_lazy("return", "Adjusted a figure"),
    "photos": pgettext_lazy("return", "Chose photos"),
    "summary": pgettext_lazy("return", "Attached the summary"),
    "stamp": pgettext_lazy("return", "Attached the stamped table"),
}
TRANSITIONS = list(Return._meta.get_field("state").get_all_transitions(Return))
ACTS_AND_MOVES = {**ACTS, **{move.name: move.custom["label"] for move in TRANSITIONS}}
NAMES = {word(move.name): move.name for move in TRANSITIONS}


class Standing(NamedTuple):
    """Where a return stands: the dial and its word."""

    name: str
    dial: str
    label: str


def standing(name: str) -> Standing:
    return Standing(str(name), DIALS[name], str(LABELS[name]))


def standing_of(one: Return) -> Standing:
    """The last sum is through once it is handed in: nobody is left to accept it."""
    told = standing(Progress(one).standing)
    if one.state == ReturnState.SUBMITTED and one.reports_to_id is None:
        return told._replace(dial=DIALS[ReturnState.ACCEPTED], label=str(HANDED_IN))
    return told
