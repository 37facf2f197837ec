"""回头看: the samples of struck-off hazards, drawing one, and how far one has come."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rechecks import services, verification
from rechecks.models import Sample
from rechecks.reading import Reading
from rechecks.sampling_frame import closed_hazards
from web.context import waiting_rechecks
from web.samples.forms import DrawForm, ShareForm
from web.samples.page import sampled_rows
from workflow.errors import SomethingMissing, WorkflowError

SHOWN = 20  # samples on a page
STATUS_MISSING = 422


@require_GET
def samples(request):
    """Latest first, with how far each has come."""
    rows = Sample.objects.visible_to(request.user).for_reading(request.user)
    shown = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    told = {"page_obj": shown, "page": "samples", "waiting": waiting_rechecks(request.user)}
    return render(request, "samples/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request):
    """With GET the fields may come filled in: how many there are to draw from is said first."""
    asked = request.POST if request.method == "POST" else (request.GET or None)
    form = DrawForm(asked, by=request.user)
    if not form.has_units:
        raise PermissionDenied
    status = 200
    if request.method == "POST":
        sample, status = drawn(request, form)
        if sample is not None:
            return redirect("web:sample", pk=sample.pk)
    told = {"form": form, "available": available(form, request.user), "page": "samples"}
    return render(request, "samples/draw.html", told, status=status)


def drawn(request: HttpRequest, form: DrawForm) -> tuple[Sample | None, int]:
    if not form.is_valid():
        return None, 400
    told = {name: form.cleaned_data[name] for name in ("size", "seed")}
    try:
        sample, _is_new = services.draw(by=request.user, **form.asked(), **told)
    except SomethingMissing as refusal:
        form.lacks(refusal.missing)
        return None, STATUS_MISSING
    messages.success(request, _("Drawn. Now say who looks again."))
    return sample, 200


def available(form: DrawForm, user) -> int | None:
    """How many closed hazards there are to draw from; None while the days make no sense."""
    told = form.initial
    if form.is_bound:
        form.is_valid()
        told = form.cleaned_data
    if not all(told.get(name) for name in ("unit", "found_from", "found_through")):
        return None
    form.cleaned_data = told
    return closed_hazards(user, **form.asked()).count()


@require_GET
def sample(request, pk):
    return page(request, found(request, pk))


def found(request, pk) -> Sample:
    seen = Sample.objects.visible_to(request.user).for_reading(request.user)
    return get_object_or_404(seen, pk=pk)


def page(request, shown: Sample, share: ShareForm | None = None, status: int = 200):
    reading = Reading(shown, request.user)
    rows = sampled_rows(reading.rows, request.user)
    told = {"sample": shown, "reading": reading, "rows": rows, "page": "samples"}
    told["unassigned"] = sum(not row.verdict and not row.sampled.rechecker_id for row in rows)
    if reading.is_auditor:
        told["share"] = share or ShareForm(unit=shown.unit)
        told["like"] = Sample.objects.visible_to(request.user).like(
            shown.unit, shown.found_from, shown.found_to
        )
    return render(request, "samples/detail.html", told, status=status)


@require_POST
def share_out(request, pk):
    """What nobody looks at yet, among those ticked."""
    shown = found(request, pk)
    form = ShareForm(request.POST, unit=shown.unit)
    if not form.is_valid():
        return page(request, shown, form, 400)
    try:
        given = services.share_out(
            shown, by=request.user, recheckers=list(form.cleaned_data["recheckers"])
        )
    except SomethingMissing as refusal:
        form.add_error("recheckers", str(refusal))
        return page(request, shown, form, STATUS_MISSING)
    except WorkflowError as refusal:
        raise PermissionDenied from refusal
    n = len(given)
    sentence = ngettext("%(n)s hazard was given out.", "%(n)s hazards were given out.", n)
    messages.success(request, sentence % {"n": n})
    return redirect("web:sample", pk=pk)


@require_POST
def verify(request, pk):
    """Draws it again from the kept frame, and says whether it comes out the same."""
    shown = found(request, pk)
    if not Reading(shown, request.user).is_auditor:
        raise PermissionDenied
    fault = verification.fault_of(shown)
    if fault:
        messages.error(request, _("The draw does not come out the same: %(why)s") % {"why": fault})
    else:
        messages.success(request, _("Drawn again from the kept frame: the same hazards came up."))
    return redirect("web:sample", pk=pk)
