"""What can be done to a reward or a news report: it is recorded, and another takes its place."""

from django.utils.translation import pgettext_lazy

from tips import policy
from workflow import needs
from workflow.declarations.moves import Action, Beginning, Declared, by_name

RECORDED, SUPERSEDED = "recorded", "superseded"  # the states an entry leads to

RECORD = Beginning(
    name="record", label=pgettext_lazy("tip", "Record"), who=policy.records_tip_follow_ups_of
)
SUPERSEDE = Action(
    name="supersede",
    label=pgettext_lazy("tip", "Correct"),
    states=(RECORDED,),
    who=policy.corrects_tip_follow_up,
    needs=(needs.REASON,),
)
LAW: dict[str, Declared] = by_name(RECORD, SUPERSEDE)
