"""Reading a public notice row by row: reword, confirm, and only then issue."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hazards.models import Hazard
from papers.publishing import services
from papers.publishing.lines import lines_of
from web.board.forms import BoardForm
from web.papers.notice_forms import RowForm, typed_in
from web.papers.notice_page import NoticePage, NoticeRow, Outcomes
from workflow import policy
from workflow.errors import WorkflowError

SAVE = "save"  # all rows that were changed; the other two are about one


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request):
    """For whoever may issue it. A unit out of reach is not there."""
    asked = BoardForm(request.GET, user=request.user)
    if not asked.is_valid() or asked.asks()["unit"] is None:
        raise Http404
    page = NoticePage(request.user, asked, request.GET)
    if not policy.issues_papers_to(request.user, page.unit):
        raise PermissionDenied
    if request.method != "POST":
        return shown(request, page, page.rows())
    return act(request, page)


def act(request, page: NoticePage):
    """What was typed into rows that were not taken is on the page again; in place, the one row."""
    sent = list(page.sent(request.POST))
    verb, chosen = pressed(request, page, sent)
    outcomes: Outcomes = {one.pk: outcome(request, one, verb) for one in chosen}
    in_place = verb != SAVE and request.headers.get("HX-Request")
    around = page.sent(request.POST)
    if in_place:
        around = around.filter(pk__in=outcomes)
    after = page.rows_after(around, request.POST, outcomes)
    is_refused = any(outcomes.values())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    template = "papers/notice/answer.html" if in_place else "papers/notice/page.html"
    return shown(request, page, after, template, status)


def pressed(request, page: NoticePage, sent: list[Hazard]) -> tuple[str, list[Hazard]]:
    for verb in ("confirm", "reword"):
        key = request.POST.get(verb)
        if key:
            chosen = [one for one in sent if str(one.pk) == key]
            if not chosen:
                raise Http404
            return verb, chosen
    typed = {one.pk: typed_in(request.POST, one) for one in sent}
    lines = lines_of(sent, [page.unit], by=request.user, typed=typed)
    return SAVE, [line.hazard for line in lines if line.is_changed]


def outcome(request, hazard: Hazard, verb: str) -> RowForm | None:
    """None where it was taken, else the form with what is wrong."""
    form = RowForm(request.POST, hazard)
    if not form.is_valid():
        return form
    try:
        if verb == "confirm":
            services.confirm(hazard, by=request.user, checked=form.checked, **form.cleaned_data)
        else:
            services.reword(hazard, by=request.user, **form.cleaned_data)
    except WorkflowError as refusal:
        form.take(refusal)
        return form
    return None


def shown(
    request,
    page: NoticePage,
    after: Iterable[NoticeRow],
    template: str = "papers/notice/page.html",
    status: int = HTTPStatus.OK,
):
    told: dict[str, Any] = {"page": "board", "notice": page, "rows": after, "page_obj": page.shown}
    return render(request, template, told, status=status)
