"""What stands beside the state of many hazards: the listings for supervision that last."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from api.hazards import inputs
from api.transfers.outputs import listing
from api.transfers.schemas import ListingOutput
from api.views import ListView
from hazards.models import Hazard, Supervision


class SupervisionsView(ListView):
    """All listings that last, of hazards in sight, the nearest deadline first."""

    responses = {"GET": {200: ListingOutput(many=True)}}
    parameters = [OpenApiParameter("unit", int), OpenApiParameter("level", str)]
    page_size = 20
    ordering = "deadline"

    def get_queryset(self):
        asked = self.validated_query(inputs.ListedUnder)
        seen = Hazard.objects.visible_to(self.request.user)
        seen = seen.under(asked["unit"]) if "unit" in asked else seen
        lasting = Supervision.objects.filter(delisted_on=None, hazard__in=seen)
        lasting = lasting.filter(level=asked["level"]) if asked.get("level") else lasting
        return lasting.select_related("hazard__unit")

    def shown(self, one: Supervision) -> dict[str, Any]:
        return listing(one)
