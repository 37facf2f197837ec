"""Returns: list, read, fill in, adjust, move, and look behind a figure."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.errors import WrongShape, error
from api.idempotency import once
from api.returns import inputs, outputs
from api.returns.base import ReturnAt
from api.returns.schemas import BehindOutput, ReturnEntryOutput, ReturnOutput, ReturnRowOutput
from api.views import ListView
from returns import services
from returns.models.returns import Return, ReturnEntry
from returns.table import drilldown, reading
from returns.table.answers import BadAnswers, NoAnswer, known
from workflow.return_law import word
from workflow.states import ReturnState

HEAVY = ("document", "parts", "children")
CODE_IS_WRONG = ("unknown_indicator", "not_adjustable")


class ReturnsView(ListView):
    """The returns in sight. `unit` is that very unit; superseded ones are listed only when asked
    for by their state."""

    responses, tag = {"GET": {200: ReturnRowOutput(many=True)}}, "returns"
    page_size = 20
    ordering = "number"
    orderings = ("number",)
    parameters = [
        OpenApiParameter("campaign", int),
        OpenApiParameter("unit", int),
        OpenApiParameter("state", str, enum=ReturnState.values),
    ]

    def get_queryset(self):
        asked = self.validated_query(inputs.WhichReturns)
        seen = Return.objects.visible_to(self.request.user).filter(**asked)
        wanted = seen if "state" in asked else seen.current()
        light = wanted.select_related("unit", "campaign", "submission")
        return light.defer(*(f"submission__{name}" for name in HEAVY), "typed", "summary")

    def get(self, request) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        stale = reading.stale_among(page)
        return self.get_paginated_response([outputs.row(one, one.pk in stale) for one in page])


class ReturnView(ReturnAt):
    request_body = inputs.Fill
    responses = {"GET": {200: ReturnOutput}, "PATCH": {200: ReturnOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")

    def get(self, request, pk) -> Response:
        """One return with its figures, what speaks against them, and the moves open to the
        caller."""
        return self.as_it_stands()

    @once
    def patch(self, request, pk) -> Response:
        """Fill in a draft. A bad value is refused naming its blank, and nothing is saved."""
        services.fill(self.one(), by=request.user, **self.given())
        return self.as_it_stands()


class AdjustView(ReturnAt):
    """Say another figure than the one counted or summed; both stay, with the reason."""

    request_body, responses = inputs.Adjust, {"POST": {200: ReturnOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")

    @once
    def post(self, request, pk) -> Response:
        one, given = self.one(), {"value": None, "reason": "", **self.given()}
        try:
            services.adjust(one, by=request.user, **given)
        except BadAnswers as bad:
            raise _of_one(bad) from bad
        return self.as_it_stands()


class DraftSummaryView(ReturnAt):
    """Write the first draft of a summary into an empty one: what was done, with its figures, in the
    order of the form."""

    request_body, responses = inputs.Nothing, {"POST": {200: ReturnOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")

    @once
    def post(self, request, pk) -> Response:
        services.draft_summary(self.one(), by=request.user, **self.given())
        return self.as_it_stands()


def _of_one(bad: BadAnswers) -> WrongShape:
    """The same faults, at the two fields of this call."""
    return WrongShape(
        [
            error(no.code, no.sentence, "code" if no.code in CODE_IS_WRONG else "value")
            for no in bad.faults.values()
        ]
    )


class ReturnHistoryView(ReturnAt, ListView):
    """What happened, oldest first; each entry is chained to the one before by its digest."""

    responses = {"GET": {200: ReturnEntryOutput(many=True)}}
    ordering = "sequence"

    def get_queryset(self):
        return ReturnEntry.objects.filter(of=self.one()).select_related("by")

    def shown(self, entry: ReturnEntry) -> dict[str, Any]:
        return {**super().shown(entry), "move": word(entry.move)}


class RowsView(ReturnAt):
    """Behind one figure: what it means, the units it is the sum of, and the records it counts, as
    far as the caller may see them."""

    responses = {"GET": {200: BehindOutput}}
    parameters = [OpenApiParameter("code", str, required=True)]

    def get(self, request, pk) -> Response:
        one = self.one()
        code = self.validated_query(inputs.WhichFigure)["code"]
        try:
            known(one.campaign.form, code)
        except NoAnswer as no:
            raise WrongShape([error(no.code, no.sentence, "code")]) from no
        opened = reading.opened(one, request.user)
        return Response(outputs.behind(drilldown.behind(opened, code)))
