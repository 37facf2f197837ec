"""Which lists a unit has switched on, lines of its own, and loading a version of a list."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inspections import policy, services
from inspections.models import Checklist, OwnLine, Switch
from inspections.planning import Switched
from inspections.services.checklists import tomorrow
from organizations import scope
from organizations.models import Unit
from organizations.units import takes_units
from web import refusals
from web.inspections.coverage import unit_of
from web.inspections.forms import ListForm, OwnLineForm
from workflow.errors import NotPermitted, SomethingMissing, WorkflowError


class ListRow(NamedTuple):
    """A list as it will be for a unit tomorrow; `decided_at` is the unit that has switched it."""

    checklist: Checklist
    is_on: bool
    decided_at: Unit | None
    is_for_it: bool


def rows_for(unit: Unit) -> list[ListRow]:
    day = tomorrow()
    switched = Switched(day)
    decided = {
        code: switched.decided_at(unit.path, code) for code in Checklist.objects.in_force(day)
    }
    units = Unit.objects.in_bulk({pk for pk in decided.values() if pk is not None})
    is_above = takes_units(unit.kind)
    return [
        ListRow(
            one,
            switched.is_on(unit.path, code),
            units.get(decided[code] or 0),
            is_above or one.listed.is_for(unit.kind),
        )
        for code, one in Checklist.objects.in_force(day).items()
    ]


@require_GET
def lists(request):
    """All lists, on or off for the unit asked for."""
    unit = unit_of(request.GET, request.user)
    told = {
        "unit": unit,
        "rows": [row for row in rows_for(unit) if row.is_for_it],
        "may_switch": policy.switches_checklists_of(request.user, unit),
        "may_load": policy.loads_checklists(request.user),
        "page": "rounds",
    }
    return render(request, "inspections/lists/all.html", told)


@require_GET
def one(request, code):
    return page(request, code)


def page(request, code: str, form: OwnLineForm | None = None, status: int = 200):
    """One list with its lines, who has switched it when, and the unit's own lines."""
    asked = request.POST if request.method == "POST" else request.GET
    unit = unit_of(asked, request.user)
    row = next((row for row in rows_for(unit) if row.checklist.code == code), None)
    if row is None:
        raise Http404
    own = OwnLine.objects.filter(unit=unit, code=code).select_related("category")
    above = scope.units_reached_by(request.user)
    switches = Switch.objects.filter(code=code, unit__in=above).select_related("unit", "by")
    told = {
        "unit": unit,
        "row": row,
        "listed": row.checklist.listed,
        "own": own,
        "switches": switches.filter(unit=unit).order_by("-since", "-pk")[:10],
        "form": form or OwnLineForm(),
        "may_switch": policy.switches_checklists_of(request.user, unit),
        "may_load": policy.loads_checklists(request.user),
        "tomorrow": tomorrow(),
        "page": "rounds",
    }
    return render(request, "inspections/lists/one.html", told, status=status)


def back(code: str, unit: Unit):
    return redirect(reverse("web:checklist", args=[code], query={"unit": unit.pk}))


@require_POST
def switch(request, code):
    unit = unit_of(request.POST, request.user)
    is_on = request.POST.get("is_on") == "yes"
    try:
        services.switch(unit, code, is_on=is_on, by=request.user)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except WorkflowError as refusal:
        refusals.say(request, refusal)
    else:
        said = _("Switched on from tomorrow.") if is_on else _("Switched off from tomorrow.")
        messages.success(request, said)
    return back(code, unit)


@require_POST
def add_line(request, code):
    unit, form = unit_of(request.POST, request.user), OwnLineForm(request.POST)
    if not form.is_valid():
        return page(request, code, form, 400)
    try:
        services.add_line(unit, code, by=request.user, **form.cleaned_data)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except SomethingMissing as refusal:
        form.add_error("text", str(refusal))
        return page(request, code, form, 422)
    messages.success(request, _("The line is asked from tomorrow on."))
    return back(code, unit)


@require_POST
def end_line(request, pk):
    reached = scope.units_reached_by(request.user)
    line = get_object_or_404(OwnLine.objects.filter(unit__in=reached), pk=pk)
    try:
        services.end_line(line, by=request.user)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except WorkflowError as refusal:
        refusals.say(request, refusal)
    return back(line.code, line.unit)


@require_http_methods(["GET", "HEAD", "POST"])
def load(request):
    """A version of a list as text; the one in force, if `code` names it, to begin with."""
    if not policy.loads_checklists(request.user):
        raise PermissionDenied
    form = ListForm(request.POST if request.method == "POST" else None, initial=begun(request))
    status = 200
    if request.method == "POST":
        loaded = taken_in(request, form)
        if loaded is not None:
            messages.success(request, _("Loaded; it holds from tomorrow on."))
            return redirect("web:checklists")
        status = 400
    told = {"form": form, "page": "rounds"}
    return render(request, "inspections/lists/load.html", told, status=status)


def begun(request) -> dict[str, Any]:
    held = Checklist.objects.in_force(tomorrow()).get(request.GET.get("code", ""))
    return {"source": held.source if held else ""}


def taken_in(request, form: ListForm) -> Checklist | None:
    if not form.is_valid():
        return None
    try:
        return services.load(form.cleaned_data["source"], by=request.user)
    except ValidationError as faulty:
        refusals.say_beside(form, faulty)
    return None
