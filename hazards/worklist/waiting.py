"""What waits for a person: each hazard for those whose turn it is (`workflow.turns`), not for all
who might act. A list here is always a part of what the law allows its reader.
"""

from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from hazards.ledger.query_hints import among, only
from hazards.worklist import auditor
from workflow import deadlines, turns
from workflow.states import OPEN, State
from workflow.turns import queries

# The groups of 待办, most urgent first; each hazard stands in the first that fits.
OVERDUE, DUE_SOON, ANSWER = "overdue", "due_soon", "answer"
REVIEW, ASSIGN, REPAIR = "review", "assign", "repair"
GROUPS = (OVERDUE, DUE_SOON, ANSWER, REVIEW, ASSIGN, REPAIR)
ACTS = {State.REPORTED: "assign", State.ASSIGNED: "rectify", State.RECTIFIED: "close"}


class Waiting(models.QuerySet):
    """Chains like every other adjective: `Hazard.objects.visible_to(me).waiting_for(me)`."""

    def waiting_for_review_by(self, user):
        return self._near(user).filter(_review_by(user))

    def waiting_to_be_assigned_by(self, user):
        return self._near(user).filter(_assign_by(user))

    def waiting_for_repair_by(self, user):
        """Theirs to repair, or to give to somebody else where who was named cannot any more."""
        return self._near(user).filter(_repair_by(user))

    def waiting_to_be_answered_by(self, user):
        """More time is asked for, and `user` is to say yes or no."""
        return self._near(user).filter(_answer_by(user, self._requests()))

    def waiting_for(self, user):
        own_turn = _review_by(user) | _assign_by(user) | _repair_by(user)
        return self._near(user).filter(own_turn | _answer_by(user, self._requests()))

    def _near(self, user):
        """Of somebody who only audits, what may come up to them, found without asking each."""
        if not auditor.is_little_for(user):
            return self
        return self.filter(pk__in=auditor.may_come_up_to(user, self.model._default_manager))

    def in_groups(self, user, on: date | None = None):
        """What waits for `user`, each with its `group`, its `place_in_group`, how many are
        `in_group`, and whether more time `is_asked` for."""
        due_first = (F("due_on").asc(nulls_last=True), "reported_at", "pk")
        row, group = RowNumber(), F("group")
        return self.annotate(
            is_asked=Exists(self._requests().filter(hazard=OuterRef("pk"))),
            group=_group(on or timezone.localdate(), user),
            in_group=Window(models.Count("*"), partition_by=group),
            place_in_group=Window(row, partition_by=group, order_by=due_first),
        ).order_by(*due_first)

    def _requests(self):
        """Those for more time that have no answer yet."""
        requests: Any = self.model._meta.get_field("extensions").related_model
        return requests.objects.filter(decision="requested")


def act_of(hazard, user) -> str:
    """What `user` is to do with a hazard on their list, one that `hazards.ledger.marks` marked."""
    if hazard.state != State.ASSIGNED or hazard.responsible_id == user.pk:
        return ACTS[hazard.state]
    return "grant" if hazard.manned[turns.RESPONSIBLE] else "reassign"


def _group(today: date, user) -> Case:
    return Case(
        When(state__in=OPEN, due_on__lt=today, then=Value(OVERDUE)),
        When(due_on__lte=today + timedelta(days=deadlines.SOON), then=Value(DUE_SOON)),
        When(state=State.RECTIFIED, then=Value(REVIEW)),
        When(state=State.REPORTED, then=Value(ASSIGN)),
        When(_repair_by(user), then=Value(REPAIR)),
        default=Value(ANSWER),
    )


def _repair_by(user) -> Q:
    """Of somebody's own not as a bare column: they are found by who is to repair them."""
    own, others = Q(among("state", [State.ASSIGNED])), _at(user, State.ASSIGNED)
    parts = queries.parts(user, turns.OF_HAZARDS[State.ASSIGNED])
    theirs = ((own if rung.person else others) & rule for rung, rule in parts)
    return reduce(or_, theirs, queries.NOBODY)


def _assign_by(user) -> Q:
    return _at(user, State.REPORTED) & _turn(user, State.REPORTED)


def _review_by(user) -> Q:
    return _at(user, State.RECTIFIED) & _turn(user, State.RECTIFIED)


def _answer_by(user, requests) -> Q:
    """Nobody answers their own request."""
    of_another = Exists(requests.filter(~Q(requested_by=user.pk), hazard=OuterRef("pk")))
    own = requests.filter(hazard=OuterRef(OuterRef("pk")), requested_by=OuterRef("user"))
    decides = queries.expected(user, turns.EXTENSION, able=Q(~Exists(own)))
    return _at(user, State.ASSIGNED) & of_another & decides


def _at(user, state: State) -> Q:
    """Of what was found by other means already, not as a bare column either."""
    if auditor.is_little_for(user):
        return Q(among("state", [state]))
    return only(user, "state", state)


def _turn(user, state: State) -> Q:
    return queries.expected(user, turns.OF_HAZARDS[state])
