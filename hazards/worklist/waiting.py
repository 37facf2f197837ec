"""What waits for a person: each hazard for those whose turn it is, not for all who might act.

The turn follows the letters: the unit's own officer first, those above where it has none, the
auditor where there is nobody. A list here is always a part of what the law allows its reader.
"""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from hazards.ledger.query_hints import among, only
from hazards.worklist import auditor
from organizations import scope
from organizations.models import Membership, Role, Unit
from workflow import deadlines, policy
from workflow.states import OPEN, Severity, State

NOBODY = Q(pk__in=[])
ANYBODY = Q()
MAJOR = Q(severity=Severity.MAJOR)
FOR_THE_BUREAU = MAJOR | Q(was_found_by_bureau=True)

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
        return self.filter(_repair_by(user))

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
    """What `user` is to do with a hazard on their list."""
    is_for_another = hazard.state == State.ASSIGNED and hazard.responsible_id != user.pk
    return "grant" if is_for_another else ACTS[hazard.state]


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
    return Q(among("state", [State.ASSIGNED]), responsible=user.pk)


def _assign_by(user) -> Q:
    """Auditors are asked for what is the bureau's own; the rest goes to the officers."""
    bureau = FOR_THE_BUREAU & _within_reach(user, Role.AUDITOR)
    return _at(user, State.REPORTED) & (bureau | _turn(user))


def _review_by(user) -> Q:
    did_not_do_it = ~Q(rectified_by=user.pk) & ~Q(rectified_for=user.pk)
    found = Q(reporter=user.pk) & _within_reach(user, *policy.INSPECTING)
    ordinary = found | _turn(user, _did_not_rectify())
    return (
        _at(user, State.RECTIFIED)
        & did_not_do_it
        & (
            (~FOR_THE_BUREAU & ordinary)
            | (FOR_THE_BUREAU & _within_reach(user, Role.AUDITOR))
            | (Q(was_found_by_bureau=True) & ~MAJOR & _under_a_central_school_of(user))
        )
    )


def _answer_by(user, requests) -> Q:
    """As the law decides: major ones by an auditor, others by whose turn it is; never one's own."""
    of_another = Exists(requests.filter(~Q(requested_by=user.pk), hazard=OuterRef("pk")))
    own = requests.filter(hazard=OuterRef(OuterRef("pk")), requested_by=OuterRef("user"))
    decides = (MAJOR & _within_reach(user, Role.AUDITOR)) | (~MAJOR & _turn(user, Q(~Exists(own))))
    return _at(user, State.ASSIGNED) & of_another & decides


def _at(user, state: State) -> Q:
    """Of what was found by other means already, not as a bare column either."""
    if auditor.is_little_for(user):
        return Q(among("state", [state]))
    return only(user, "state", state)


def _turn(user, able: Q = ANYBODY) -> Q:
    return turn_at("unit", user, able)


def turn_at(unit: str, user, able: Q = ANYBODY) -> Q:
    """The officers at the unit of that field; those above it where none is `able`; auditors as
    the last."""
    posts = [post.unit_id for post in scope.posts(user) if post.role == Role.OFFICER]
    nobody_here = ~Q(_officers_at(unit, able))
    nobody_above = ~Q(_officers_at(f"{unit}__parent", able))
    return (
        Q(**{f"{unit}__in": posts})
        | (nobody_here & _within_reach(user, Role.OFFICER, unit=unit))
        | (nobody_here & nobody_above & _within_reach(user, Role.AUDITOR, unit=unit))
    )


def _officers_at(unit: str, able: Q) -> Exists:
    active = Q(user__is_active=True, unit__closed_on=None)
    return Exists(Membership.objects.filter(active, able, unit=OuterRef(unit), role=Role.OFFICER))


def _did_not_rectify() -> Q:
    """Of a membership, inside a query about a hazard; nobody (0) is nobody's key."""
    rectified_by, rectified_for = (
        Coalesce(OuterRef(link), 0) for link in ("rectified_by", "rectified_for")
    )
    return ~Q(user=rectified_by) & ~Q(user=rectified_for)


def _within_reach(user, *roles: str, unit: str = "unit") -> Q:
    if not any(post.role in roles for post in scope.posts(user)):
        return NOBODY
    return Q(**{f"{unit}__in": scope.units_reached_by(user, *roles)})


def _under_a_central_school_of(user) -> Q:
    under = NOBODY
    for post in scope.posts(user):
        if post.role == Role.OFFICER and post.kind == Unit.Kind.CENTRAL_SCHOOL:
            schools = Unit.objects.filter(scope.below(post.path)).exclude(pk=post.unit_id)
            under |= Q(unit__in=schools)
    return under
