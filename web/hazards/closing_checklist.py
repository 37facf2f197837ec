"""What is still ahead of a hazard before its number can be struck off, in the order it is done."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hazards.models import Hazard
from workflow.hazard_law import CLOSE_NEEDS
from workflow.needs import Case, Evidence, missing
from workflow.states import State

# What is ahead of a hazard in each state before anybody can look at its repair.
AHEAD = {
    State.REPORTED: lambda: [_("to be assigned"), _("to be repaired"), _("to be reviewed")],
    State.ASSIGNED: lambda: [_("to be repaired"), _("to be reviewed")],
    State.RECTIFIED: lambda: [_("to be reviewed")],
}


def lacking(hazard: Hazard, stands: Evidence) -> Iterator[str]:
    """The steps that have not been made, and what closing asks for besides."""
    yield from AHEAD.get(State(hazard.state), list)()
    for need in missing(CLOSE_NEEDS, Case(hazard, {}, stands)):
        yield str(need.detail)


def caution_before_delisting(hazard: Hazard, stands: Evidence) -> str:
    """A listing may end at any time, for it may have been a mistake; nobody should end one in the
    belief that the danger is gone."""
    still = [str(one) for one in lacking(hazard, stands._replace(is_listed=False))]
    if not still:
        return ""
    told = {"state": hazard.get_state_display(), "what": _(", ").join(still)}
    return (
        _(
            "This hazard is “%(state)s”. Before its number can be struck off there are still: "
            "%(what)s. Delisting puts nothing right."
        )
        % told
    )
