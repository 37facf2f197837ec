"""Adjectives of rounds. What is due or missed on a day is asked of the day, never written, so that
nothing has to be done at midnight for it to be right."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from inspections import law, policy
from records.permanence import KeepsEverything
from workflow import turns
from workflow.turns import queries

UNFINISHED = Q(finished_at=None)
# Closed before its window was over: nobody could be asked for it any more.
LIFTED = Q(lifted_on__isnull=False) | Q(
    unit__closed_on__isnull=False, unit__closed_on__lte=F("last_on")
)
STANDS = ~(UNFINISHED & LIFTED)
LATE_TOO = "late"  # a part of what is done


def state_is(state: str, on: date) -> Q:
    """As `Round.state_on`; `late` is a part of done."""
    unfinished = UNFINISHED & Q(last_on__isnull=False)
    return {
        law.OPEN: UNFINISHED & Q(last_on=None),
        law.UPCOMING: unfinished & STANDS & Q(opens_on__gt=on),
        law.DUE: unfinished & STANDS & Q(opens_on__lte=on, last_on__gte=on),
        law.MISSED: unfinished & STANDS & Q(last_on__lt=on),
        law.DONE: Q(finished_at__isnull=False),  # as a partial index says it
        law.LIFTED: unfinished & LIFTED,
        LATE_TOO: Q(done_on__gt=F("last_on")),
    }[state]


class RoundQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        return self.filter(policy.rounds_visible_to(user))

    def planned(self):
        return self.filter(kind="planned")

    def in_state(self, state: str, on: date | None = None):
        return self.filter(state_is(state, on or timezone.localdate()))

    def for_list(self):
        """With all a row says."""
        return self.select_related("unit", "checklist", "finished_by", "outing")

    def waiting_for(self, user, on: date | None = None):
        """Due, and the turn of `user` at the unit; and what they have begun freely."""
        day = on or timezone.localdate()
        due = state_is(law.DUE, day) & queries.expected(user, turns.ROUND)
        return self.filter(due | (state_is(law.OPEN, day) & Q(started_by=user.pk)))


class OutingQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        """Those with a visit somebody sees."""
        visit: Any = self.model._meta.get_field("visits").related_model
        return self.filter(Exists(visit.objects.visible_to(user).filter(outing=OuterRef("pk"))))
