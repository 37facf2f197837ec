"""Setting junk aside in one act, however much it is: each tip has its own line of history. Many are
left to the worker, a hundred a transaction, so that nobody waits long meanwhile."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from jobs import queue
from jobs.models import Job
from organizations.models import Unit
from organizations.units import below
from texts.writing import as_entered, is_written
from tips.models import Tip, TipEntry
from tips.services.handling import set_aside
from tips.states import TipState
from workflow.errors import SomethingMissing, WorkflowError
from workflow.needs import REASON

KIND = "set_tips_aside"
AT_ONCE = 100


def alike(unit: Unit | None = None, since: date | None = None, says: str = "") -> Q:
    """Tips about the unit and all below it, that came in on the day or later, and in which these
    words stand, as what was told or where."""
    asked = Q(below(unit.path, "unit__path")) if unit else Q()
    asked &= Q(received_on__gte=since) if since else Q()
    return asked & (Q(text__icontains=says) | Q(place__icontains=says)) if says else asked


def set_aside_alike(
    *,
    by: Any,
    reason: str,
    unit: Unit | None = None,
    since: date | None = None,
    says: str = "",
) -> int | Job:
    """Set aside all that are `alike`, wait to be verified and are this person's to handle: how many
    they were, or the job that does it where they are many. What comes in from now on is not meant.
    Raises SomethingMissing without a reason."""
    require(reason)
    tips = Tip.objects.filter(alike(unit, since, says), state=TipState.RECEIVED)
    if tips.visible_to(by).count() <= AT_ONCE:
        return set_aside_several(tips, by=by, reason=reason)
    asked: dict[str, Any] = {"reason": as_entered(reason), "says": says}
    asked |= {"unit": unit.pk if unit else None, "since": since.isoformat() if since else None}
    asked["until"] = timezone.now().isoformat()
    return queue.start(KIND, by=by, asked=asked)


def set_aside_several(
    tips: Any, *, by: Any, reason: str, advance: Callable[[int, int], None] | None = None
) -> int:
    """Set aside those of `tips` that wait to be verified and are this person's to handle; how many
    they were. Raises SomethingMissing without a reason, before anything is done."""
    require(reason)
    waiting = tips.visible_to(by).filter(state=TipState.RECEIVED).order_by("pk")
    keys, done = list(waiting.values_list("pk", flat=True)), 0
    for n in range(0, len(keys), AT_ONCE):
        done += _set_aside(keys[n : n + AT_ONCE], by, reason)
        if advance:
            advance(min(n + AT_ONCE, len(keys)), len(keys))
    return done


def require(reason: str) -> None:
    if not is_written(reason):
        raise SomethingMissing([REASON.lack()])


@transaction.atomic
def _set_aside(keys: list[uuid.UUID], by: Any, reason: str) -> int:
    done = 0
    for tip in Tip.objects.filter(pk__in=keys).order_by("pk"):
        try:
            set_aside(tip, by=by, reason=reason)
        except WorkflowError:
            continue  # somebody has taken it up a moment ago
        done += 1
    return done


def carry_out(job: Job) -> None:
    """What the worker does. Running twice sets nothing aside twice, also not what was taken back
    meanwhile; whoever asked has to be a handler still."""
    asked = job.asked
    tips = meant(asked).exclude(Exists(taken_back(job.created_at)))
    set_aside_several(tips, by=job.owner, reason=asked["reason"], advance=job.advance)


def meant(asked: dict[str, Any]) -> QuerySet[Tip]:
    """Those that were there when it was asked for."""
    unit = Unit.objects.get(pk=asked["unit"]) if asked["unit"] else None
    since = date.fromisoformat(asked["since"]) if asked["since"] else None
    until = datetime.fromisoformat(asked["until"])
    return Tip.objects.filter(alike(unit, since, asked["says"]), received_at__lte=until)


def taken_back(since: datetime) -> QuerySet[TipEntry]:
    return TipEntry.objects.filter(tip=OuterRef("pk"), move="take_back", at__gte=since)
