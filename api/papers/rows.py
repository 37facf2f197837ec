"""The rows of a public notice before it goes out: read, reworded and confirmed one by one."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.hazards import outputs
from api.papers import inputs
from api.papers.schemas import NoticeRowOutput
from api.views import ApiView, ListView
from hazards.models import Hazard
from papers.issuing import issuing_unit
from papers.periods.public_notice import published
from papers.publishing import services
from papers.publishing.finding import Finding
from papers.publishing.lines import Line, lines_of

ROW = {"POST": {200: NoticeRowOutput}}


class NoticeRowsView(ListView):
    """The rows a public notice of the unit and the period would have, for whoever may issue it. The
    original stands beside what is told to everybody."""

    responses, tag = {"GET": {200: NoticeRowOutput(many=True)}}, "papers"
    parameters = [
        OpenApiParameter("unit", int, required=True),
        OpenApiParameter("found_from", str),
        OpenApiParameter("found_to", str),
    ]
    page_size = 50
    ordering = "number"

    def get(self, request) -> Response:
        asked = {"found_from": None, "found_to": None, **self.validated_query(inputs.RowsAsked)}
        unit = asked["unit"]
        issuing_unit(request.user, unit)
        rows = published(request.user, unit, asked["found_from"], asked["found_to"])
        page: list[Any] = self.paginate_queryset(rows) or []
        lines = lines_of(page, [unit], by=request.user)
        return self.get_paginated_response([told(line) for line in lines])


class OneRow(ApiView):
    tag = "papers"

    def answer(self, hazard: Hazard) -> Response:
        """As it stands now."""
        seen = Hazard.objects.visible_to(self.request.user).for_list()
        now = get_object_or_404(seen, pk=hazard.pk)
        (line,) = lines_of([now], [now.unit], by=self.request.user)
        return Response(told(line))


class NoticeRowView(OneRow):
    """The row of one hazard."""

    responses = {"GET": {200: NoticeRowOutput}}

    def get(self, request, pk) -> Response:
        hazard = self.hazard()
        issuing_unit(request.user, hazard.unit)
        return self.answer(hazard)


class RewordRowView(OneRow):
    """Other words, which nobody has confirmed. 412 where somebody has reworded or confirmed the row
    since, or the hazard has moved on."""

    request_body, responses = inputs.Reword, ROW

    def post(self, request, pk) -> Response:
        hazard, said = self.hazard(), self.validated_body(inputs.Reword)
        said = {"place": "", "text": "", **said}
        services.reword(hazard, by=request.user, **said)
        return self.answer(hazard)


class ConfirmRowView(OneRow):
    """Somebody has read the row. 422 names each cue that is neither reworded nor checked, by its
    code and its field; 412 as for `reword`."""

    request_body, responses = inputs.Confirm, ROW

    def post(self, request, pk) -> Response:
        hazard, said = self.hazard(), self.validated_body(inputs.Confirm)
        services.confirm(hazard, by=request.user, **said)
        return self.answer(hazard)


def told(line: Line) -> dict[str, Any]:
    own, hazard = line.wording, line.hazard
    is_confirmed = own is not None and line.is_confirmed
    return {
        "hazard": {"id": str(hazard.pk), "number": hazard.number},
        "hazard_version": hazard.version,
        "version": line.version,
        "unit": outputs.unit_ref(hazard.unit),
        "original": {"place": hazard.place, "description": hazard.description},
        "place": line.place,
        "text": line.text,
        "is_proposed": line.is_proposed,
        "is_confirmed": is_confirmed,
        "is_ready": line.is_ready,
        "confirmed_by": outputs.person(own.confirmed_by) if own and is_confirmed else None,
        "confirmed_at": outputs.moment(own.confirmed_at) if own and is_confirmed else None,
        "cues": [cue(line, one) for one in line.cues],
    }


def cue(line: Line, one: Finding) -> dict[str, Any]:
    return {
        "key": one.key,
        "field": one.field,
        "code": one.code,
        "words": one.words,
        "label": str(one.cue.label),
        "reason": str(one.cue.reason),
        "is_checked": one.key in line.marks,
    }
