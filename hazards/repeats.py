"""The same danger again: found where one of its kind was struck off a short while ago."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from hazards.history import HistoryEntry
from hazards.records import Hazard
from workflow import policy
from workflow.deadlines import midnight
from workflow.states import State

REPEAT_DAYS = 90  # found again within these after a closure: a repeat


class Earlier(NamedTuple):
    """The closure before, and how many days lie between it and the finding."""

    hazard: Hazard
    closed_on: date
    days: int


def earlier_closure(hazard: Hazard, user) -> Earlier | None:
    """The last closure of another hazard of the same unit, category and place, up to 90 days
    before this one was found, among those in sight of `user`. Counted as `repeat` by the
    statistics (handbook, section 3)."""
    seen = Hazard.objects.filter(policy.visible_to(user))
    same = seen.filter(unit=hazard.unit_id, category=hazard.category_id, place=hazard.place)
    closings = HistoryEntry.objects.filter(
        before=State.RECTIFIED,
        after=State.CLOSED,
        hazard__in=same.exclude(pk=hazard.pk),
        at__gte=midnight(hazard.found_on - timedelta(days=REPEAT_DAYS)),
        at__lt=min(midnight(hazard.found_on + timedelta(days=1)), hazard.reported_at),
    )
    last = closings.select_related("hazard").order_by("-at").first()
    if last is None:
        return None
    closed_on = timezone.localdate(last.at, timezone.get_default_timezone())
    return Earlier(last.hazard, closed_on, (hazard.found_on - closed_on).days)
