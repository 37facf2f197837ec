"""Administrators look after units here; people are looked after in accounts.admin."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.administration import Administered, Kept, SaysWhyNot, administers_everything
from organizations.administrators import an_administrator_remains
from organizations.departures import handing_over
from organizations.feed import noting_unit
from organizations.forms import MoveUnitForm, NewUnitForm, UnitForm
from organizations.models import OtherName, Placement, Unit, User
from organizations.services import found_unit, move_unit
from organizations.unit_life.closing import close_unit
from organizations.unit_life.names import rename_unit


class PlacementInline(admin.TabularInline):
    """Where the unit stood, and when: to be read."""

    model = Placement
    fk_name = "unit"
    fields = readonly_fields = ("reported_to", "since", "ended")
    extra = 0
    can_delete = False

    opens_to = staticmethod(administers_everything)
    has_view_permission = Kept.has_view_permission
    has_add_permission = has_change_permission = lambda self, request, obj=None: False

    @admin.display(description=gettext_lazy("reports to"))
    def reported_to(self, placement: Placement) -> Unit | None:
        return placement.parent

    @admin.display(description=gettext_lazy("until"))
    def ended(self, placement: Placement) -> str:
        return "—" if placement.until == date.max else date_format(placement.until)


class OtherNameInline(admin.TabularInline):
    """What the unit is found by besides its name."""

    model = OtherName
    extra = 0

    opens_to = staticmethod(administers_everything)
    has_view_permission = has_add_permission = Administered.has_view_permission
    has_change_permission = has_delete_permission = Administered.has_view_permission


@admin.register(Unit)
class UnitAdmin(SaysWhyNot, Administered):
    """A unit is founded and moved through the services, so that the past of the tree is kept."""

    list_display = ("code", "name", "kind", "parent", "closed_on")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "other_names__name")
    fields = ("code", "name", "kind", "parent", "closed_on", "latitude", "longitude")
    change_form_template = "admin/organizations/unit/change_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        # Without a root nobody could administer anything of its tree any more.
        is_root, is_merged = obj.parent_id is None, obj.merged_into_id is not None
        kept = [
            *(["kind"] if is_root else []),
            *(["closed_on"] if is_root or is_merged else []),
        ]
        return ("code", "parent", *kept)

    def get_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[Any, ...]:
        return self.fields if obj else ("code", "name", "kind", "under", "since")

    def get_form(
        self, request: HttpRequest, obj: Unit | None = None, change: bool = False, **options: Any
    ) -> type[ModelForm]:
        options |= {"form": UnitForm if change else NewUnitForm}
        return super().get_form(request, obj, change, **options)

    def get_inlines(self, request: HttpRequest, obj: Unit | None) -> list[Any]:
        return [OtherNameInline, PlacementInline] if obj else []

    def save_model(self, request: HttpRequest, obj: Unit, form: ModelForm, change: bool) -> None:
        if change:
            people = User.objects.filter(memberships__unit=obj).distinct()
            handed_over = handing_over(people, by=request.user)
            if "name" in form.changed_data:
                today = timezone.localdate()
                rename_unit(obj, obj.name, on=today, by=request.user, request=request)
            is_other = "closed_on" in form.changed_data
            if is_other and obj.closed_on and not form.initial["closed_on"]:
                # As on the page of units: nothing may be left on nobody's desk.
                close_unit(obj, on=obj.closed_on, by=request.user, request=request)
            # The people of a bureau that closes cannot administer any more.
            with an_administrator_remains(), handed_over, noting_unit(obj):
                obj.save(update_fields=["kind", "closed_on", "latitude", "longitude"])
            return
        under, since = form.cleaned_data["under"], form.cleaned_data["since"]
        by = {"by": request.user, "request": request}
        obj.pk = found_unit(obj.code, obj.name, obj.kind, under, since, **by).pk
        obj.refresh_from_db()

    def get_urls(self) -> list[URLPattern]:
        moving = self.admin_site.admin_view(self.move_view)
        return [
            path("<int:pk>/move/", moving, name="organizations_unit_move"),
            *super().get_urls(),
        ]

    def move_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Another reporting parent from a day on; counts of the time before stay as they were."""
        unit = self.get_object(request, str(pk))
        if unit is None or unit.parent_id is None:
            raise Http404
        form = MoveUnitForm(request.POST or None, unit=unit)
        if form.is_valid() and self._moved(request, unit, form):
            return HttpResponseRedirect(reverse("admin:organizations_unit_change", args=[pk]))
        title = _("Move %(unit)s to another parent") % {"unit": unit}
        told = {**self.admin_site.each_context(request), "opts": self.opts, "original": unit}
        return TemplateResponse(
            request, "admin/organizations/unit/move.html", {**told, "form": form, "title": title}
        )

    def _moved(self, request: HttpRequest, unit: Unit, form: MoveUnitForm) -> bool:
        try:
            move_unit(unit, **form.cleaned_data, by=request.user, request=request)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        told = {"unit": unit, "under": form.cleaned_data["under"]}
        sentence = _("%(unit)s now reports to %(under)s.") % told
        self.log_change(request, unit, sentence)
        messages.success(request, sentence)
        return True
