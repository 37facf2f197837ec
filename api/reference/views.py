"""What other calls are told by id: units, categories, clauses, people."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter

from api.fields import Known
from api.hazards.filters import UnitFilter, WhenAsked
from api.hazards.inputs import Body, categories, clauses
from api.hazards.schemas import CategoryShape, ClauseShape, ColleagueShape, UnitShape
from api.views import ListView
from organizations import scope
from organizations.models import Membership, Unit, User


class UnitsView(ListView):
    """The units the caller's roles reach. A parent out of reach is not named."""

    responses, tag = {"GET": {200: UnitShape(many=True)}}, "reference"
    filter_backends = [WhenAsked]
    filterset_class = UnitFilter

    def get_queryset(self):
        return scope.units_reached_by(self.request.user)

    def shown(self, unit: Unit) -> dict:
        return {
            "id": unit.pk,
            "code": unit.code,
            "name": unit.name,
            "kind": unit.kind,
            "parent": unit.parent_id if self._reaches_above(unit) else None,
        }

    def _reaches_above(self, unit: Unit) -> bool:
        held = scope.posts(self.request.user)
        return any(post.covers(unit) and post.unit_id != unit.pk for post in held)


class CategoriesView(ListView):
    """The kinds of hazard in use."""

    responses, tag = {"GET": {200: CategoryShape(many=True)}}, "reference"

    def get_queryset(self):
        return categories(self.request.user)


class ClausesView(ListView):
    """The clauses in force; one of them met makes a hazard major."""

    responses, tag = {"GET": {200: ClauseShape(many=True)}}, "reference"

    def get_queryset(self):
        return clauses(self.request.user)


class AtUnit(Body):
    unit = Known(scope.units_reached_by)


class PeopleView(ListView):
    """Who holds which roles at one unit."""

    responses, tag = {"GET": {200: ColleagueShape(many=True)}}, "reference"
    ordering = "username"
    parameters = [OpenApiParameter("unit", int, required=True)]

    def get_queryset(self):
        unit = self.validated_query(AtUnit)["unit"]
        held = Membership.objects.held().filter(unit=unit).order_by("role")
        people = User.objects.filter(is_active=True, pk__in=held.values("user"))
        return people.prefetch_related(Prefetch("memberships", held, to_attr="held"))

    def shown(self, user: Any) -> dict:
        roles = [membership.role for membership in user.held]
        return {"id": user.pk, "username": user.username, "name": user.name, "roles": roles}
