"""Going out: a free round at one unit, or one team at several."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from inspections import services
from inspections.going_out import WentOut, by_outing, sent_by, total
from inspections.models import Outing, Round
from inspections.models.rounds import names_of
from web.inspections.coverage import FIRST_MONTH, first_year_of, unit_of
from web.inspections.forms import OutingForm
from workflow.errors import NotPermitted, SomethingMissing, WorkflowError

STATUS_MISSING, PAGE = 422, 30


@require_http_methods(["GET", "HEAD", "POST"])
def go_out(request):
    form = OutingForm(request.POST if request.method == "POST" else None, by=request.user)
    if not form.open_units:
        raise PermissionDenied
    status = 200
    if request.method == "POST":
        outing, status = gone_out(request, form)
        if outing is not None:
            return onwards(outing)
    told = {"form": form, "page": "rounds"}
    return render(request, "inspections/go_out.html", told, status=status)


def gone_out(request, form: OutingForm) -> tuple[Outing | None, int]:
    if not form.is_valid():
        return None, 400
    told = dict(form.cleaned_data)
    told["title"] = told["title"] or str(Round.Kind(told["kind"]).label)
    try:
        return services.go_out(by=request.user, **told), 200
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except SomethingMissing as refusal:
        for lack in refusal.missing:
            name = {"team": "others"}.get(lack.code, lack.code)
            sentence = _("Still missing: %(what)s") % {"what": lack.detail}
            form.add_error(name if name in form.fields else None, sentence)
    except WorkflowError as refusal:
        form.add_error(None, str(refusal))
    return None, STATUS_MISSING


def onwards(outing: Outing):
    """One unit is looked at at once; of several each has its visit."""
    visits = list(outing.visits.all()[:2])
    if len(visits) == 1:
        return redirect("web:round", pk=visits[0].pk)
    return redirect("web:outing", pk=outing.pk)


@require_GET
def outing(request, pk):
    """The visits in this person's reach; without any the outing is not there."""
    seen = Outing.objects.visible_to(request.user)
    shown = get_object_or_404(seen.select_related("unit", "started_by"), pk=pk)
    visits = Round.objects.visible_to(request.user).filter(outing=pk)
    rows = list(visits.for_list().order_by("unit__code"))
    found = by_outing(seen.filter(pk=pk), request.user).get(pk)
    counts = found._asdict() if found else dict.fromkeys(WentOut._fields, "—")
    told = {"outing": shown, "rows": rows, "team": names_of(shown), "page": "rounds"}
    told |= {"counts": counts, "goes_out": any(one.unit_id != shown.unit_id for one in rows)}
    return render(request, "inspections/outing.html", told)


@require_GET
def outings(request):
    """The rows behind what a unit's teams did in [from, to), in this school year where nothing is
    said: the same outings the sentence counts. Days that make no sense are not there."""
    unit, first, end = unit_of(request.GET, request.user), *days_in(request.GET)
    sent = sent_by(unit, first, end, request.user)
    rows = Paginator(sent.select_related("unit"), PAGE).get_page(request.GET.get("page"))
    counts = by_outing(Outing.objects.filter(pk__in=[one.pk for one in rows]), request.user)
    told = {
        "unit": unit,
        "first": first,
        "last": end - timedelta(days=1),
        "counts": total(sent, request.user),
        "rows": [(one, counts[one.pk]) for one in rows],
        "page_obj": rows,
        "query": urlencode({"unit": unit.pk, "from": first, "to": end}),
        "page": "rounds",
    }
    return render(request, "inspections/outings.html", told)


def days_in(asked: Any) -> tuple[date, date]:
    if "from" not in asked and "to" not in asked:
        today = timezone.localdate()
        return date(first_year_of(today), FIRST_MONTH, 1), today + timedelta(days=1)
    try:
        days = tuple(date.fromisoformat(asked.get(name, "")) for name in ("from", "to"))
    except ValueError as refusal:
        raise Http404 from refusal
    if not days[0] < days[1]:
        raise Http404
    return days[0], days[1]
