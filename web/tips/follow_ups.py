"""Rewards and news reports: those there are, one more report, and corrections."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tips import services
from tips.models import FollowUp
from web.hazards.moves import STATUS
from web.tips.forms import CorrectionForm, NewsForm
from web.tips.views import refuse_others
from workflow.errors import SomethingMissing, WorkflowError

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def follow_ups(request):
    """What is recorded, the newest first; a press adds a news report."""
    refuse_others(request.user)
    form = NewsForm(request.POST if request.method == "POST" else None, by=request.user)
    status = 200
    if request.method == "POST":
        status = recorded(request, form)
        if status == 200:
            return redirect("web:tip_follow_ups")
    rows = FollowUp.objects.visible_to(request.user).select_related("unit", "recorded_by")
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    cards = [(one, None if one.superseded_by_id else CorrectionForm(one=one)) for one in shown]
    told = {"page": "tips", "form": form, "cards": cards, "page_obj": shown, "query": ""}
    return render(request, "tips/follow_ups.html", told, status=status)


def recorded(request, form: NewsForm) -> int:
    if not form.is_valid():
        return 400
    try:
        services.record_news(by=request.user, **form.cleaned_data)
    except WorkflowError as refusal:
        if isinstance(refusal, SomethingMissing):
            form.lacks(refusal.missing)
        else:
            form.add_error(None, str(refusal))
        return STATUS[type(refusal)]
    messages.success(request, _("The news report is recorded."))
    return 200


@require_POST
def supersede(request, pk):
    one = get_object_or_404(FollowUp.objects.visible_to(request.user), pk=pk)
    form = CorrectionForm(request.POST, one=one)
    if not form.is_valid():
        messages.error(request, _("Please look at the day and the amount once more."))
        return redirect("web:tip_follow_ups")
    told = {name: value for name, value in form.cleaned_data.items() if value not in ("", None)}
    try:
        services.supersede(one, by=request.user, **{"reason": "", **told})
    except WorkflowError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Corrected. The earlier record stays visible."))
    return redirect("web:tip_follow_ups")
