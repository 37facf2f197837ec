"""What can be done to a round: it is begun, finished, amended, and the unit signs or refuses to."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections import policy
from workflow import needs
from workflow.declarations.lives import Life
from workflow.declarations.moves import Action, Beginning, Declared, by_name

# What a round is on a day. Only whether it was finished is written; the rest follows from the day
# that is asked about. A free round is `open` until it is finished, and never due.
OPEN, UPCOMING, DUE, MISSED, DONE = "open", "upcoming", "due", "missed", "done"
LIFTED = "lifted"  # its unit was closed before the window was over, so it is not due any more
STATES: dict[str, str | Promise] = {
    OPEN: pgettext_lazy("round", "Under way"),
    UPCOMING: pgettext_lazy("round", "To come"),
    DUE: pgettext_lazy("round", "Due"),
    MISSED: pgettext_lazy("round", "Missed"),
    DONE: pgettext_lazy("round", "Done"),
    LIFTED: pgettext_lazy("round", "Lifted"),
}
UNFINISHED = (OPEN, DUE, MISSED)

START = Beginning(name="start", label=pgettext_lazy("round", "Begin"), who=policy.starts_rounds_of)
FINISH = Action(
    name="finish",
    label=pgettext_lazy("round", "Finish"),
    states=UNFINISHED,
    who=policy.finishes_round,
)
AMEND = Action(
    name="amend",
    label=pgettext_lazy("round", "Amend"),
    says=_(
        "What was really so takes the place of what is here. What was said first stays to be read."
    ),
    done=_("Amended. What was said before stands in the history."),
    states=(DONE,),
    who=policy.amends_round,
    needs=(needs.REASON,),
)
SIGN = Action(
    name="sign",
    label=pgettext_lazy("round", "Sign for the unit"),
    states=(DONE,),
    who=policy.signs_round,
)
REFUSE = Action(
    name="record_refusal",
    label=_("Record that the unit refuses to sign"),
    states=(DONE,),
    who=policy.records_refusal_of,
    needs=(needs.REASON,),
)
LAW: dict[str, Declared] = by_name(START, FINISH, AMEND, SIGN, REFUSE)
# One that comes due is begun by nobody: it is there from the eve of its window on.
LIFE = Life("A round's life", STATES, OPEN, LAW)
