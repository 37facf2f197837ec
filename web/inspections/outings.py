"""Going out: a free round at one unit, or one team at several."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from inspections import services
from inspections.models import Outing, Round
from inspections.models.rounds import names_of
from web.inspections.forms import OutingForm
from workflow.errors import NotPermitted, SomethingMissing, WorkflowError

STATUS_MISSING = 422


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
    visits = Round.objects.visible_to(request.user).filter(outing=pk)
    rows = list(visits.for_list().order_by("unit__code"))
    if not rows:
        raise Http404
    shown = Outing.objects.select_related("unit", "started_by").get(pk=pk)
    told = {"outing": shown, "rows": rows, "team": names_of(shown), "page": "rounds"}
    return render(request, "inspections/outing.html", told)
