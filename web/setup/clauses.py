"""Loading the bureau's own clauses: the workbook, what it would change, and doing so."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from imports import clauses
from imports.rows.faults import Unacceptable
from organizations.administration import administers
from web.setup.clause_forms import ClausesFileForm, ClausesLoadForm, signed


@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Choose the workbook; the answer to it says what would change, and nothing has changed."""
    if not administers(request.user):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = ClausesFileForm(*((request.POST, request.FILES) if is_sent else ()))
    if is_sent and form.is_valid():
        edition = form.cleaned_data["edition"]
        try:
            rows = clauses.read(form.cleaned_data["file"])
        except Unacceptable as why:
            form.add_error("file", str(why))
        else:
            load = ClausesLoadForm(initial={"signed": signed(rows, edition)})
            told = {"plan": clauses.plan(rows, edition), "load": load}
            return render(request, "clauses/plan.html", told)
    status = 400 if is_sent else 200
    return render(request, "clauses/start.html", {"form": form}, status=status)


@require_POST
def load(request):
    if not administers(request.user):
        raise PermissionDenied
    form = ClausesLoadForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Send the file again."))
        return redirect("web:clauses")
    told = clauses.plan(**form.cleaned_data["signed"])
    if told.faults:  # somebody has changed the clauses meanwhile
        return render(request, "clauses/plan.html", {"plan": told, "load": form}, status=409)
    on = timezone.localdate()
    clauses.load(told, on=on, retire_missing=form.cleaned_data["retire_missing"])
    said = _("%(new)s clauses are new, %(changed)s have a new wording.")
    messages.success(request, said % {"new": len(told.new), "changed": len(told.changed)})
    return redirect("web:clauses")
