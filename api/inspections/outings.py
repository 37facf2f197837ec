"""Going out: entered, listed with what each outing counts for, and one with its visits."""

from datetime import date

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.idempotency import once
from api.inspections import inputs, outputs
from api.inspections.schemas import OutingOutput, OutingRowOutput
from api.views import ApiView, ListView
from inspections import going_out, services
from inspections.models import Outing, Round


class OutingsView(ListView):
    request_body = inputs.GoOut
    responses = {"GET": {200: OutingRowOutput(many=True)}, "POST": {201: OutingOutput}}
    tag = "inspections"
    headers_taken = ("Idempotency-Key",)
    ordering = "-day"
    parameters = [
        OpenApiParameter("unit", int, description="Sent by the unit or one below it; they count."),
        OpenApiParameter("from", date, description="Of this day or later."),
        OpenApiParameter("to", date, description="Of a day before this one."),
    ]

    def get_queryset(self):
        asked = self.validated_query(inputs.OutingsAsked)
        first, end = asked.get("from") or date.min, asked.get("to") or date.max
        user = self.request.user
        if "unit" in asked:
            rows = going_out.sent_by(asked["unit"], first, end, user)
        else:
            rows = Outing.objects.visible_to(user).filter(day__gte=first, day__lt=end)
        return rows.select_related("unit")

    def get(self, request) -> Response:
        """Outings with a visit in the caller's reach, latest first. With a `unit` they are the rows
        behind `went_out` of its coverage."""
        rows = self.paginate_queryset(self.get_queryset()) or []
        asked = Outing.objects.filter(pk__in=[one.pk for one in rows])
        counts = going_out.by_outing(asked, request.user)
        told = [outputs.outing_row(one, counts.get(one.pk)) for one in rows]
        return self.get_paginated_response(told)

    @once
    def post(self, request) -> Response:
        """One team, one unit or several: a visit is begun at each of `units`."""
        given = self.validated_body(inputs.GoOut)
        outing = services.go_out(by=request.user, members=given.pop("team", []), **given)
        return Response(outing_as_told(outing, request.user), 201)


class OutingView(ApiView):
    """One outing with the visits in the caller's reach."""

    responses, tag = {"GET": {200: OutingOutput}}, "inspections"

    def get(self, request, pk) -> Response:
        seen = Outing.objects.visible_to(request.user).select_related("unit")
        return Response(outing_as_told(get_object_or_404(seen, pk=pk), request.user))


def outing_as_told(outing: Outing, user) -> dict:
    seen = Round.objects.visible_to(user).filter(outing=outing.pk)
    counts = going_out.by_outing(Outing.objects.filter(pk=outing.pk), user).get(outing.pk)
    return outputs.outing(outing, list(seen.for_list().order_by("unit__code")), counts)
