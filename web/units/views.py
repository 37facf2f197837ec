"""The units somebody looks after as a list, one of them, and each act on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from organizations.administration import administered_units, administers_some
from organizations.models import Unit
from organizations.unit_search import found_among
from web.addresses import without
from web.refusals import say_beside
from web.units.acts import ACTS, UnitAct, open_to
from web.units.page import UnitPage, rows_of

PAGE = 50


def units_of(user):
    """For whoever looks after none there is no such page."""
    if not administers_some(user):
        raise PermissionDenied
    return administered_units(user).select_related("parent", "merged_into")


@require_GET
def units(request):
    """In the order of their codes. Closed ones come along where they are asked or looked for."""
    seen, typed = units_of(request.user), request.GET.get("unit_search", "").strip()
    with_closed = bool(request.GET.get("closed"))
    if typed:
        seen = found_among(seen, typed)
    elif not with_closed:
        seen = seen.filter(closed_on=None)
    shown = Paginator(seen.in_order(), PAGE).get_page(request.GET.get("page"))
    told = {
        "page": "units",
        "page_obj": shown,
        "rows": rows_of(shown.object_list),
        "typed": typed,
        "with_closed": with_closed,
        "query": without(request.GET),
    }
    return render(request, "units/list.html", told)


def found(request, pk: int) -> Unit:
    """Out of their part is not there."""
    return get_object_or_404(units_of(request.user), pk=pk)


@require_GET
def unit(request, pk):
    shown = found(request, pk)
    told = {"page": "units", "of": UnitPage(shown), "acts": open_to(request.user, shown)}
    return render(request, "units/one.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, act):
    """Asked for, then confirmed: what it will lead to is said in between."""
    wanted = ACTS.get(act)
    if wanted is None:
        raise Http404
    shown = found(request, pk)
    if not wanted.is_permitted(request.user, shown):
        raise PermissionDenied
    if not wanted.is_possible(shown):
        return too_late(request, shown)
    form = wanted.form(request.POST or None, unit=shown, by=request.user)
    if request.method != "POST" or not form.is_valid() or request.POST.get("back"):
        return asked(request, wanted, shown, form)
    if not request.POST.get("confirmed"):
        return shown_before(request, wanted, shown, form)
    return done(request, wanted, shown, form)


def too_late(request, shown: Unit):
    told = {"page": "units", "of": UnitPage(shown), "acts": open_to(request.user, shown)}
    return render(request, "units/one.html", {**told, "is_too_late": True}, status=409)


def asked(request, wanted: UnitAct, shown: Unit, form):
    told = {"page": "units", "act": wanted, "acted_upon": shown, "form": form}
    return render(request, "units/act.html", told, status=400 if form.errors else 200)


def shown_before(request, wanted: UnitAct, shown: Unit, form):
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    kept = [(name, value) for name, value in sent if name in form.fields]
    told = {"page": "units", "act": wanted, "acted_upon": shown, "kept": kept}
    told["leads_to"] = wanted.leads_to(shown, form.cleaned_data)
    told["on"] = form.cleaned_data.get("on")
    return render(request, "units/confirm.html", told)


def done(request, wanted: UnitAct, shown: Unit, form):
    try:
        acted_upon = wanted.does(shown, form.cleaned_data, request.user, request)
    except ValidationError as refusal:
        say_beside(form, refusal)
        return asked(request, wanted, shown, form)
    messages.success(request, wanted.done(shown, form.cleaned_data))
    return redirect("web:unit", pk=acted_upon.pk)
