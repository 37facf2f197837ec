"""Reminding the units that did not look."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from inspections import notifications
from inspections.law import MISSED
from inspections.models import Round
from organizations.models import Unit
from workflow import policy
from workflow.errors import NotPermitted


def remind(unit: Unit, code: str, month: date, *, by: Any, at: Any = None) -> int:
    """Write to those whose turn it was at every unit below `unit` that missed a round of the list
    in the month and may still make up for it: each unit once, about its last one. Answers how many
    units were told. Raises NotPermitted."""
    if not policy.reads_offers_to(unit, by):
        raise NotPermitted(_("Only officers and auditors remind others of their rounds."))
    units = Unit.objects.below(unit)
    missed = Round.objects.visible_to(by).in_state(MISSED).filter(code=code, unit__in=units)
    missed = missed.filter(late_until__gte=timezone.localdate())
    months = missed.filter(last_on__year=month.year, last_on__month=month.month)
    last = {one.unit_id: one for one in months.for_list().order_by("last_on")}
    for one in last.values():
        notifications.remind(one, by=by, at=at or timezone.now())
    return len(last)
