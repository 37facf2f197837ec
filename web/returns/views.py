"""One return: its page, and filling it in. Nothing that was typed is lost."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.perform import opened as opened_by
from returns import services
from returns.models.returns import Return
from returns.services.attached_files import Attachment, UnacceptableFile
from returns.table import drilldown
from returns.table.answers import BadAnswers
from returns.table.reading import opened
from web.hazards.available_moves import sentence_of
from web.returns.forms import AdjustForm, FillForm
from web.returns.page import ReturnPage
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale, WorkflowError

STATUS = {Stale: 412, NotPossible: 409, NotPermitted: 403, SomethingMissing: 422}
ROWS = 50  # records on a page


def found(request, pk) -> Return:
    """The return if it is in sight; for everybody else it does not exist."""
    seen = Return.objects.visible_to(request.user).for_reading()
    return get_object_or_404(seen.select_related("unit__parent", "campaign__unit"), pk=pk)


def desk_of(request, pk) -> ReturnPage:
    code = request.GET.get("behind") or request.POST.get("adjust-code", "")
    return ReturnPage(opened(found(request, pk), request.user), code)


def page(request, desk: ReturnPage, status: int = HTTPStatus.OK):
    back = reverse("web:campaign", args=[desk.one.campaign_id])
    told = {"desk": desk, "page": "returns", "back": back}
    return render(request, "returns/detail.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request, pk):
    """The page; a panel asked for in place is sent alone. A POST keeps what was typed."""
    if request.method == "POST":
        return _fill(request, pk)
    desk = desk_of(request, pk)
    if request.headers.get("HX-Request") and desk.panel:
        return render(request, "returns/behind/behind.html", {"desk": desk})
    return page(request, desk)


def _fill(request, pk):
    desk = desk_of(request, pk)
    refused = keep(request, desk)
    if refused:
        return refused
    messages.success(request, _("Kept. It is not handed in yet."))
    onward = "return_photos" if request.POST.get("then") == "photos" else "return"
    return redirect(f"web:{onward}", pk=pk)


def keep(request, desk: ReturnPage):
    """Keep what was typed; answers the page of the refusal where it cannot be."""
    form = FillForm(request.POST, request.FILES, reading=desk.reading)
    if not form.is_valid():
        return refused(request, desk, form, None)
    file = form.cleaned_data.get("summary_file")
    try:
        summary = services.summary_in(file, request.user) if file else None
        _keep(desk.one, form, summary, request.user)
    except UnacceptableFile as wrong:
        form.add_error("summary_file", str(wrong))
        return refused(request, desk, form, None)
    except WorkflowError as refusal:
        return refused(request, desk_of(request, desk.one.pk), form, refusal)
    return None


@transaction.atomic
def _keep(kept: Return, form: FillForm, summary: Attachment | None, by) -> None:
    """All of it or nothing; what is as it was leaves no trace in the history."""
    opened_by(kept, "fill", by, form.cleaned_data.get("version"))
    changes = form.changes()
    if changes:
        services.fill(kept, by=by, **changes)
    if summary:
        services.keep_summary(kept, by=by, summary=summary)


def refused(request, desk: ReturnPage, form: FillForm, refusal: WorkflowError | None):
    """The return as it stands now, with the form as it was sent where it may still be filled in,
    else with what had been typed."""
    desk.refusal = sentence_of(refusal) if refusal or not form.non_field_errors() else ""
    if desk.is_mine:
        desk.form = form
    else:
        desk.kept = form.kept()
    return page(request, desk, STATUS.get(type(refusal), 400))


# --- The summary, begun ---


@require_POST
def draft_summary(request, pk):
    """What was typed elsewhere on the page comes along, and is kept first."""
    desk = desk_of(request, pk)
    answer = keep(request, desk)
    if answer is not None:
        return answer
    try:
        services.draft_summary(found(request, pk), by=request.user)
    except WorkflowError as refusal:
        fresh = desk_of(request, pk)
        fresh.refusal = sentence_of(refusal)
        return page(request, fresh, STATUS.get(type(refusal), 400))
    messages.success(request, _("A first draft stands in the summary. Write on from there."))
    return redirect(f"{reverse('web:return', args=[pk])}#summary")


# --- A figure put right ---


@require_POST
def adjust(request, pk):
    """What was typed elsewhere on the page comes along, and is kept first."""
    desk = desk_of(request, pk)
    form = AdjustForm(data=request.POST)
    answer = keep(request, desk)
    if answer is not None:
        return answer
    return _adjusted(request, desk_of(request, pk), form)


def _adjusted(request, desk: ReturnPage, form: AdjustForm):
    desk.adjust = form
    if not form.is_valid():
        return page(request, desk, 400)
    try:
        services.adjust(desk.one, by=request.user, **form.cleaned_data)
    except BadAnswers as bad:
        for fault in bad.faults.values():
            form.add_error("value", str(fault.sentence))
        return page(request, desk, 400)
    except SomethingMissing as lacking:
        form.add_error("reason", str(lacking))
        return page(request, desk, 422)
    messages.success(request, _("Both figures are kept, with the reason."))
    code = form.cleaned_data["code"]
    return redirect(f"{reverse('web:return', args=[desk.one.pk])}?behind={code}#behind")


@require_safe
def rows(request, pk, code):
    """Every record behind a figure, as far as the reader may see them."""
    desk = desk_of(request, pk)
    if code not in desk.reading.figures:
        raise Http404
    depth = drilldown.behind(desk.reading, code)
    shown = Paginator(depth.rows, ROWS).get_page(request.GET.get("page"))
    back = f"{reverse('web:return', args=[pk])}?behind={code}#behind"
    told = {"desk": desk, "depth": depth, "page_obj": shown, "back": back, "page": "returns"}
    return render(request, "returns/behind/rows.html", told)
