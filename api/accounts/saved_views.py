"""Saved views of the ledger: one's own, and those shared with one's units."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from api.hazards import inputs, outputs
from api.idempotency import once
from api.transfers.schemas import SavedViewOutput
from api.views import ApiView, ListView
from hazards.ledger.saved_views import SavedView
from returns import services


class SavedViewsView(ListView):
    """`query` goes behind `hazards/?`. Saving under a name one has used replaces that view."""

    request_body, tag = inputs.SaveView, "views"
    responses = {
        "GET": {200: SavedViewOutput(many=True)},
        "POST": {201: SavedViewOutput, 200: SavedViewOutput},
    }
    headers_taken = ("Idempotency-Key",)
    ordering = "name"

    def get_queryset(self):
        seen = SavedView.objects.visible_to(self.request.user)
        return seen.select_related("owner", "shared_with")

    def shown(self, view: SavedView) -> dict[str, Any]:
        return told(view, self.request.user)

    @once
    def post(self, request) -> Response:
        view, is_new = services.save_view(by=request.user, **self.validated_body(inputs.SaveView))
        return Response(told(view, request.user), 201 if is_new else 200)


class SavedViewView(ApiView):
    """Only its owner renames or forgets a view."""

    request_body, tag = inputs.RenameView, "views"
    responses = {"PATCH": {200: SavedViewOutput}, "DELETE": {204: None}}

    def patch(self, request, pk: int) -> Response:
        given = self.validated_body(inputs.RenameView)
        view = services.rename_view(self.view(), by=request.user, **given)
        return Response(told(view, request.user))

    def delete(self, request, pk: int) -> Response:
        services.forget_view(self.view(), by=request.user)
        return Response(status=204)

    def view(self) -> SavedView:
        return get_object_or_404(
            SavedView.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )


def told(view: SavedView, user) -> dict[str, Any]:
    return {
        "id": view.pk,
        "name": view.name,
        "query": view.query,
        "owner": outputs.person(view.owner),
        "is_mine": view.owner_id == user.pk,
        "shared_with": view.shared_with and outputs.unit_ref(view.shared_with),
    }
