"""Reporting a hazard, and with it that it was put right at once."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hazards import services
from hazards.models import Hazard
from web.hazards.report_form import ReportForm
from web.inspections.finding import finding_in
from web.uploads import NOTHING_SENT, Uploads, as_uuid, taken_in
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, WorkflowError

STATUS = {NotPossible: 409, NotPermitted: 403, SomethingMissing: 422}


@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    asked = request.POST if request.method == "POST" else None
    form = ReportForm(asked, by=request.user, finding=finding_in(request))
    if not form.units:
        raise PermissionDenied
    if request.method == "POST":
        return _take(request, form)
    return _page(request, form, NOTHING_SENT, NOTHING_SENT)


def _take(request, form: ReportForm):
    form_id = as_uuid(request.POST.get("id", "")) or uuid.uuid4()
    before = taken_in(request, "photos", form_id)
    after = taken_in(request, "after_photos", form_id)
    if not form.is_valid() or before.errors or after.errors:
        told = _told(form, before, after, form.lacks(len(before.ids)))
        return _page(request, form, *told, 400)
    try:
        hazard = _enter(request.user, before.ids, after.ids, form.finding, **form.cleaned_data)
    except WorkflowError as refusal:
        lacks = refusal.missing if isinstance(refusal, SomethingMissing) else ()
        told = _told(form, before, after, lacks)
        sentence = "" if lacks else str(refusal)
        return _page(request, form, *told, STATUS[type(refusal)], sentence)
    said = _("Reported as %(number)s.") % {"number": hazard.number}
    messages.success(request, said, extra_tags="" if form.finding else "another")
    page = reverse("web:hazard", args=[hazard.pk])
    return _onwards(request, form.finding.url if form.finding else page)


def _onwards(request, page: str):
    """To the hazard, or back to the round it was found in. A form sent in place is told where to
    go; a plain one is led there."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": page})
    return redirect(page)


@transaction.atomic
def _enter(by, before, after, finding, *, fix_on_spot: bool, measures_taken: str, **told) -> Hazard:
    """The report, where it was found, and the repair where there was one: all or nothing."""
    hazard, is_new = services.report(by=by, photos=before, **told)
    if finding is not None:
        finding.attach(hazard, by)
    if fix_on_spot and is_new:
        services.fix_on_spot(hazard, by=by, photos=after, measures_taken=measures_taken)
    return hazard


def _told(form: ReportForm, before: Uploads, after: Uploads, lacks) -> tuple[Uploads, Uploads]:
    """Each lack beside what it is about: a picker, the clause, or the severity."""
    beside: dict[str, list[str]] = {"before_photo": [], "after_photo": []}
    for lack in lacks:
        sentence = _("Still missing: %(what)s") % {"what": lack.detail}
        if lack.code in beside:
            beside[lack.code].append(sentence)
        elif lack.code == "clause":
            form.add_error("clause", sentence)
        else:
            form.add_error("severity", str(lack.detail))
    return (
        before._replace(errors=[*before.errors, *beside["before_photo"]]),
        after._replace(errors=[*after.errors, *beside["after_photo"]]),
    )


def _page(request, form, before: Uploads, after: Uploads, status: int = 200, refusal: str = ""):
    told = {
        "form": form,
        "form_id": uuid.uuid4() if refusal else form["id"].value() or uuid.uuid4(),
        "before": before,
        "after": after,
        "before_photos": before.kept(request.user),
        "after_photos": after.kept(request.user),
        "refusal": refusal,
        "page": "report",
    }
    return render(request, "hazards/report.html", told, status=status)
