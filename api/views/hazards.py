"""The ledger: report, list, look, and the history of one hazard."""

from django.urls import reverse
from rest_framework.response import Response

from api import answers, bodies
from api.doors import Door, ListDoor
from api.filters import LedgerFilter, WhenAsked
from api.idempotency import once
from api.preconditions import answered, has_version
from api.shapes import EntryShape, HazardRowShape, HazardShape
from hazards import services
from hazards.marks import mark
from hazards.models import Hazard, HistoryEntry


class LedgerDoor(ListDoor):
    takes = bodies.Report
    gives = {
        "GET": {200: HazardRowShape(many=True)},
        "POST": {201: HazardShape, 200: HazardShape},
    }
    headers_taken = ("Idempotency-Key",)
    filter_backends = [WhenAsked]
    filterset_class = LedgerFilter
    page_size = 20
    ordering = "-reported_at"
    orderings = ("reported_at", "due_on", "found_on", "number")

    def get_queryset(self):
        return Hazard.objects.visible_to(self.request.user).for_list()

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset)
        mark(page)
        return page

    def get(self, request) -> Response:
        """The hazards in sight, newest first. `unit` means the unit and all below it;
        `found_to` is the first day left out."""
        return super().get(request)

    def shown(self, hazard: Hazard) -> dict:
        return answers.listed(hazard)

    @once
    def post(self, request) -> Response:
        """Report a hazard. The same `id` and body again are the same report: 200 instead of
        201. Another body under a known id is a conflict."""
        hazard, is_new = services.report(by=request.user, **self.told(bodies.Report))
        answer = answered(answers.detail(hazard, request.user), 201 if is_new else 200)
        answer["Location"] = reverse("api:hazard", args=[hazard.pk])
        return answer


class HazardDoor(Door):
    """One hazard, with its photos and the moves open to the caller."""

    gives = {"GET": {200: HazardShape}}

    def get(self, request, pk) -> Response:
        hazard = self.hazard()
        if has_version(request, hazard.version):
            return Response(status=304, headers={"ETag": f'"{hazard.version}"'})
        return answered(answers.detail(hazard, request.user))


class HistoryDoor(ListDoor):
    """What happened, oldest first; each entry is chained to the one before by its digest."""

    gives = {"GET": {200: EntryShape(many=True)}}
    ordering = "sequence"

    def get_queryset(self):
        return HistoryEntry.objects.filter(hazard=self.hazard()).select_related("by")

    def shown(self, entry: HistoryEntry) -> dict:
        """What it was a duplicate of is named only to those who can see that one."""
        told, original = super().shown(entry), entry.facts.get("duplicate_of")
        seen = Hazard.objects.visible_to(self.request.user)
        if original and not seen.filter(pk=original["id"]).exists():
            told["facts"] = {**told["facts"], "duplicate_of": None}
        return told
