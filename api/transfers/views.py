"""Offers of hazards to other units: the letters to and from one's own, and the answers."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.hazards import inputs as bodies
from api.hazards import outputs as answers
from api.hazards.actions import Beside
from api.hazards.photos import WhateverTheyAccept, picture
from api.hazards.schemas import TransferShape
from api.idempotency import once
from api.openapi.schema import JPEG
from api.preconditions import expected_version
from api.transfers.outputs import letter, letter_row
from api.transfers.schemas import LetterRowShape, LetterShape
from api.views import Door, ListDoor
from hazards import services
from hazards.models import Transfer


class OfferDoor(Beside):
    """Offer the hazard to the unit it belongs to; one open offer at a time."""

    takes, gives = bodies.OfferTransfer, {"POST": {201: TransferShape}}

    @once
    def post(self, request, pk) -> Response:
        transfer = services.offer_transfer(self.hazard(), by=request.user, **self.given())
        return Response(answers.transfer(transfer), 201)


class TransfersDoor(ListDoor):
    """The letters to and from the caller's units, newest first; `waiting=true` are those the
    caller is to answer."""

    gives, tag = {"GET": {200: LetterRowShape(many=True)}}, "transfers"
    parameters = [OpenApiParameter("waiting", bool)]
    page_size = 20
    ordering = "-offered_at"

    def get_queryset(self):
        seen = Transfer.objects.visible_to(self.request.user)
        is_mine = self.request.query_params.get("waiting") == "true"
        return (seen.waiting_for(self.request.user) if is_mine else seen).for_reading()

    def shown(self, transfer: Transfer) -> dict[str, Any]:
        return letter_row(transfer)


class LetterDoor(Door):
    tag = "transfers"

    def letter(self) -> Transfer:
        """Out of sight is not there."""
        seen = Transfer.objects.visible_to(self.request.user).for_reading()
        return get_object_or_404(seen, pk=self.kwargs["pk"])


class TransferDoor(LetterDoor):
    """One offer, with the case while it is open."""

    gives = {"GET": {200: LetterShape}}

    def get(self, request, pk) -> Response:
        return Response(letter(self.letter(), request.user))


class TransferPhotoDoor(LetterDoor):
    """A picture of the case, for those who may read it now."""

    content_negotiation_class = WhateverTheyAccept
    gives = {"GET": JPEG}

    def get(self, request, pk, photo, size: str) -> HttpResponseBase:
        return picture(request, get_object_or_404(self.photos(), pk=photo), size)

    def photos(self):
        transfer = self.letter()
        photos = transfer.hazard.photos.all()
        return photos if transfer.shows_the_case_to(self.request.user) else photos.none()


class AnswerTransferDoor(LetterDoor):
    """Answer an offer, or take it back. Accepted, the hazard is the other unit's from then on:
    number, deadlines, attempts, photos and history go along."""

    gives = {"POST": {200: LetterShape}}
    headers_taken = ("If-Match", "Idempotency-Key")
    act: Any = None

    @once
    def post(self, request, pk) -> Response:
        given = {**self.told(self.takes), "version": expected_version(request)}
        type(self).act(self.letter(), by=request.user, **given)
        return Response(letter(self.letter(), request.user))


class AcceptDoor(AnswerTransferDoor):
    act, takes = staticmethod(services.accept_transfer), bodies.AcceptTransfer


class DeclineDoor(AnswerTransferDoor):
    act, takes = staticmethod(services.decline_transfer), bodies.DeclineTransfer


class WithdrawDoor(AnswerTransferDoor):
    act, takes = staticmethod(services.withdraw_transfer), bodies.WithdrawTransfer
