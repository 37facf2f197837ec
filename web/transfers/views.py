"""Offers to other units: the letters to and from one's own, one of them, and its answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from hazards.models import Transfer
from records.perform import perform
from web.hazards.forms import DeclaredForm
from web.hazards.moves import STATUS
from web.hazards.photos import shown
from web.transfers.page import ANSWERS, Letter
from web.uploads import NOTHING_SENT
from workflow.errors import SomethingMissing, WorkflowError

PAGE = 20
ACTIONS = {act.slug: act for act in ANSWERS}


@require_GET
def transfers(request):
    """What waits for an answer of the reader, then all others, newest first."""
    seen = Transfer.objects.visible_to(request.user)
    mine = seen.waiting_for(request.user)
    others = seen.exclude(pk__in=mine.values("pk")).for_reading().order_by("-offered_at", "pk")
    told = {
        "page": "home",
        "waiting": mine.for_reading().order_by("offered_at"),
        "page_obj": Paginator(others, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "transfers/list.html", told)


@require_safe
def letter(request, pk):
    return page(request, Letter(found(request, pk), request.user))


def found(request, pk) -> Transfer:
    """Out of sight is not there."""
    return get_object_or_404(Transfer.objects.visible_to(request.user).for_reading(), pk=pk)


def page(request, letter: Letter, status: int = 200):
    told = {"card": letter, "letter": letter, "page": "home"}
    return render(request, "transfers/letter.html", told, status=status)


@require_POST
def answer(request, pk, act):
    action = ACTIONS.get(act)
    if action is None:
        raise Http404
    transfer = found(request, pk)
    form = DeclaredForm(request.POST, declared=action, record=transfer.hazard, by=request.user)
    if not form.is_valid():
        return refused(request, pk, action.name, form, None)
    told = {"by": request.user, "beside": transfer, **form.cleaned_data}
    try:
        answered = perform(transfer.hazard, action.name, **told)
    except WorkflowError as refusal:
        return refused(request, pk, action.name, form, refusal)
    messages.success(request, str(action.done))
    if answered.decision == Transfer.Decision.ACCEPTED:
        return redirect("web:hazard", pk=transfer.hazard_id)
    return redirect("web:transfer", pk=pk)


def refused(request, pk, name: str, form, refusal):
    """The letter as it stands now, with the refused form filled in as it was sent."""
    letter = Letter(found(request, pk), request.user)
    if isinstance(refusal, SomethingMissing):
        form.lacks(refusal.missing)
    letter.was_refused(name, form, NOTHING_SENT, refusal)
    return page(request, letter, STATUS.get(type(refusal), 400))


@require_safe
def photo(request, pk, photo, size):
    """A picture of the case, for those who may read it now."""
    transfer = found(request, pk)
    if not transfer.shows_the_case_to(request.user):
        raise Http404
    return shown(request, get_object_or_404(transfer.hazard.photos.all(), pk=photo), size)
