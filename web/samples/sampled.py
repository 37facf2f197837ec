"""One drawn hazard: who looks at it again, what they saw, and putting it back to work."""

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rechecks import services
from rechecks.reading import rows_of
from rechecks.reopenings import read_along
from web.hazards.available_moves import sentence_of
from web.hazards.forms import FIELD_OF
from web.hazards.moves import STATUS
from web.samples.forms import AssignForm, ReopenForm, ResultForm
from web.samples.page import SampledRow
from web.samples.views import found
from web.uploads import NOTHING_SENT, Uploads, taken_in
from workflow.errors import SomethingMissing, WorkflowError


@require_http_methods(["GET", "HEAD", "POST"])
def one(request, pk, position):
    """The page of the re-checker: the photo first, then the verdict."""
    row = row_at(request, pk, position)
    return record(request, row) if request.method == "POST" else page(request, row)


def row_at(request, pk, position) -> SampledRow:
    """Out of sight is not there."""
    rows = rows_of(found(request, pk), request.user).filter(position=position)
    sampled = read_along(rows.prefetch_related("hazard__photos"))
    if not sampled:
        raise Http404
    return SampledRow(sampled[0], request.user)


def page(request, row: SampledRow, status: int = HTTPStatus.OK, **shown: Any):
    sampled = row.sampled
    told = {"row": row, "page": "samples", "uploads": NOTHING_SENT, "photos": [], **shown}
    if row.may_record:
        told.setdefault("form", ResultForm(sampled=sampled, by=request.user))
    if row.may_assign:
        told.setdefault("assign", AssignForm(sampled=sampled))
    if row.may_reopen:
        told.setdefault("reopen", ReopenForm(sampled=sampled))
    return render(request, "samples/recheck/sampled.html", told, status=status)


def record(request, row: SampledRow):
    form = ResultForm(request.POST, sampled=row.sampled, by=request.user)
    form_id = uuid.uuid5(row.hazard.pk, f"recheck {request.POST.get('corrects', '')}")
    uploads = taken_in(request, "photos", form_id)
    if not form.is_valid() or uploads.errors:
        return refused(request, row, form, uploads)
    try:
        result = services.record(row.sampled, by=request.user, photos=uploads.ids, **form.told)
    except WorkflowError as refusal:
        return refused(request, row, form, uploads, refusal)
    messages.success(request, said_of(result))
    return redirect("web:sample", pk=row.sampled.sample_id)


def said_of(result) -> str:
    number = {"number": result.sampled.hazard.number}
    if result.holds:
        return _("Recorded: %(number)s still holds.") % number
    if result.reopened:
        return _("Recorded: %(number)s does not hold, and is reopened.") % number
    return _("Recorded: %(number)s does not hold. The auditors are told.") % number


def refused(request, row: SampledRow, form: ResultForm, uploads: Uploads, refusal=None):
    """The same page with all that was given and what is wrong with it."""
    told = {"form": form, "uploads": uploads, "photos": uploads.kept(request.user)}
    told["refusal"] = sentence_of(refusal)
    if isinstance(refusal, SomethingMissing):
        form.lacks(refusal.missing)
        told["photo_lacks"] = [
            _("Still missing: %(what)s") % {"what": lack.detail}
            for lack in refusal.missing
            if FIELD_OF.get(lack.code, lack.code) == "photos"
        ]
    now = row_at(request, row.sampled.sample_id, row.sampled.position)
    return page(request, now, STATUS.get(type(refusal), 400), **told)


@require_POST
def assign(request, pk, position):
    row = row_at(request, pk, position)
    if not row.is_audited:
        raise PermissionDenied
    form = AssignForm(request.POST, sampled=row.sampled)
    if not form.is_valid():
        return page(request, row, 400, assign=form)
    person = form.cleaned_data["rechecker"]
    try:
        services.assign(row.sampled.sample, by=request.user, recheckers={row.sampled: person})
    except WorkflowError as refusal:
        form.add_error("rechecker", str(refusal))
        return page(request, row, STATUS[type(refusal)], assign=form)
    messages.success(request, _("Given to %(who)s.") % {"who": person})
    return redirect("web:sample", pk=pk)


@require_POST
def reopen(request, pk, position):
    row = row_at(request, pk, position)
    form = ReopenForm(request.POST, sampled=row.sampled)
    if not form.is_valid():
        return page(request, row, 400, reopen=form)
    try:
        services.reopen(row.sampled, by=request.user, due_on=form.cleaned_data["due_on"])
    except WorkflowError as refusal:
        form.add_error("due_on", str(refusal))
        return page(request, row, STATUS[type(refusal)], reopen=form)
    messages.success(request, _("Reopened."))
    return redirect("web:sample", pk=pk)
