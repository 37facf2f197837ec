"""The ledger: report, list, look, and the history of one hazard."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from accounts.models import Scope
from api.hazards import inputs, outputs
from api.hazards.filters import ApiLedgerFilter, WhenAsked, day_of_names
from api.hazards.schemas import ChainedEntryOutput, EntryOutput, HazardOutput, HazardRowOutput
from api.idempotency import once
from api.preconditions import answered, has_version
from api.views import ApiView, ListView
from hazards import services
from hazards.facts import Sight
from hazards.models import Hazard, HistoryEntry
from organizations.unit_life.names import called_then


class LedgerView(ListView):
    request_body = inputs.Report
    responses = {
        "GET": {200: HazardRowOutput(many=True)},
        "POST": {201: HazardOutput, 200: HazardOutput},
    }
    headers_taken = ("Idempotency-Key",)
    writes_need = Scope.REPORT
    filter_backends = [WhenAsked]
    filterset_class = ApiLedgerFilter
    page_size = 20
    ordering = "-reported_at"
    orderings = ("reported_at", "due_on", "found_on", "number")

    def get_queryset(self):
        return Hazard.objects.visible_to(self.request.user)

    def paginate_queryset(self, queryset):
        """Which they are is asked without their units, kinds and people, whose tables would lead a
        database to sort all it has found."""
        few = queryset.only(*self.orderings)
        keys = [one.pk for one in super().paginate_queryset(few) or ()]
        seen = Hazard.objects.visible_to(self.request.user).filter(pk__in=keys)
        rows = {one.pk: one for one in seen.order_by().for_rows()} if keys else {}
        called_then((one.unit for one in rows.values()), day_of_names(self.request))
        return [rows[pk] for pk in keys if pk in rows]

    def get(self, request) -> Response:
        """The hazards in sight, newest first. `unit` means the unit and all below it;
        `found_to` is the first day left out. With `as_of` each unit is called what it was called
        then."""
        return super().get(request)

    def shown(self, hazard: Hazard) -> dict:
        return outputs.listed(hazard)

    @once
    def post(self, request) -> Response:
        """Report a hazard. The same `id` and body again are the same report: 200 instead of
        201. Another body under a known id is a conflict."""
        hazard, is_new = services.report(by=request.user, **self.validated_body(inputs.Report))
        answer = answered(outputs.detail(hazard, request.user), 201 if is_new else 200)
        answer["Location"] = reverse("api:hazard", args=[hazard.pk])
        return answer


class HazardView(ApiView):
    """One hazard, with its photos and the moves open to the caller."""

    responses = {"GET": {200: HazardOutput}}

    def get(self, request, pk) -> Response:
        seen = Hazard.objects.visible_to(request.user).for_list()
        hazard = get_object_or_404(seen.with_turns(), pk=pk)
        if has_version(request, hazard.version):
            return Response(status=304, headers={"ETag": f'"{hazard.version}"'})
        return answered(outputs.detail(hazard, request.user))


class HistoryView(ListView):
    """What happened, oldest first; each entry is chained to the one before by its digest. A fact
    that names a record out of the caller's reach is null and stands in `withheld`: the digest of
    such an entry covers what the caller is not told, so that only its links can be compared."""

    responses = {"GET": {200: EntryOutput(many=True)}}
    ordering = "sequence"

    def get_queryset(self):
        entries = HistoryEntry.objects.filter(hazard=self.hazard())
        return entries.select_related("by", "hazard__unit")

    def get(self, request, pk) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        sight = Sight(page, request.user)
        return self.get_paginated_response([line(entry, sight) for entry in page])


def line(entry: HistoryEntry, sight: Sight) -> dict[str, Any]:
    """An entry as far as the caller may be told it."""
    known = ChainedEntryOutput().to_representation(entry)
    told = {"facts": sight.told(entry), "withheld": sight.withheld(entry)}
    return {**known, **told, "attempt": entry.attempt}
