"""What is done to the hazards of a unit when the unit is merged or split.

It is done to the unit, by whoever administers it, and never to one hazard alone: `of` says so, and
no door finds a hazard by it.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from workflow import action_needs as an
from workflow import needs, policy
from workflow.declarations import hazard_fields as f
from workflow.declarations.moves import Action, Tell, nobody
from workflow.states import OPEN, State

PASS_ON = Action(
    name="pass_on",
    label=_("Pass on with the unit"),
    states=OPEN,
    who=policy.passes_it_on,
    needs=(an.UNIT, an.ANOTHER_UNIT, needs.REASON),
    fields=(f.UNIT, f.REASON),
    offered=nobody,
    of="unit",
    makes="transfer",
)
LAPSE = Action(
    name="lapse",
    label=_("End the offer with the unit"),
    states=tuple(State),
    who=policy.ends_the_offer,
    needs=(needs.REASON,),
    fields=(f.REASON,),
    tells=(
        Tell(
            "both_ends",
            gettext_noop("The offer of “%(title)s” to %(to_unit)s has ended: %(note)s"),
            about_beside=True,
        ),
    ),
    offered=nobody,
    of="unit",
)
WITH_THE_UNIT = (LAPSE, PASS_ON)
