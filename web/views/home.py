"""待办: what waits for the person who looks, most urgent first, one tap to act."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from hazards import waiting
from hazards.models import Hazard
from web.rows import Row

SHOWN = 20  # of each group; the rest is in the ledger

LABELS = {
    waiting.OVERDUE: _("Overdue"),
    waiting.DUE_SOON: _("Due soon"),
    waiting.ANSWER: _("For me to answer"),
    waiting.REVIEW: _("For me to review"),
    waiting.ASSIGN: _("For me to assign"),
    waiting.REPAIR: _("For me to fix"),
}
GO = {
    "assign": pgettext_lazy("button", "Go and assign"),
    "rectify": pgettext_lazy("button", "Go and fix"),
    "close": pgettext_lazy("button", "Go and review"),
    "grant": pgettext_lazy("button", "Go and answer"),
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
    row.go = GO[row.move]
    return row


@require_GET
def home(request):
    mine = Hazard.objects.visible_to(request.user).waiting_for(request.user)
    shown = mine.in_groups(request.user).filter(place_in_group__lte=SHOWN).for_list()
    hazards = list(shown.prefetch_related("photos"))
    grouped = {name: [h for h in hazards if h.group == name] for name in waiting.GROUPS}
    groups = [Group(name, rows, request.user) for name, rows in grouped.items()]
    told = {"groups": groups, "todo": sum(group.count for group in groups)}
    told["many_units"] = len({hazard.unit_id for hazard in hazards}) > 1
    memberships = request.user.memberships.select_related("unit")
    told |= {"memberships": memberships, "today": timezone.localdate(), "page": "home"}
    return render(request, "home.html", told)
