"""The same danger again: found where one of its kind was struck off a short while ago."""

from datetime import date, timedelta
from typing import NamedTuple

from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from workflow import policy
from workflow.deadlines import day_of, midnight
from workflow.states import State

REPEAT_DAYS = 90  # found again within these after a closure: a repeat


class Earlier(NamedTuple):
    """The closure before, and how many days lie between it and the finding."""

    hazard: Hazard
    closed_on: date
    days: int


def remember_the_last_closure(hazard: Hazard) -> None:
    """Note on a hazard that is being reported which closure it repeats: the last one of another
    hazard of the same unit, category and place, up to 90 days before this one was found. Counted
    as `repeat` by the statistics (handbook, section 3)."""
    same = Hazard.objects.filter(unit=hazard.unit_id, place=hazard.place)
    closings = HistoryEntry.objects.filter(
        before=State.RECTIFIED,
        after=State.CLOSED,
        hazard__in=same.filter(category=hazard.category_id).exclude(pk=hazard.pk),
        at__gte=midnight(hazard.found_on - timedelta(days=REPEAT_DAYS)),
        at__lt=min(midnight(hazard.found_on + timedelta(days=1)), hazard.reported_at),
    )
    last = closings.order_by("-at").first()
    if last is not None:
        hazard.repeat_of_id = last.hazard_id
        hazard.repeat_days = (hazard.found_on - day_of(last.at)).days


def earlier_closure(hazard: Hazard, user) -> Earlier | None:
    """The closure this hazard repeats, if the other hazard is in sight of `user`."""
    days = hazard.repeat_days
    if days is None:
        return None
    seen = Hazard.objects.filter(policy.visible_to(user))
    for other in seen.filter(pk__in=[hazard.repeat_of_id]):
        return Earlier(other, hazard.found_on - timedelta(days=days), days)
    return None
