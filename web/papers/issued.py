"""Issued papers 「已发文书」: what went out, and each printed again as it was."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_safe

from audit.kinds import Kind
from audit.middleware import audited
from papers.issued import IssuedPaper
from papers.reprint import as_issued
from web import refusals
from web.papers.forms import PapersFilter
from web.papers.issued_rows import lines
from web.papers.notices import address_of, sent
from workflow.errors import WorkflowError

PAGE = 20


@require_GET
def papers(request):
    """Newest first. A unit out of reach is not there."""
    seen = IssuedPaper.objects.visible_to(request.user)
    form = PapersFilter(request.GET, seen=seen, user=request.user)
    if not form.is_valid():
        raise Http404
    found = seen.asked_for(**form.asks).with_prints_for(request.user).for_list()
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    told = {
        "page": "papers",
        "form": form,
        "page_obj": shown,
        "rows": lines(shown, request.user),
        "query": urlencode({name: getattr(v, "pk", v) for name, v in form.asks.items()}),
    }
    return render(request, "papers/list.html", told)


@audited(Kind.PRINTED, "issuedpaper")
@require_safe
def again(request, pk, form):
    """The same paper under the same number. What one may not see, or not all of, is not there."""
    seen = IssuedPaper.objects.visible_to(request.user).printable_by(request.user)
    paper = get_object_or_404(seen, pk=pk)
    try:
        document = as_issued(paper)
    except WorkflowError as refusal:
        refusals.say(request, refusal)
        return redirect("web:issued_papers")
    return sent(document, form, address_of(request, paper.only_hazard))
