"""活动: what units did, the newest day first, and one record with its history."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from activities.models import Activity
from organizations import scope
from organizations.unit_search import found_and_below
from web.activities.forms import WhichForm, open_to
from web.activities.page import ActivityPage, Line
from web.hazards.photos import shown

PAGE = 40


@require_GET
def activities(request):
    """Of all units in reach; a filter that makes no sense is not there."""
    form = WhichForm(request.GET)
    if not form.is_valid():
        raise Http404
    rows = Paginator(found_by(form, request.user), PAGE).get_page(request.GET.get("page"))
    asked = {name: said for name, said in request.GET.items() if said and name != "page"}
    told = {
        "form": form,
        "is_asked": bool(asked),
        "page_obj": rows,
        "lines": [Line(one) for one in rows],
        "has_units": len(scope.units_reached_by(request.user)[:2]) > 1,
        "may_log": bool(open_to(request.user)),
        "query": urlencode(asked),
        "page": "activities",
    }
    return render(request, "activities/list.html", told)


def found_by(form: WhichForm, user):
    seen = Activity.objects.visible_to(user).filter(**form.conditions)
    typed = form.cleaned_data["unit_search"]
    if typed:
        seen = seen.filter(unit__in=found_and_below(scope.units_reached_by(user), typed))
    return seen.for_list()


def found(request, pk) -> Activity:
    """The record if it is in sight; for everybody else it does not exist."""
    seen = Activity.objects.visible_to(request.user).for_reading()
    return get_object_or_404(seen, pk=pk)


@require_safe
def activity(request, pk):
    one = ActivityPage(found(request, pk), request.user)
    told: dict[str, Any] = {"one": one, "page": "activities", "back": reverse("web:activities")}
    return render(request, "activities/detail.html", told)


@require_safe
def photo(request, pk, photo, size):
    """A photo of the activity: whoever sees the activity sees its photos."""
    row = get_object_or_404(found(request, pk).photos.select_related("photo"), photo=photo)
    return shown(request, row.photo, size)
