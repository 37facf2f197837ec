"""台账: finding hazards, and moving several of them at once."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Subquery, Value, When
from django.http import FileResponse, Http404, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from audit.kinds import Kind
from audit.middleware import audited
from figures.lists.counts import everything
from hazards.models import Hazard
from hazards.snapshot import snapshot
from organizations.scope import Among
from organizations.unit_life.names import called_then
from papers.ledger import exports
from web.addresses import units_like, without
from web.context import counted_alone, counted_with_the_frame
from web.ledger import bulk as ledger_bulk
from web.ledger.bulk_bar import Bar
from web.ledger.forms import BulkForm, PageLedgerFilter
from web.ledger.quick_filters import (
    filters_in,
    marks,
    questions,
    saved,
    sentences,
    to_count,
)
from web.ledger.rows import rows_of
from workflow.hazard_law import BULK_MOVES
from workflow.states import OPEN

PAGE, AT_ONCE = 20, 1000
OPEN_FIRST = Case(When(state__in=OPEN, then=Value(0)), default=Value(1))
# The newest of what was found, or due, until some day: what came since need not be gone through.
NEWEST_UNTIL = {
    ("found_to", "found_through"): ("-found_on", "-reported_at", "-pk"),
    ("due_to", "due_through"): ("-due_on", "-reported_at", "-pk"),
}
ORDERS = {
    "newest": ("-reported_at", "-pk"),
    "due": (OPEN_FIRST, F("due_on").asc(nulls_last=True), "-reported_at", "-pk"),
    "number": ("number",),
}


@require_GET
@vary_on_headers("HX-Request")
@snapshot(connection)
def ledger(request):
    """The page, or its rows alone for the form that filters them in place."""
    seen = Hazard.objects.visible_to(request.user)
    chosen = PageLedgerFilter(request.GET, queryset=seen, request=request)
    is_fragment = request.headers.get("HX-Request")
    count = counted_alone if is_fragment else counted_with_the_frame
    rest = count(request.user, "ledger", lambda: to_count(seen, request.user))
    asked = questions(everything(chosen.now), rest)
    told = {
        **found_by(chosen, request, asked[0].count),
        "page": "ledger",
        "filter": chosen,
        "faults": list(sentences(chosen)),
        "marks": marks(chosen, request.GET),
        "units_like": units_like(request.user, request.GET),
        "views": [(question, question.is_asked_by(request.GET)) for question in asked],
        "saved": saved(request.user, request.GET),
        "query": without(request.GET),
        "query_without_order": without(request.GET, "ordering"),
        "filters": len(filters_in(request.GET)),
        "has_units": rest["units"] > 1,
    }
    return render(request, "ledger/list/rows.html" if is_fragment else "ledger/ledger.html", told)


def found_by(chosen: PageLedgerFilter, request, in_all: int) -> dict[str, object]:
    """One page of rows in the order asked for; none where a filter cannot be understood."""
    order = request.GET.get("ordering")
    order = order if order in ORDERS else "newest"
    found = chosen.qs if chosen.is_valid() else chosen.qs.none()
    ordering = newest_until(request.GET) if order == "newest" else ORDERS[order]
    found = found.order_by(*ordering).values_list("pk", flat=True)
    page = pages(found, chosen, in_all).get_page(request.GET.get("page"))
    seen = Hazard.objects.visible_to(request.user)
    shown = in_that_order(seen, page.object_list, ordering)
    bar = Bar(shown, request.user)
    called_then((hazard.unit for hazard in shown), chosen.day_of_names)
    movable = {hazard.pk for plan in bar.plans for hazard in plan.able} | bar.notable
    return {
        "page_obj": page,
        "rows": rows_of(shown),
        "many_units": len({hazard.unit_id for hazard in shown}) > 1,
        "order": order,
        "bulk": bar.plans,
        "movable": movable,
        "notice": bool(bar.notable),
    }


def newest_until(asked: QueryDict) -> tuple[str, ...]:
    ways = (way for names, way in NEWEST_UNTIL.items() if any(asked.get(name) for name in names))
    return next(ways, ORDERS["newest"])


def in_that_order(seen, keys: QuerySet[Any] | list[uuid.UUID], ordering) -> list[Hazard]:
    """The hazards of one page, with their marks. Which they are is asked without their units, kinds
    and people, whose tables would lead a database to sort all it has found."""
    few = Q(pk__in=keys) if isinstance(keys, list) else Q(Among(F("pk"), Subquery(keys)))
    some = seen.filter(few).order_by(*ordering).for_rows()
    return list(some.prefetch_related("photos"))


class Pages(Paginator):
    """Where nobody has told how many there are, the first are taken at once: if those are all, they
    are not looked for a second time to be counted. What mentions some words is counted no further,
    until somebody goes through so many."""

    counts_on = True

    @cached_property
    def first(self) -> list[uuid.UUID]:
        return list(self.object_list[: AT_ONCE + 1])

    @cached_property
    def count(self) -> int:
        if len(self.first) > AT_ONCE:
            return super().count if self.counts_on else AT_ONCE
        return len(self.first)

    @property
    def total(self) -> int | str:
        """How many there are, as far as that is known."""
        is_all = self.counts_on or len(self.first) <= AT_ONCE
        return self.count if is_all else f"{AT_ONCE}+"

    def get_page(self, number):
        page = super().get_page(number)
        if self.counts_on or page.number * PAGE < AT_ONCE:
            return page
        self.counts_on = True
        del self.count, self.num_pages
        return super().get_page(number)

    def page(self, number):
        number = self.validate_number(number)
        end = number * PAGE
        if "first" not in vars(self) or end > AT_ONCE:
            return super().page(number)
        return self._get_page(self.first[end - PAGE : end], number, self)


def pages(found, chosen: PageLedgerFilter, in_all: int) -> Pages:
    """What the running tally keeps need not be counted row by row."""
    paginator = Pages(found, PAGE)
    paginator.counts_on = not chosen.data.get("search")
    if chosen.is_valid():
        known = chosen.size if chosen.narrows_by else in_all
        if known is not None:
            paginator.count = known
    return paginator


@audited(Kind.EXPORTED, "ledger")
@require_safe
def export(request, ending):
    """What is shown, as a file. A long workbook is left to the worker."""
    seen = Hazard.objects.visible_to(request.user)
    chosen = PageLedgerFilter(request.GET, queryset=seen, request=request)
    if not chosen.is_valid():
        return redirect(f"{reverse('web:ledger')}?{request.GET.urlencode()}")
    found = chosen.qs.order_by("number")
    name = exports.file_name(ending)
    if ending == "csv":
        lines = exports.as_csv(found, chosen.day_of_names)
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return StreamingHttpResponse(lines, content_type="text/csv", headers=headers)
    if found.count() > exports.AT_ONCE:
        return redirect("web:job", pk=exports.start(request.user, request.GET).pk)
    return FileResponse(
        exports.workbook(found, chosen.day_of_names), as_attachment=True, filename=name
    )


@require_POST
def bulk(request, move):
    """Says first what would happen to each; does it once that is confirmed."""
    declared = next((one for one in BULK_MOVES.values() if one.slug == move), None)
    if declared is None:
        raise Http404
    chosen = Hazard.objects.visible_to(request.user).filter(pk__in=ids_in(request.POST))
    hazards = list(chosen.for_list().order_by("number")[: ledger_bulk.MOST])
    if "preview" in request.GET:
        return preview(request, hazards)
    fault = ledger_bulk.fault_in(hazards)
    if fault:
        messages.warning(request, fault)
        return redirect(back_to(request))
    return confirm(request, declared, hazards)


def preview(request, hazards):
    """The bar above the rows, for what is ticked at the moment."""
    bar = Bar(hazards, request.user)
    told = {"bar": bar, "bulk": bar.plans, "notice": bar.has_notice}
    return render(request, "ledger/bulkbar.html", told)


def confirm(request, declared, hazards):
    plan = ledger_bulk.plan_for(declared, hazards, request.user)
    is_confirmed = "confirmed" in request.POST
    form = form_of(request, plan, hazards, request.POST if is_confirmed else None)
    if is_confirmed and form.is_valid():
        results = ledger_bulk.carry_out(form)
        tell(request, plan, results)
        refused = [result for result in results if result.refusal]
        return once_more(request, declared, refused) if refused else redirect(back_to(request))
    return confirmation(request, plan, form)


def form_of(request, plan, hazards, data=None) -> BulkForm:
    told = {"declared": plan.declared, "hazards": hazards, "able": plan.able, "by": request.user}
    return BulkForm(data, **told)


def once_more(request, declared, refused):
    """Those that were refused, as they stand now, with all that was typed still in the form."""
    chosen = Hazard.objects.visible_to(request.user).filter(pk__in=[r.hazard.pk for r in refused])
    hazards = list(chosen.for_list().order_by("number"))
    if not hazards:
        return redirect(back_to(request))
    plan = ledger_bulk.plan_for(declared, hazards, request.user)
    form = form_of(request, plan, hazards, request.POST)
    form.lacks([lack for result in refused for lack in result.missing])
    return confirmation(request, plan, form)


def confirmation(request, plan, form):
    told = {"plan": plan, "form": form, "page": "ledger", "back": back_to(request)}
    told["query"] = request.POST.get("query", "")
    told["kept"] = form.filled() if form.is_bound and not plan.able else []
    return render(request, "ledger/confirm.html", told)


def tell(request, plan, results) -> None:
    request.was_refused = not all(result.is_permitted for result in results)  # for the audit log
    done = sum(not result.refusal for result in results)
    if done:
        messages.success(request, plan.done(done))
    for result in results:
        if result.refusal:
            told = {"number": result.hazard.number, "why": result.refusal}
            messages.error(request, _("%(number)s: %(why)s") % told)


def ids_in(posted: QueryDict) -> Iterator[uuid.UUID]:
    """What is no id names no hazard."""
    for text in posted.getlist("ids"):
        try:
            yield uuid.UUID(text)
        except ValueError:
            continue


def back_to(request) -> str:
    """The ledger as it was filtered; only its own address can be named."""
    return f"{reverse('web:ledger')}?{QueryDict(request.POST.get('query', '')).urlencode()}"
