"""What can be done to an activity: it is logged, and another one takes its place."""

from django.utils.translation import pgettext_lazy

from activities.models import LOGGED
from workflow import needs, policy
from workflow.declarations.moves import Action, Beginning, Declared, by_name

LOG = Beginning(name="log", label=pgettext_lazy("activity", "Log"), who=policy.logs_activities_of)
SUPERSEDE = Action(
    name="supersede",
    label=pgettext_lazy("activity", "Correct"),
    states=(LOGGED,),
    who=policy.corrects_activity,
    needs=(needs.REASON,),
)
LAW: dict[str, Declared] = by_name(LOG, SUPERSEDE)
