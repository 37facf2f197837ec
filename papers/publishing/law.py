"""What can be done to the wording of a hazard for the public, and by whom."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflow import policy
from workflow.declarations.moves import Action, Beginning, Declared, by_name

WORDED, CONFIRMED = "worded", "confirmed"
STATES = {
    WORDED: pgettext_lazy("wording", "Not confirmed"),
    CONFIRMED: pgettext_lazy("wording", "Confirmed"),
}


def publishes(wording: Any, user: Any) -> bool:
    """An officer of the unit or above, or an auditor: whoever may issue the notice."""
    return policy.issues_papers_to(user, wording.unit)


PROPOSE = Beginning(name="propose", label=pgettext_lazy("wording", "Propose"), who=publishes)
REWORD = Action(
    name="reword",
    label=pgettext_lazy("wording", "Reword"),
    says=_("Who confirmed it has confirmed other words: it has to be confirmed again."),
    states=(WORDED, CONFIRMED),
    who=publishes,
)
CONFIRM = Action(
    name="confirm",
    label=pgettext_lazy("wording", "Confirm"),
    says=_("You have read it, and nobody can be recognised by it."),
    states=(WORDED, CONFIRMED),
    who=publishes,
)
LAW: dict[str, Declared] = by_name(PROPOSE, REWORD, CONFIRM)
