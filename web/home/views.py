"""待办: what waits for the person who looks, most urgent first, one tap to act."""

from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hazards.law import LAW
from hazards.ledger.marks import mark
from hazards.models import Hazard, Transfer
from hazards.snapshot import snapshot
from hazards.worklist import waiting
from inspections.models import Round
from organizations import scope
from organizations.administration import administers_everything
from organizations.models import Membership
from organizations.scope import Among
from rechecks.models import SampledHazard
from returns.models.returns import Return
from throttling import attempts
from tips.models import Tip
from web.context import to_reopen, waiting_counts
from web.ledger.rows import Row
from web.returns.sections import missing_from
from web.returns.words import Standing, standing_of
from web.setup.page import waiting_for
from workflow.states import ReturnState

ATTACKED_SHOWN = 3  # the rest is on their page
SHOWN = 20  # of each group; the rest is in the ledger

BESIDE = ("rounds", "to_fill", "to_review", "to_recheck", "to_reopen", "offers", "tips")

LABELS = {
    waiting.OVERDUE: _("Overdue"),
    waiting.DUE_SOON: _("Due soon"),
    waiting.ANSWER: _("For me to answer"),
    waiting.REVIEW: _("For me to review"),
    waiting.ASSIGN: _("For me to assign"),
    waiting.REPAIR: _("For me to fix"),
}


class Group:
    """One group with its first rows; `rest` leads to all of it where that is not all."""

    def __init__(self, name: str, hazards: list[Hazard], user) -> None:
        self.name, self.label = name, LABELS[name]
        self.is_late = name == waiting.OVERDUE
        self.count = hazards[0].in_group if hazards else 0
        self.rows = [to_do(hazard, user) for hazard in hazards]
        self.is_rare = name == waiting.ANSWER
        is_all = self.count <= SHOWN
        self.rest = "" if is_all else f"{reverse('web:ledger')}?{urlencode({'waiting': name})}"


def to_do(hazard: Hazard, user) -> Row:
    row = Row(hazard)
    row.move = waiting.act_of(hazard, user)
    row.go = LAW[row.move].goes
    return row


class ReturnRow(NamedTuple):
    """A return that waits for this person, to be filled in or to be reviewed. `missing` is told of
    the one that is due first: how much of it is not there yet."""

    one: Return
    standing: Standing
    missing: int = 0


def waiting_returns(user, n: dict[str, int]) -> dict[str, list[ReturnRow]]:
    """The soonest due first; those to be reviewed by when they were handed in."""
    rows: dict[str, list[Return]] = {"to_fill": [], "to_review": []}
    if n["to_fill"] or n["to_review"]:
        seen = Return.objects.visible_to(user)
        fill = seen.waiting_to_be_filled_by(user).order_by("campaign__due_on", "unit__code")
        review = seen.waiting_for_review_by(user).order_by("submitted_at", "pk")
        read = seen.filter(either_of(fill, review)).select_related(
            "unit__parent", "campaign__template"
        )
        for one in read.order_by("campaign__due_on", "unit__code"):
            rows["to_review" if one.state == ReturnState.SUBMITTED else "to_fill"].append(one)
        rows["to_review"].sort(key=lambda one: (one.submitted_at, one.pk))
    told = {name: [ReturnRow(one, standing_of(one)) for one in of] for name, of in rows.items()}
    if told["to_fill"]:
        first = told["to_fill"][0]
        told["to_fill"][0] = first._replace(missing=missing_from(first.one, user))
    return told


def waiting_rechecks(user, n: dict[str, int]) -> dict[str, list[SampledHazard]]:
    """What is theirs to look at again, and for auditors what did not hold; the oldest first."""
    rows: dict[str, list[SampledHazard]] = {"to_recheck": [], "to_reopen": []}
    if n["to_recheck"] or n["to_reopen"]:
        seen = SampledHazard.objects.visible_to(user)
        recheck = seen.waiting_for_recheck_by(user).order_by("pk")
        reopen = to_reopen(seen, user).order_by("pk")
        read = seen.filter(either_of(recheck, reopen)).select_related(
            "sample__unit", "hazard__unit"
        )
        is_new = Exists(recheck.filter(pk=OuterRef("pk")))
        for one in read.annotate(is_new=is_new).order_by("pk"):
            rows["to_recheck" if one.is_new else "to_reopen"].append(one)
    return rows


def either_of(*lists: QuerySet[Any]) -> Q:
    """The first of each list, in one reading."""
    firsts = (Q(Among(F("pk"), Subquery(of.values("pk")[:SHOWN]))) for of in lists)
    return reduce(or_, firsts)


def waiting_rounds(user, n: dict[str, int]) -> list[Round]:
    """The soonest over first."""
    if not n["rounds"]:
        return []
    waiting = Round.objects.visible_to(user).waiting_for(user).for_list()
    return list(waiting.order_by("last_on", "unit__code", "code")[:SHOWN])


def offers_to(user, n: dict[str, int]) -> list[Transfer]:
    """Hazards other units offer, the longest waiting first."""
    if not n["offers"]:
        return []
    waiting = Transfer.objects.visible_to(user).waiting_for(user)
    return list(waiting.for_reading().order_by("offered_at")[:SHOWN])


def waiting_tips(user, n: dict[str, int]) -> list[Tip]:
    """To be answered by their clocks first, then to be verified, the longest waiting first."""
    if not n.get("tips"):
        return []
    waiting = Tip.objects.visible_to(user).waiting_for(user).select_related("unit")
    clocks = F("feedback_due_on").asc(nulls_last=True)
    return list(waiting.order_by(clocks, "received_at", "pk")[:SHOWN])


def attacked_accounts(user) -> list[dict]:
    """Today's, for those who can do something about it."""
    return list(attempts.attacked(days=1)[:ATTACKED_SHOWN]) if administers_everything(user) else []


def roles_of(user) -> list[Membership]:
    """By unit, in code order."""
    return sorted(scope.memberships(user), key=lambda held: (held.unit.code, held.role))


@require_GET
@snapshot(connection)
def home(request):
    mine = Hazard.objects.visible_to(request.user).waiting_for(request.user)
    shown = mine.in_groups(request.user).filter(place_in_group__lte=SHOWN).for_list()
    hazards = list(shown.prefetch_related("photos"))
    mark(hazards)
    grouped = {name: [h for h in hazards if h.group == name] for name in waiting.GROUPS}
    groups = [Group(name, rows, request.user) for name, rows in grouped.items()]
    told = {"groups": groups, "todo": sum(group.count for group in groups)}
    told["many_units"] = len({hazard.unit_id for hazard in hazards}) > 1
    told |= {"memberships": roles_of(request.user), "today": timezone.localdate(), "page": "home"}
    n = waiting_counts(request.user)
    told |= waiting_returns(request.user, n) | waiting_rechecks(request.user, n)
    told["offers"] = offers_to(request.user, n)
    told["rounds"] = waiting_rounds(request.user, n)
    told["tips"] = waiting_tips(request.user, n)
    told["attacked"] = attacked_accounts(request.user)
    told["checklist"] = waiting_for(request.user)
    told["shown_returns"] = len(told["to_fill"]) + len(told["to_review"])
    told["waits"] = told["todo"] + sum(len(told[name]) for name in BESIDE)
    return render(request, "home/home.html", told)
