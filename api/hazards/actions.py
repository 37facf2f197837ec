"""What is done beside the state: extensions, interim controls, supervision listings."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.hazards import inputs as bodies
from api.hazards import outputs as answers
from api.hazards.schemas import ControlShape, ExtensionShape, HazardShape
from api.idempotency import once
from api.preconditions import answered, expected_version
from api.transfers.outputs import listing
from api.transfers.schemas import ListingShape
from api.views import Door, ListDoor
from hazards import services
from hazards.models import Extension, Hazard, Supervision


class Beside(Door):
    headers_taken = ("If-Match", "Idempotency-Key")

    def given(self) -> dict:
        return {**self.told(self.takes), "version": expected_version(self.request)}


class SupervisionDoor(Beside):
    """List for supervision, or delist. A listed hazard cannot be closed."""

    gives = {"POST": {200: HazardShape}}
    act: Any = None

    @once
    def post(self, request, pk) -> Response:
        hazard = self.hazard()
        type(self).act(hazard, by=request.user, **self.given())
        return answered(answers.detail(self.hazard(), request.user))


class SupervisionsDoor(ListDoor):
    """All listings that last, of hazards in sight, the nearest deadline first."""

    gives = {"GET": {200: ListingShape(many=True)}}
    parameters = [OpenApiParameter("unit", int), OpenApiParameter("level", str)]
    page_size = 20
    ordering = "deadline"

    def get_queryset(self):
        asked = self.asked(bodies.ListedUnder)
        seen = Hazard.objects.visible_to(self.request.user)
        seen = seen.under(asked["unit"]) if "unit" in asked else seen
        lasting = Supervision.objects.filter(delisted_on=None, hazard__in=seen)
        lasting = lasting.filter(level=asked["level"]) if asked.get("level") else lasting
        return lasting.select_related("hazard__unit")

    def shown(self, one: Supervision) -> dict[str, Any]:
        return listing(one)


class ListForSupervisionDoor(SupervisionDoor):
    act, takes = staticmethod(services.list_for_supervision), bodies.ListForSupervision


class DelistDoor(SupervisionDoor):
    act, takes = staticmethod(services.delist), bodies.Delist


class ExtensionsDoor(Beside):
    """Ask for more time; one request at a time."""

    takes, gives = bodies.RequestExtension, {"POST": {201: ExtensionShape}}

    @once
    def post(self, request, pk) -> Response:
        hazard = self.hazard()
        extension = services.request_extension(hazard, by=request.user, **self.given())
        return Response(answers.extension(extension), 201)


class ControlsDoor(Beside):
    """Record what keeps people safe until the repair."""

    takes, gives = bodies.Control, {"POST": {201: ControlShape}}

    @once
    def post(self, request, pk) -> Response:
        interim = services.control(self.hazard(), by=request.user, **self.given())
        return Response(answers.control(interim), 201)


class AnswerDoor(Beside):
    """Answer a request for more time. Granting moves the deadline, never the original one."""

    gives = {"POST": {200: ExtensionShape}}
    act: Any = None

    @once
    def post(self, request, pk) -> Response:
        asked = Extension.objects.filter(hazard__in=Hazard.objects.visible_to(request.user))
        extension: Extension = get_object_or_404(asked.select_related("hazard"), pk=pk)
        answered_now = type(self).act(extension, by=request.user, **self.given())
        return Response(answers.extension(answered_now))


class GrantDoor(AnswerDoor):
    act, takes = staticmethod(services.grant), bodies.Grant


class RefuseDoor(AnswerDoor):
    act, takes = staticmethod(services.refuse), bodies.Refuse
