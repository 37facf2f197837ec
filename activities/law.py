"""What can be done to an activity: it is logged, and another one takes its place."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflow import needs, policy
from workflow.declarations.moves import Action, Beginning, Declared, by_name

LOGGED, SUPERSEDED = "logged", "superseded"  # the states an entry leads to

LOG = Beginning(name="log", label=pgettext_lazy("activity", "Log"), who=policy.logs_activities_of)
SUPERSEDE = Action(
    name="supersede",
    label=pgettext_lazy("activity", "Correct"),
    says=_("Another record takes its place and is counted instead. This one stays to be seen."),
    done=_("Corrected. The new record counts, the old one stays to be seen."),
    states=(LOGGED,),
    who=policy.corrects_activity,
    needs=(needs.REASON,),
)
LAW: dict[str, Declared] = by_name(LOG, SUPERSEDE)
