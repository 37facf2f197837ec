"""People and their roles: who holds which at a unit; administrators take people in, change what is
known of them, give and end roles."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from accounts.staff import entries, policy, postings
from api.fields import Known
from api.hazards.inputs import InputSerializer
from api.hazards.schemas import ColleagueOutput
from api.reference.keeping import (
    MembershipChanges,
    NewMembership,
    NewPerson,
    PersonChanges,
    refuse_who_administers_nothing,
    told_by_field,
)
from api.reference.schemas import ColleagueAtUnitsOutput, HeldOutput
from api.views import ApiView, ListView
from organizations import scope
from organizations.models import Membership, Unit, User

OF_A_ROLE = ("title", "starts_on", "ends_on")


class AtUnit(InputSerializer):
    unit = Known(scope.units_reached_by)


class PeopleView(ListView):
    """Who holds which roles at one unit. Administrators take people in, with their first roles."""

    request_body = NewPerson
    responses = {"GET": {200: ColleagueOutput(many=True)}, "POST": {201: ColleagueOutput}}
    tag = "reference"
    ordering = "username"
    parameters = [OpenApiParameter("unit", int, required=True)]

    def get_queryset(self):
        unit = self.validated_query(AtUnit)["unit"]
        held = Membership.objects.held().filter(unit=unit).order_by("role")
        found = User.objects.filter(is_active=True, pk__in=held.values("user"))
        return found.prefetch_related(Prefetch("memberships", held, to_attr="held"))

    def shown(self, user: Any) -> dict:
        return colleague(user, [membership.role for membership in user.held])

    def post(self, request) -> Response:
        refuse_who_administers_nothing(request.user)
        told = self.validated_body(NewPerson)
        days = {name: told.pop(name) for name in OF_A_ROLE if name in told}
        with told_by_field():
            by = {"by": request.user, "request": request._request}
            person = entries.take_in(told.pop("name"), **told, days=days, **by)
        return Response(colleague(person, sorted(told["roles"])), 201)


class PersonView(ApiView):
    """Somebody who holds a role at a unit in the caller's reach, with the roles they hold there;
    administrators change what is known of those they look after, and `is_active` false lets them
    leave."""

    request_body, tag = PersonChanges, "reference"
    responses = {"GET": {200: ColleagueAtUnitsOutput}, "PATCH": {200: ColleagueOutput}}

    def get(self, request, pk) -> Response:
        here = Membership.objects.held().filter(unit__in=scope.units_reached_by(request.user))
        held = list(here.filter(user=pk, user__is_active=True).select_related("user", "unit"))
        if not held:
            raise Http404
        told = colleague(held[0].user, sorted({one.role for one in held}))
        places = [{"unit": unit_ref(one.unit), "role": one.role} for one in held]
        return Response({**told, "memberships": places})

    def patch(self, request, pk) -> Response:
        refuse_who_administers_nothing(request.user)
        person = get_object_or_404(policy.people_of(request.user), pk=pk)
        told = self.validated_body(PersonChanges)
        leaves = told.pop("is_active", True) is False
        with told_by_field():
            if told:
                entries.change(person, by=request.user, request=request._request, **told)
            if leaves:
                postings.leave(person, by=request.user, request=request._request)
        held = scope.posts(User.objects.get(pk=pk))
        return Response(colleague(person, sorted({post.role for post in held})))


def colleague(person: User, roles: list[str]) -> dict[str, Any]:
    told = {"id": person.pk, "username": person.username, "name": person.name, "roles": roles}
    return {**told, "is_service": person.is_service}


def unit_ref(unit: Unit) -> dict[str, Any]:
    return {"id": unit.pk, "code": unit.code, "name": unit.name}


class MembershipsView(ListView):
    """The roles of the units one looks after, also those that are over or have not begun. A new one
    is given from `starts_on` to `ends_on`, or for good."""

    request_body = NewMembership
    responses = {"GET": {200: HeldOutput(many=True)}, "POST": {201: HeldOutput}}
    tag = "reference"
    ordering = "id"
    parameters = [OpenApiParameter("unit", int, required=True)]

    def get_queryset(self):
        refuse_who_administers_nothing(self.request.user)
        unit = self.validated_query(AtUnit)["unit"]
        return policy.roles_of(self.request.user).filter(unit=unit).select_related("user", "unit")

    def shown(self, row: Membership) -> dict:
        return role_as_told(row)

    def post(self, request) -> Response:
        refuse_who_administers_nothing(request.user)
        told = self.validated_body(NewMembership)
        with told_by_field():
            given = postings.give_role(
                told.pop("person"), **told, by=request.user, request=request._request
            )
        return Response(role_as_told(given), 201)


class MembershipView(ApiView):
    """The post and the days of a role. One whose last day lies behind is over."""

    request_body, tag = MembershipChanges, "reference"
    responses = {"PATCH": {200: HeldOutput}}

    def patch(self, request, pk) -> Response:
        refuse_who_administers_nothing(request.user)
        row = get_object_or_404(policy.roles_of(request.user).select_related("user", "unit"), pk=pk)
        told = self.validated_body(MembershipChanges)
        with told_by_field():
            postings.change_role(row, by=request.user, request=request._request, **told)
        row.refresh_from_db()
        return Response(role_as_told(row))


def role_as_told(row: Membership) -> dict[str, Any]:
    person, unit = row.user, row.unit
    return {
        "id": row.pk,
        "person": {"id": person.pk, "name": person.name, "username": person.username},
        "unit": unit_ref(unit),
        "role": row.role,
        "title": row.title,
        "post": row.post or None,
        "starts_on": row.starts_on and row.starts_on.isoformat(),
        "ends_on": row.ends_on and row.ends_on.isoformat(),
    }
