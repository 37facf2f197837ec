"""The figures of the handbook's section 3, for the hazards in sight."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from api.fields import Day, DayOrMoment, Known
from api.figures.schemas import StatisticsOutput
from api.hazards.inputs import InputSerializer
from api.views import ApiView
from figures.breakdown import BREAKDOWNS
from figures.statistics import figures
from organizations import scope


class Asked(InputSerializer):
    unit = Known(scope.units_reached_by, required=False)
    found_from = Day(required=False)
    found_to = Day(required=False)
    as_of = DayOrMoment(required=False)
    by = serializers.ChoiceField(list(BREAKDOWNS), required=False)


class FiguresView(ApiView):
    """Each rate is a value, its numerator, its denominator and its definition. The period is
    [found_from, found_to); `as_of` is a day, which means its end, or a moment; `by` adds rows."""

    responses, tag = {"GET": {200: StatisticsOutput}}, "statistics"
    parameters = [
        OpenApiParameter("unit", int),
        OpenApiParameter("found_from", {"type": "string", "format": "date"}),
        OpenApiParameter("found_to", {"type": "string", "format": "date"}),
        OpenApiParameter("as_of", str),
        OpenApiParameter("by", str, enum=list(BREAKDOWNS)),
    ]

    def get(self, request) -> Response:
        return Response(figures(request.user, **self.validated_query(Asked)))
