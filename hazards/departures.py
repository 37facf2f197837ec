"""What somebody was to repair who cannot any more: whose turn it then is hears of it, once."""

import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

from hazards.models.hazard import Hazard
from notifications import kinds
from notifications.models import tell
from organizations import departures
from organizations.departures import Stake
from organizations.models import User
from workflow import turns
from workflow.states import State
from workflow.turns import queries

ONE, SEVERAL = "responsible_gone", "responsible_gone_n"
kinds.declare(
    {
        ONE: _("%(who)s can no longer fix “%(title)s”: see to it, or reassign it."),
        SEVERAL: _(
            "%(who)s can no longer fix %(n)s hazards of %(unit)s: see to them, or reassign them."
        ),
    }
)
AT_REPAIR = turns.OF_HAZARDS[State.ASSIGNED]


def named(person: User) -> set[uuid.UUID]:
    """What they are to repair, whether or not they still can."""
    theirs = Hazard.objects.awaiting_repair_by(person)
    return set(theirs.order_by().values_list("pk", flat=True))


def held(person: User) -> set[uuid.UUID]:
    """What waits for them to repair it."""
    able = queries.somebody_on(turns.RESPONSIBLE, AT_REPAIR)
    theirs = Hazard.objects.awaiting_repair_by(person).filter(able)
    return set(theirs.order_by().values_list("pk", flat=True))


def lost(keys: set[uuid.UUID], person: User, by: Any) -> None:
    """Tell those whose turn it is now, but for who did it: one message for each unit."""
    hazards = Hazard.objects.filter(pk__in=keys).select_related("unit", "responsible")
    by_unit: dict[int, list[Hazard]] = {}
    for hazard in hazards.order_by("due_on", "number"):
        by_unit.setdefault(hazard.unit_id, []).append(hazard)
    for first, *others in by_unit.values():
        people = [one for one in turns.expected(first, AT_REPAIR) if one != by]
        params = {
            "who": str(person),
            "title": first.description,
            "number": first.number,
            "n": len(others) + 1,
            "unit": str(first.unit),
        }
        kind = SEVERAL if others else ONE
        tell(people, kind=kind, params=params, about=first.pk, at=timezone.now())


def words(n: int) -> str:
    return ngettext(
        "%(n)s hazard waits for this person to fix it. Without them it waits for the safety "
        "officer of its unit at once, who is told.",
        "%(n)s hazards wait for this person to fix them. Without them they wait for the safety "
        "officers of their units at once, who are told.",
        n,
    ) % {"n": n}


departures.register("hazards", Stake(named, held, lost, words))
