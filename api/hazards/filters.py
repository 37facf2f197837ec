"""The ledger's filters as a program may set them: a value that means nothing is refused."""

from datetime import date

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend

from figures.lists import ledger_filter
from hazards.models import Hazard
from organizations import scope
from organizations.models import Unit
from organizations.unit_search import LONGEST, found_among

TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class TruthField(forms.Field):
    def to_python(self, value):
        if value in (None, ""):
            return None
        if str(value).lower() not in TRUTH:
            raise ValidationError(_("Say true or false."), code="invalid")
        return TRUTH[str(value).lower()]


class TruthFilter(filters.BooleanFilter):
    field_class = TruthField


def units_in_reach(request):
    return scope.units_reached_by(request.user) if request else Unit.objects.none()


class ApiLedgerFilter(ledger_filter.LedgerFilter):
    """A unit out of reach is answered like one that does not exist."""

    unit = filters.ModelChoiceFilter(label=_("Unit"), queryset=units_in_reach, method="under_unit")
    overdue = TruthFilter(label=_("Overdue"), method="is_overdue")
    due_soon = TruthFilter(label=_("Due soon"), method="is_due_soon")
    assigned_to_me = TruthFilter(label=_("Mine to fix"), method="is_mine")
    reported_by_me = TruthFilter(label=_("Reported by me"), method="is_from_me")
    listed = TruthFilter(label=_("Listed for supervision"), method="is_listed")
    asked = TruthFilter(label=_("More time asked for"), method="is_asked")
    controlled = TruthFilter(label=_("Interim control"), method="is_controlled")
    offered = TruthFilter(label=_("Offered to another unit"), method="is_offered")
    is_violation = TruthFilter(label=_("Violation of law or rule"))
    own = TruthFilter(label=_("Of the unit itself"), method="said_together")
    search = filters.CharFilter(
        label=_("Number, place or words"), method="mentions", max_length=100
    )


def day_of_names(request) -> date | None:
    """The day of the past a list is asked as of: its units have the names of that day."""
    asked = request.query_params
    if not asked.get("as_of"):
        return None
    seen = Hazard.objects.visible_to(request.user)
    return ApiLedgerFilter(asked, seen, request=request).day_of_names


class UnitFilter(filters.FilterSet):
    """`search` finds by code, a part of the name, or the first letters of its syllables."""

    search = filters.CharFilter(
        label=_("Unit: name, code or initials"), method="fits", max_length=LONGEST
    )

    class Meta:
        model = Unit
        fields: list[str] = []

    def fits(self, units, name, typed):
        return found_among(units, typed)


class WhenAsked(DjangoFilterBackend):
    """Most lists are asked for without a filter; building the whole form costs as much as the
    query."""

    def filter_queryset(self, request, queryset, view):
        if request.query_params.keys().isdisjoint(view.filterset_class.base_filters):
            return queryset
        return super().filter_queryset(request, queryset, view)
