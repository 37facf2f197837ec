"""Activities: which kinds there are, list, log, read, correct, and their photos."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from activities import services
from activities.kinds import EVERY, KINDS
from activities.models import Activity
from api.activities import inputs, outputs
from api.activities.schemas import ActivityKindOutput, ActivityOutput, ActivityRowOutput
from api.hazards.photos import WhateverTheyAccept, picture
from api.idempotency import once
from api.openapi.schema import JPEG
from api.views import ApiView, ListView

IN_THE_SERVICE = {"confirmed": "is_confirmed"}  # what a call says, as the services take it


class ActivityKindsView(ListView):
    responses, tag = {"GET": {200: ActivityKindOutput(many=True)}}, "activities"

    def get(self, request) -> Response:
        """What there is to log, in the order of the notice's table: all of it on one page."""
        told = [outputs.kind(one) for one in EVERY]
        return Response({"next": None, "previous": None, "results": told})


class ActivitiesView(ListView):
    request_body = inputs.LogActivity
    responses = {
        "GET": {200: ActivityRowOutput(many=True)},
        "POST": {201: ActivityOutput, 200: ActivityOutput},
    }
    tag = "activities"
    headers_taken = ("Idempotency-Key",)
    page_size = 50
    ordering = "-day"
    parameters = [
        OpenApiParameter("unit", int),
        OpenApiParameter("kind", str, enum=list(KINDS)),
        OpenApiParameter("from", str),
        OpenApiParameter("to", str),
        OpenApiParameter("current", bool),
    ]

    def get_queryset(self):
        form = inputs.WhichActivities(
            data={name: said for name, said in self.request.query_params.items() if said},
            context={"request": self.request},
        )
        form.is_valid(raise_exception=True)
        seen = Activity.objects.visible_to(self.request.user).filter(**form.conditions)
        if unit := form.given.get("unit"):
            seen = seen.of_unit_and_below(unit)
        return (seen.current() if form.given.get("current") else seen).for_list()

    def get(self, request) -> Response:
        """The activities in sight, the newest day first: of `unit` and all below it, of a kind, of
        days in [`from`, `to`). Corrected ones are among them unless only `current` ones are asked
        for."""
        return super().get(request)

    def shown(self, row: Activity) -> dict[str, Any]:
        return outputs.row(row)

    @once
    def post(self, request) -> Response:
        """Log an activity of one's own unit. The same `id` and body again are the same record: 200
        instead of 201; another body: 409. What says the same of the same day as another record is
        refused with `possible_double` until it is `confirmed`."""
        given = told(self.validated_body(inputs.LogActivity))
        made, is_new = services.log(by=request.user, **given)
        return whole(made, request, is_new)


class ActivityAt(ApiView):
    tag = "activities"

    def one(self) -> Activity:
        """The activity of the address. Out of sight is not there."""
        seen = Activity.objects.visible_to(self.request.user).for_reading()
        return get_object_or_404(seen, pk=self.kwargs["pk"])


class ActivityView(ActivityAt):
    responses = {"GET": {200: ActivityOutput}}

    def get(self, request, pk) -> Response:
        """One activity with its photos and its history."""
        return Response(outputs.detail(self.one(), request.user))


class SupersedeView(ActivityAt):
    request_body = inputs.SupersedeActivity
    responses = {"POST": {201: ActivityOutput, 200: ActivityOutput}}
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request, pk) -> Response:
        """Put another record in its place, with the reason why; this one stays to be seen. The new
        record is answered. The same `id` and body again: 200 instead of 201."""
        given = {"reason": "", **told(self.validated_body(inputs.SupersedeActivity))}
        made, is_new = services.supersede(self.one(), by=request.user, **given)
        return whole(made, request, is_new)


class ActivityPhotoView(ActivityAt):
    """A picture of the activity, for all who may see it."""

    content_negotiation_class = WhateverTheyAccept
    responses = {"GET": JPEG}

    def get(self, request, pk, photo, size: str) -> HttpResponseBase:
        row = get_object_or_404(self.one().photos.select_related("photo"), photo=photo)
        return picture(request, row.photo, size)


def told(given: dict[str, Any]) -> dict[str, Any]:
    return {IN_THE_SERVICE.get(name, name): value for name, value in given.items()}


def whole(made: Activity, request, is_new: bool) -> Response:
    one = Activity.objects.visible_to(request.user).for_reading().get(pk=made.pk)
    answer = Response(outputs.detail(one, request.user), 201 if is_new else 200)
    answer["Location"] = reverse("api:activity", args=[made.pk])
    return answer
