"""Offers of hazards to other units: the letters to and from one's own."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.hazards.photos import WhateverTheyAccept, picture
from api.openapi.schema import JPEG
from api.transfers.outputs import letter, letter_row
from api.transfers.schemas import LetterOutput, LetterRowOutput
from api.views import ApiView, ListView
from hazards.models import Transfer


class TransfersView(ListView):
    """The letters to and from the caller's units, newest first; `waiting=true` are those the
    caller is to answer."""

    responses, tag = {"GET": {200: LetterRowOutput(many=True)}}, "transfers"
    parameters = [OpenApiParameter("waiting", bool)]
    page_size = 20
    ordering = "-offered_at"

    def get_queryset(self):
        seen = Transfer.objects.visible_to(self.request.user)
        is_mine = self.request.query_params.get("waiting") == "true"
        return (seen.waiting_for(self.request.user) if is_mine else seen).for_reading()

    def shown(self, transfer: Transfer) -> dict[str, Any]:
        return letter_row(transfer)


class LetterView(ApiView):
    tag = "transfers"

    def letter(self) -> Transfer:
        """Out of sight is not there."""
        seen = Transfer.objects.visible_to(self.request.user).for_reading()
        return get_object_or_404(seen, pk=self.kwargs["pk"])


class TransferView(LetterView):
    """One offer, with the case while it is open."""

    responses = {"GET": {200: LetterOutput}}

    def get(self, request, pk) -> Response:
        return Response(letter(self.letter(), request.user))


class TransferPhotoView(LetterView):
    """A picture of the case, for those who may read it now."""

    content_negotiation_class = WhateverTheyAccept
    responses = {"GET": JPEG}

    def get(self, request, pk, photo, size: str) -> HttpResponseBase:
        return picture(request, get_object_or_404(self.photos(), pk=photo), size)

    def photos(self):
        transfer = self.letter()
        photos = transfer.hazard.photos.all()
        return photos if transfer.shows_the_case_to(self.request.user) else photos.none()
