"""Papers in one click: of one hazard, of the rows ticked in the ledger, of a unit and a period."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from audit.kinds import Kind
from audit.middleware import audited
from hazards.models import Hazard
from installation.public_address import link
from papers.document import Document
from papers.hazards.notices import rectification_notice
from papers.hazards.of_hazard import PAPERS
from papers.periods.public_notice import public_notice
from papers.periods.summary import period_summary
from papers.printing import printers
from web import refusals
from web.board.forms import BoardForm
from web.hazards.detail import found
from web.ledger.views import back_to, ids_in
from workflow.errors import SomethingMissing, WorkflowError


def sent(document: Document, form: str, address: str = "") -> FileResponse:
    content = io.BytesIO(printers.printed(document, form, address))
    name = printers.file_name(document, form)
    return FileResponse(
        content, as_attachment=True, filename=name, content_type=printers.KINDS[form]
    )


def address_of(request, hazard: Hazard | None) -> str:
    """Where the QR code of a paper about one hazard leads."""
    return link(reverse("web:hazard", args=[hazard.pk]), request) if hazard else ""


@audited(Kind.PRINTED, "hazard")
@require_http_methods(["GET", "HEAD", "POST"])
def of_hazard(request, pk, name, form):
    """One that cannot be made yet says why on the page. What takes a number is asked for with a
    button, never by following a link."""
    hazard = found(request, pk)
    if name not in PAPERS:
        raise Http404
    method = "POST" if PAPERS[name].is_issued else "GET"
    if request.method not in (method, "HEAD" if method == "GET" else method):
        return HttpResponseNotAllowed([method])
    try:
        document = PAPERS[name].write(hazard, request.user)
    except WorkflowError as refusal:
        refusals.say(request, refusal)
        return redirect("web:hazard", pk=pk)
    return sent(document, form, address_of(request, hazard))


@audited(Kind.PRINTED)
@require_POST
def of_rows(request, form):
    """The rectification notice about the rows ticked; what is out of sight is not there."""
    seen = Hazard.objects.visible_to(request.user).for_list()
    chosen = seen.filter(pk__in=set(ids_in(request.POST))).prefetch_related("photos")
    try:
        notice = rectification_notice(list(chosen), by=request.user)
    except WorkflowError as refusal:
        refusals.say(request, refusal)
        return redirect(back_to(request))
    return sent(notice.paper, form)


@audited(Kind.PRINTED)
@require_POST
def of_period(request, name, form):
    """For the unit and the days the board shows."""
    asked = BoardForm(request.POST, user=request.user)
    if name not in OF_PERIOD or not asked.is_valid() or asked.asks()["unit"] is None:
        raise Http404
    told = {name: value for name, value in asked.asks().items() if name != "as_of"}
    try:
        document = OF_PERIOD[name](request.user, **told)
    except WorkflowError as refusal:
        shown = {name: asked.data.get(name, "") for name in ("unit", *BoardForm.DAYS)}
        return redirect(reverse(where_it_is_done(request, refusal), query=shown))
    return sent(document, form)


def where_it_is_done(request, refusal: WorkflowError) -> str:
    """Rows that are not ready are read on the page of the notice, where each says why."""
    lacking = refusal.missing if isinstance(refusal, SomethingMissing) else []
    rows = {lack.about for lack in lacking if lack.code.startswith("row_")}
    if not rows:
        refusals.say(request, refusal)
        return "web:board"
    sentence = ngettext(
        "It is not issued: %(n)s row is not ready.",
        "It is not issued: %(n)s rows are not ready.",
        len(rows),
    )
    messages.error(request, sentence % {"n": len(rows)})
    return "web:public_notice"


def notice(user, unit, **period) -> Document:
    return public_notice(unit, by=user, **period).paper


OF_PERIOD = {"public-notice": notice, "summary": period_summary}
