"""Units: those in reach are listed; administrators found, rename, move and close them."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.response import Response

from accounts.staff.postings import refuse_unless
from api.errors import refused
from api.hazards.filters import UnitFilter, WhenAsked
from api.hazards.schemas import UnitOutput
from api.reference.keeping import (
    NewUnit,
    UnitChanges,
    refuse_who_administers_nothing,
    told_by_field,
)
from api.views import ApiView, ListView
from organizations import scope
from organizations.administration import administers_place_of, administers_unit
from organizations.models import Unit
from organizations.people import Person
from organizations.services import found_unit, move_unit
from organizations.unit_life.closing import close_unit
from organizations.unit_life.names import rename_unit
from organizations.units import may_report_to


class UnitsView(ListView):
    """The units the caller's roles reach. A parent out of reach is not named. A new one is founded
    by whoever looks after its parent, from the day `since` on (today)."""

    request_body = NewUnit
    responses = {"GET": {200: UnitOutput(many=True)}, "POST": {201: UnitOutput}}
    tag = "reference"
    filter_backends = [WhenAsked]
    filterset_class = UnitFilter

    def get_queryset(self):
        return scope.units_reached_by(self.request.user)

    def shown(self, unit: Unit) -> dict:
        return unit_as_told(unit, self.request.user)

    def post(self, request) -> Response:
        refuse_who_administers_nothing(request.user)
        told = self.validated_body(NewUnit)
        told.setdefault("since", timezone.localdate())
        refuse_a_wrong_parent(told["kind"], told["parent"])
        with told_by_field():
            unit = found_unit(**told, by=request.user, request=request._request)
        return Response(unit_as_told(unit, request.user), 201)


class UnitView(ApiView):
    """One in reach. Renamed by whoever looks after it; moved and closed by whoever looks after the
    level above. What was counted before stays as it was."""

    request_body, tag = UnitChanges, "reference"
    responses = {"GET": {200: UnitOutput}, "PATCH": {200: UnitOutput}}

    def get(self, request, pk) -> Response:
        unit = get_object_or_404(scope.units_reached_by(request.user), pk=pk)
        return Response(unit_as_told(unit, request.user))

    def patch(self, request, pk) -> Response:
        unit = get_object_or_404(scope.units_reached_by(request.user), pk=pk)
        refuse_who_administers_nothing(request.user)
        told = self.validated_body(UnitChanges)
        with told_by_field(under="parent", since="on"):
            change(unit, told, request)
        return Response(unit_as_told(Unit.objects.get(pk=pk), request.user))


def change(unit: Unit, told: dict[str, Any], request) -> None:
    by = {"by": request.user, "request": request._request}
    on = told.get("on") or timezone.localdate()
    if "name" in told:
        refuse_unless(administers_unit(request.user, unit))
        rename_unit(unit, told["name"], on=on, **by)
    if "parent" in told:
        refuse_unless(administers_place_of(request.user, unit))
        refuse_a_wrong_parent(unit.kind, told["parent"])
        move_unit(unit, under=told["parent"], since=on, **by)
    if "closed_on" in told:
        refuse_unless(administers_place_of(request.user, unit))
        close_unit(unit, on=told["closed_on"], **by)


def refuse_a_wrong_parent(kind: str, parent: Unit) -> None:
    if not may_report_to(kind, parent.kind):
        kinds = {"kind": Unit.Kind(kind).label, "upper": parent.get_kind_display()}
        sentence = _("%(kind)s does not report to %(upper)s.") % kinds
        raise refused(400, "wrong_parent", sentence, "parent")


def unit_as_told(unit: Unit, user: Person) -> dict[str, Any]:
    held = scope.posts(user)
    reaches_above = any(post.covers(unit) and post.unit_id != unit.pk for post in held)
    return {
        "id": unit.pk,
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent_id if reaches_above else None,
    }
