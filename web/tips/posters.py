"""Posters with a unit's code, to be put up: for its officers and administrators."""

import io
import subprocess

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from audit.kinds import Kind
from audit.middleware import audited
from installation.public_address import link
from organizations import scope
from organizations.models import Role, Unit
from papers.posters.poster import LAYOUTS, Poster, poster_pdf
from texts.fields import Line
from tips import policy
from web.fields import CONTROL, PlainSelect

ROLES = (Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


class PosterForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), widget=PlainSelect({"class": "form-select"})
    )
    layout = forms.ChoiceField(
        label=_("Paper"), choices=LAYOUTS, widget=forms.RadioSelect, initial="a4"
    )
    place = Line(
        label=_("Where it is put up"),
        required=False,
        max_length=40,
        help_text=_("It stands in the page as the place then, and can be changed."),
        widget=forms.TextInput(attrs=CONTROL),
    )

    def __init__(self, data=None, *, by) -> None:
        super().__init__(data)
        reached = scope.units_reached_by(by, *ROLES).filter(closed_on=None)
        self.fields["unit"].queryset = reached.in_order()
        self.initial["unit"] = reached.in_order().first()

    @property
    def has_units(self) -> bool:
        return self.initial["unit"] is not None


@require_GET
def posters(request):
    form = PosterForm(by=request.user)
    if not form.has_units:
        raise PermissionDenied
    return render(request, "tips/posters.html", {"form": form, "page": "me"})


@audited(Kind.PRINTED)
@require_GET
def poster(request):
    form = PosterForm(request.GET, by=request.user)
    if not form.has_units:
        raise PermissionDenied
    if not form.is_valid():
        raise Http404
    unit, place = form.cleaned_data["unit"], form.cleaned_data["place"]
    if not policy.prints_tip_posters_of(request.user, unit):
        raise PermissionDenied
    address = link(reverse("web:tell", args=[unit.code]), request)
    told = Poster(str(unit), place, address)
    try:
        content = poster_pdf(told, form.cleaned_data["layout"])
    except subprocess.SubprocessError:
        return render(request, "busy.html", status=503)
    name = f"{unit.code}-{form.cleaned_data['layout']}.pdf"
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf"
    )
