"""Handing a return in, accepting it, sending it back: find, check, do, show.

What is typed on the page of a draft comes along with its move and is kept first.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.perform import perform
from returns import services
from returns.models.returns import Return
from web.hazards.available_moves import sentence_of
from web.hazards.forms import DeclaredForm
from web.returns.available_moves import fills
from web.returns.page import ReturnPage
from web.returns.review import cases
from web.returns.views import STATUS, desk_of, found, keep, page
from web.uploads import as_uuid, as_version
from workflow.declarations.moves import Move
from workflow.errors import SomethingMissing, WorkflowError
from workflow.return_law import RETURN_MOVES
from workflow.states import ReturnState

BY_SLUG = {move.slug: move for move in RETURN_MOVES.values()}
SHOWN = 20  # returns to review on a page


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, move):
    declared = BY_SLUG.get(move)
    if declared is None:
        raise Http404
    desk = desk_of(request, pk)
    if request.method != "POST":
        return _focused(request, desk, declared.word)
    answer = keep(request, desk) if fills(declared) and desk.is_mine else None
    return answer or _make(request, found(request, pk), declared)


def _focused(request, desk: ReturnPage, word: str):
    """A page with this one move on it: what it will do, and the press."""
    offer = desk.offer(word)
    if offer is None:
        messages.info(request, _("This cannot be done now."))
        return redirect("web:return", pk=desk.one.pk)
    told = {"desk": desk, "offer": offer, "page": "returns"}
    return render(request, "returns/moves/focused.html", told)


def _make(request, one: Return, move: Move):
    form = DeclaredForm(request.POST, declared=move, record=one, by=request.user)
    if not form.is_valid():
        return _refused(request, one, move.word, form, None)
    given = {name: value for name, value in form.cleaned_data.items() if value is not None}
    if fills(move):  # what came along has been kept, and with it the version has moved on
        given.pop("version", None)
    try:
        made = perform(one, move.name, by=request.user, **given)
    except WorkflowError as refusal:
        return _refused(request, one, move.word, form, refusal)
    messages.success(request, str(move.done))
    return _onward(request, made)


def _onward(request, one: Return):
    """Back to the queue it was pressed in; from a correction to the new draft."""
    if request.POST.get("next") == "review":
        return redirect("web:review")
    if one.state == ReturnState.SUPERSEDED:
        same = Return.objects.visible_to(request.user).filter(campaign=one.campaign, unit=one.unit)
        one = same.current().get()
    return redirect("web:return", pk=one.pk)


def _refused(request, one: Return, word: str, form: DeclaredForm, refusal: WorkflowError | None):
    """The return as it stands now, with the refused form filled in as it was sent."""
    desk = desk_of(request, one.pk)
    missing = refusal.missing if isinstance(refusal, SomethingMissing) else []
    if missing and "reason" in form.fields:
        form.add_error("reason", sentence_of(refusal))
    desk.was_refused(word, form, sentence_of(refusal), missing)
    reason = form.data.get("reason", "")
    if desk.refusal and reason:
        desk.kept = [(_("Reason"), reason)]
    return page(request, desk, STATUS.get(type(refusal), 400))


# --- Several at once ---


@require_GET
def review(request):
    """What was handed in and waits for this person, the longest first."""
    waiting = Return.objects.visible_to(request.user).waiting_for_review_by(request.user)
    ordered = waiting.for_reading().order_by("submitted_at", "pk")
    shown = Paginator(ordered, SHOWN).get_page(request.GET.get("page"))
    told = {"page_obj": shown, "cases": cases(shown.object_list, request.user), "page": "returns"}
    told["says"] = {move.word: move.says for move in RETURN_MOVES.values()}
    return render(request, "returns/moves/review.html", told)


@require_POST
def accept_several(request):
    """Each by the law for itself; those that cannot be accepted stay and say why."""
    ids = [pk for pk in map(as_uuid, request.POST.getlist("ids")) if pk]
    wanted = list(Return.objects.visible_to(request.user).filter(pk__in=ids).select_related("unit"))
    accepted = sum(_accepted(request, one) for one in wanted)
    if accepted:
        told = ngettext("%(n)s return accepted.", "%(n)s returns accepted.", accepted)
        messages.success(request, told % {"n": accepted})
    if not wanted:
        messages.info(request, _("Choose at least one return."))
    return redirect("web:review")


def _accepted(request, one: Return) -> bool:
    try:
        version = as_version(request.POST.get(f"version-{one.pk}", ""))
        services.accept(one, by=request.user, version=version)
    except WorkflowError as refusal:
        told = {"unit": one.unit, "why": refusal}
        messages.error(request, _("%(unit)s: %(why)s") % told)
        return False
    return True
