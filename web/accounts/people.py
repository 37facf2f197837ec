"""The accounts somebody looks after: who has been in, and new slips for those who have not or have
forgotten their password."""

import base64
import io
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.activation.issuing import issue
from accounts.activation.newcomers import at, in_order_of_units, waiting
from accounts.activation.reach import OVER_OTHERS, looks_after, people_of
from audit.kinds import Kind
from audit.middleware import audited
from installation.public_address import link
from organizations import scope
from organizations.administration import administers_everything
from organizations.models import Unit, User
from organizations.unit_search import found_among
from papers.slips.sheet import sheet
from papers.slips.slip import slips_of
from texts.fields import Line
from web.accounts import people_rows
from web.addresses import without
from web.ledger.forms import Pill

PAGE = 30
PROPOSED = 12
MOST = 400  # slips a sheet: it is made while somebody waits, in about four seconds


class PeopleFilter(forms.Form):
    """`unit` means the unit and all below it."""

    search = Line(required=False, max_length=60)
    unit_search = Line(required=False, max_length=100)
    unit = forms.ModelChoiceField(None, required=False)
    state = forms.ChoiceField(
        choices=[("", gettext_lazy("State")), *people_rows.STATES],
        required=False,
        widget=Pill(gettext_lazy("State")),
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units_of(user)


class SheetForm(forms.Form):
    unit = forms.ModelChoiceField(None)
    below = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units_of(user)


def units_of(user: Any) -> QuerySet[Unit]:
    if administers_everything(user):
        return Unit.objects.all()
    return scope.units_reached_by(user, *OVER_OTHERS)


def theirs(request: HttpRequest) -> QuerySet[User]:
    if not looks_after(request.user):
        raise PermissionDenied
    return people_of(request.user)


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Those whose accounts one looks after; a unit out of reach is not there."""
    mine = theirs(request)
    form = PeopleFilter(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    found = people_rows.narrowed(mine, chosen["search"], chosen["state"])
    only = only_unit(request.user)
    if chosen["unit"]:
        found = found.filter(at(chosen["unit"], with_below=True))
    shown = Paginator(people_rows.in_order(found), PAGE).get_page(request.GET.get("page"))
    told = {
        "page": "me",
        "form": form,
        "rows": people_rows.rows(shown),
        "page_obj": shown,
        "query": urlencode({name: getattr(v, "pk", v) for name, v in chosen.items() if v}),
        **of_unit(mine, chosen["unit"] or only),
        "units_like": units_like(request, chosen["unit_search"]),
        "has_units": only is None,
        "most": MOST,
    }
    return render(request, "accounts/people/list.html", told)


def only_unit(user: Any) -> Unit | None:
    """Where there is one unit only, nobody has to look for it."""
    first = list(units_of(user).order_by("code")[:2])
    return first[0] if len(first) == 1 else None


def of_unit(mine: QuerySet[User], unit: Unit | None) -> dict[str, Any]:
    if unit is None:
        return {"unit": None}
    counts = (waiting(mine.filter(at(unit, with_below=deep))).count() for deep in (True, False))
    return {"unit": unit, **dict(zip(("n_waiting", "n_own"), counts, strict=True))}


def units_like(request: HttpRequest, typed: str) -> list[tuple[str, str]]:
    """As `web.addresses.units_like`, of the units whose accounts one looks after."""
    if not typed:
        return []
    rest = without(request.GET, "unit_search", "unit")
    found = found_among(units_of(request.user), typed).in_order()[:PROPOSED]
    return [(str(unit), f"{rest}&unit={unit.pk}".lstrip("&")) for unit in found]


@audited(Kind.PRINTED)
@require_POST
def slips(request: HttpRequest) -> HttpResponseBase:
    """A sheet for everybody of a unit who has never been in."""
    mine = theirs(request)
    form = SheetForm(request.POST, user=request.user)
    if not form.is_valid():
        raise Http404
    unit, deep = form.cleaned_data["unit"], form.cleaned_data["below"]
    found = in_order_of_units(waiting(mine.filter(at(unit, with_below=deep))))
    if not 0 < len(found) <= MOST:
        said = _("More than %(n)s people: print unit by unit.") if found else _("Nobody waits.")
        messages.error(request, said % {"n": MOST})
        return redirect(reverse("web:accounts", query={"unit": unit.pk}))
    made = issue(found, by=request.user, request=request)
    title = _("Activation slips")
    content = io.BytesIO(sheet(made, lambda path: link(path, request), f"{title} {unit}"))
    name = f"{title} {unit}.pdf".replace("/", "-")
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")


@require_POST
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """A new slip for one person, shown once; whoever has a password keeps it until it is used."""
    person = get_object_or_404(theirs(request), pk=pk)
    try:
        made = issue([person], by=request.user, request=request)
    except ValidationError:
        return render(request, "accounts/people/left.html", {"person": person}, status=409)
    (one,) = slips_of(made, lambda path: link(path, request))
    picture = f"data:image/svg+xml;base64,{base64.b64encode(one.qr.encode()).decode()}"
    return render(
        request, "accounts/people/slip.html", {"page": "me", "slip": one, "picture": picture}
    )
