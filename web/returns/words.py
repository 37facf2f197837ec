"""How the pages say where a return stands."""

from typing import NamedTuple

from django.utils.translation import pgettext_lazy

from returns.models.returns import Return
from returns.progress import NOT_BEGUN, Progress
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
