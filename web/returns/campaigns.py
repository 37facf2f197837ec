"""报表: the campaigns with one's own returns, opening one, and how far it has come."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Q, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations import scope
from organizations.models import Unit
from papers.returns import district
from returns import services
from returns.models.campaigns import Campaign
from returns.models.returns import Return
from returns.table.reading import stale_among
from web.returns.campaign_forms import CampaignForm, units_run_by
from web.returns.progress import Board, Show
from web.returns.words import standing_of
from workflow import policy
from workflow.errors import NotPermitted
from workflow.states import COUNTED

SHOWN = 10  # campaigns on a page
LEVELS = [str(n) for n in range(1, 10)]


@require_GET
def campaigns(request):
    """Running ones first, by the day they are due; then the past, latest first."""
    today = timezone.localdate()
    is_over = Case(When(due_on__lt=today, then=Value(1)), default=Value(0))
    soonest = Case(When(due_on__gte=today, then=F("due_on")), default=Value(None))
    order = (is_over, soonest, "-due_on", "-pk")
    rows = (
        Campaign.objects.visible_to(request.user)
        .select_related("template", "unit")
        .order_by(*order)
    )
    shown = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    told = {"page_obj": shown, "cards": cards(list(shown), request.user), "page": "returns"}
    waiting = Return.objects.visible_to(request.user).waiting_for_review_by(request.user)
    told["waiting"] = waiting.count()
    told |= {"may_open": units_run_by(request.user).exists(), "today": today}
    return render(request, "returns/list.html", told)


def cards(shown: list[Campaign], user) -> list[dict[str, Any]]:
    """What each campaign wants of this person; four queries, however many there are."""
    own = {post.unit_id for post in scope.posts(user)}
    seen = Return.objects.visible_to(user).filter(campaign__in=shown).current()
    mine = list(own_returns(seen, own))
    turn = set(seen.waiting_to_be_filled_by(user).values_list("pk", flat=True))
    reviews = counts(seen.waiting_for_review_by(user))
    coverage = covered(seen.exclude(unit__in=own))
    stale = stale_among(mine)
    return [
        {
            "campaign": campaign,
            "reviews": reviews.get(campaign.pk, 0),
            "coverage": coverage.get(campaign.pk),
            "mine": [
                {
                    "one": one,
                    "standing": standing_of(one),
                    "is_turn": one.pk in turn,
                    "is_stale": one.pk in stale,
                }
                for one in mine
                if one.campaign_id == campaign.pk
            ],
        }
        for campaign in shown
    ]


def own_returns(seen, own: set[int]):
    """Of the units where one holds a post."""
    rows = seen.filter(unit__in=own).select_related("unit", "submission")
    return rows.defer("submission__document", "submission__parts").order_by("unit__code")


def counts(returns) -> dict[int, int]:
    rows = returns.order_by().values("campaign").annotate(n=Count("pk"))
    return {row["campaign"]: row["n"] for row in rows}


def covered(returns) -> dict[int, dict[str, int]]:
    """Of the units below that should report: how many did."""
    is_counted = Q(state__in=COUNTED)
    rows = (
        returns.order_by()
        .values("campaign")
        .annotate(
            submitted=Count("pk", filter=is_counted),
            expected=Count("pk", filter=is_counted | Q(unit__closed_on=None)),
        )
    )
    return {row["campaign"]: row for row in rows if row["expected"]}


@require_http_methods(["GET", "HEAD", "POST"])
def open_campaign(request):
    """For an auditor; opening tells every unit below."""
    form = CampaignForm(request.POST or None, by=request.user)
    if not form.fields["unit"].queryset.exists():
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        campaign = opened(request, form)
        if campaign is not None:
            return redirect("web:campaign", pk=campaign.pk)
    status = 400 if form.is_bound else 200
    return render(
        request, "returns/campaign/open.html", {"form": form, "page": "returns"}, status=status
    )


def opened(request, form: CampaignForm) -> Campaign | None:
    try:
        campaign = services.open_campaign(by=request.user, **form.cleaned_data)
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return None
    n = Return.objects.visible_to(request.user).filter(campaign=campaign).count() - 1
    told = ngettext("Opened. %(n)s unit was asked.", "Opened. %(n)s units were asked.", n)
    messages.success(request, told % {"n": n})
    return campaign


@require_GET
def campaign(request, pk):
    """The board; `unit` looks at it from a unit below, `show` and `level` name the units behind a
    number."""
    shown = found(request, pk)
    level = request.GET.get("level", "")
    show = Show(request.GET.get("show", ""), int(level) if level in LEVELS else 1)
    board = Board(shown, request.user, request.GET.get("unit", ""), show)
    if board.top is None and request.GET.get("unit"):
        raise Http404
    told = {"board": board, "campaign": shown, "page": "returns", "today": timezone.localdate()}
    return render(request, "returns/campaign/board.html", told)


def found(request, pk) -> Campaign:
    seen = Campaign.objects.visible_to(request.user).select_related("template", "unit")
    return get_object_or_404(seen, pk=pk)


@require_POST
def remind(request, pk):
    """Those directly below the unit the board is seen from, or with `all` everybody below it."""
    shown = found(request, pk)
    board = Board(shown, request.user, request.POST.get("unit", ""))
    if not board.may_remind:
        raise PermissionDenied
    rows = board.deeper.missing if request.POST.get("deeper") else board.direct.missing
    units = Unit.objects.filter(pk__in=[row.one.unit_id for row in rows])
    told = services.remind(shown, by=request.user, units=units) if rows else 0
    sentence = ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", told)
    messages.success(request, sentence % {"n": told})
    return redirect(f"{reverse('web:campaign', args=[pk])}?unit={board.top.one.unit_id}")


@require_POST
def include(request, pk):
    """Ask the units founded since the opening as well."""
    shown = found(request, pk)
    try:
        n = services.include_new_units(shown, by=request.user)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    sentence = ngettext("%(n)s more unit was asked.", "%(n)s more units were asked.", n)
    messages.success(request, sentence % {"n": n})
    return redirect("web:campaign", pk=pk)


@require_POST
def collect(request, pk):
    """All packets in one zip: the worker makes it, a page of its own shows how far it is."""
    shown = found(request, pk)
    if not policy.runs_campaigns_of(request.user, shown.unit):
        raise PermissionDenied
    job = district.start(shown, by=request.user)
    return redirect("web:job", pk=job.pk)
