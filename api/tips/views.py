"""Telling a tip without a log-in, asking how far it is; and what those do who handle tips."""

import uuid
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response

from api.errors import refused
from api.hazards.photos import WhateverTheyAccept
from api.idempotency import once
from api.openapi.schema import JPEG
from api.parsing import Json
from api.preconditions import answered, expected_version
from api.returns.schemas import StartedOutput
from api.tips import inputs, outputs
from api.tips.schemas import (
    FollowUpOutput,
    ProgressOutput,
    ReceiptOutput,
    SetAsideOutput,
    TipOutput,
    TipRowOutput,
    TipsterOutput,
)
from api.views import ApiView, ListView
from jobs.models import Job
from organizations import scope
from organizations.models import Role, Unit
from organizations.units import below
from throttling.addresses import client_address, network
from tips import services
from tips.identity import secrecy, tipsters
from tips.models import FollowUp, Tip, TipPhoto
from tips.public import flooding, progress, receipts
from tips.services.handling import successor_of
from tips.services.uploads import NoRoom
from tips.states import TipState


def too_many(refusal: flooding.TooMany):
    sentence = _("Too much at once. Please try again later.")
    return refused(429, "throttled", sentence, wait=refusal.seconds)


def refuse_others(user) -> None:
    if not any(post.role == Role.TIP_HANDLER for post in scope.posts(user)):
        raise PermissionDenied(_("You are not named to handle tips."))


class TipsView(ListView):
    parser_classes = [Json, MultiPartParser]
    request_body = inputs.TellTip
    responses = {
        "GET": {200: TipRowOutput(many=True)},
        "POST": {201: ReceiptOutput, 200: ReceiptOutput},
    }
    tag = "tips"
    page_size = 50
    ordering = "-received_at"
    parameters = [
        OpenApiParameter("state", str, enum=TipState.values),
        OpenApiParameter("unit", int, description="The unit told of, or one below it."),
    ]

    def get_permissions(self):
        return [AllowAny() if self.request.method == "POST" else IsAuthenticated()]

    def get_queryset(self):
        asked = self.validated_query(inputs.TipsAsked)
        seen = inputs.tips(self.request.user).for_list()
        if asked.get("state"):
            seen = seen.filter(state=asked["state"])
        if asked.get("unit"):
            seen = seen.filter(below(asked["unit"].path, "unit__path"))
        return seen

    def get(self, request) -> Response:
        """The tips the caller handles, the newest first."""
        refuse_others(request.user)
        return super().get(request)

    def shown(self, tip: Tip) -> dict[str, Any]:
        return outputs.row(tip)

    def post(self, request) -> Response:
        """Tell of a danger at a unit, without a log-in; with pictures as multipart. The same `id`
        and body again are the same tip: 200, and the same receipt code. So many an hour are taken
        from one address, and about one unit."""
        given = self.validated_body(inputs.TellTip)
        unit = self.unit(given.pop("unit"))
        by = request.user if given.get("channel") else None
        if by is None or not by.is_authenticated:
            by = None
            self.refuse_a_flood(request, unit)
        form_id = given.pop("id", None) or uuid.uuid4()
        photos = self.photos(request, given.pop("photos", []), form_id)
        who = tipsters.said(given.pop("phone", ""), given.pop("name", ""))
        said = {"place": given.pop("where"), "text": given.pop("what")}
        told = {name: value for name, value in given.items() if value}
        received = services.receive(
            unit=unit, id=form_id, by=by, who=who, photos=photos, **said, **told
        )
        return Response({"receipt": received.code}, 201 if received.is_new else 200)

    def unit(self, code: str) -> Unit:
        found = Unit.objects.filter(code__iexact=code).first()
        if found is None:
            raise ValidationError({"unit": [_("There is no open unit with this name or code.")]})
        return successor_of(found)

    def refuse_a_flood(self, request, unit: Unit) -> None:
        try:
            flooding.refuse_a_flood(request._request, unit)
        except flooding.TooMany as refusal:
            raise too_many(refusal) from refusal

    def photos(self, request, files, form_id: uuid.UUID) -> list[uuid.UUID]:
        """Where there is no room for pictures it is taken without them."""
        whose = network(client_address(request._request))
        try:
            return [services.keep_photo(file, form_id=form_id, whose=whose) for file in files]
        except NoRoom:
            return []


class ReceiptView(ApiView):
    """How far the tip with this receipt code is. A code nobody has is always answered alike."""

    permission_classes = [AllowAny]
    responses, tag = {"GET": {200: ProgressOutput}}, "tips"

    def get(self, request, receipt: str) -> Response:
        try:
            flooding.refuse_guessing(request._request)
        except flooding.TooMany as refusal:
            raise too_many(refusal) from refusal
        tip = receipts.found(receipt)
        if tip is None:
            raise NotFound(_("There is no tip with this code."))
        return Response(outputs.progress(progress.of(tip)))


class OfTip(ApiView):
    tag = "tips"

    def tip(self) -> Tip:
        """The tip of the address. Out of sight is not there."""
        seen = inputs.tips(self.request.user).select_related("unit", "verifier", "decided_by")
        follow_ups = Prefetch(
            "follow_ups",
            inputs.follow_ups(self.request.user).select_related("unit", "recorded_by"),
        )
        return get_object_or_404(seen.prefetch_related("photos", follow_ups), pk=self.kwargs["pk"])

    def as_it_stands(self, status: int = 200) -> Response:
        return answered(outputs.detail(self.tip(), self.request.user), status)


class TipView(OfTip):
    """One tip, without who told it."""

    responses = {"GET": {200: TipOutput}}

    def get(self, request, pk) -> Response:
        return self.as_it_stands()


class TipMoveView(OfTip):
    """Answers with the tip as it then stands. 409 names the present state and version, 422 each
    thing that is missing."""

    responses = {"POST": {200: TipOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")
    move: Any = None

    @property
    def request_body(self):
        return inputs.BODIES.get(self.move.name, inputs.Unfounded)

    @once
    def post(self, request, pk) -> Response:
        tip, given = self.tip(), self.validated_body(self.request_body)
        given["version"] = expected_version(request)
        getattr(services, self.move.name)(tip, by=request.user, **given)
        return self.as_it_stands()


class TipsterView(OfTip):
    """Who told it, for those named to handle it; each look is in the audit log."""

    responses = {"GET": {200: TipsterOutput}}

    def get(self, request, pk) -> Response:
        try:
            who = tipsters.look(self.tip(), by=request.user, request=request._request)
        except secrecy.Unreadable as error:
            sentence = _("Who told it is encrypted with a key that is not here.")
            raise refused(503, "key_missing", sentence) from error
        answer = Response({"phone": who.phone, "name": who.name})
        answer["Cache-Control"] = "no-store"
        return answer


class SetAsideView(ApiView):
    """Set up to 100 tips aside as junk, or all that are alike: those that wait to be verified and
    are the caller's. Many are left to the worker: 202 and its job."""

    request_body = inputs.SetAside
    responses, tag = {"POST": {200: SetAsideOutput, 202: StartedOutput}}, "tips"
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request) -> Response:
        refuse_others(request.user)
        given = self.validated_body(inputs.SetAside)
        told = {"by": request.user, "reason": given.get("reason", "")}
        if given["all"]:
            asked = {name: given[name] for name in ("unit", "since", "says") if name in given}
            done = services.set_aside_alike(**told, **asked)
        else:
            tips = inputs.tips(request.user).filter(pk__in=given["ids"])
            done = services.set_aside_several(tips, **told)
        if isinstance(done, Job):
            return Response({"job": str(done.pk)}, 202)
        return Response({"set_aside": done})


class FollowUpsView(ListView):
    request_body = inputs.News
    responses = {
        "GET": {200: FollowUpOutput(many=True)},
        "POST": {201: FollowUpOutput, 200: FollowUpOutput},
    }
    tag = "tips"
    headers_taken = ("Idempotency-Key",)
    page_size = 50
    ordering = "-day"

    def get_queryset(self):
        return inputs.follow_ups(self.request.user).select_related("unit", "recorded_by")

    def get(self, request) -> Response:
        """Rewards and news reports, the newest first, corrected ones among them."""
        return super().get(request)

    def shown(self, one: FollowUp) -> dict[str, Any]:
        return outputs.follow_up(one)

    @once
    def post(self, request) -> Response:
        """Record a news report that came of a lead. The same `id` and body again: 200."""
        given = {"title": "", **self.validated_body(inputs.News)}
        one, is_new = services.record_news(by=request.user, **given)
        return Response(outputs.follow_up(one), 201 if is_new else 200)


class SupersedeView(ApiView):
    """Put another record in the place of a reward or news report; answers with the new one."""

    request_body, tag = inputs.CorrectFollowUp, "tips"
    responses = {"POST": {201: FollowUpOutput, 200: FollowUpOutput}}
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request, pk) -> Response:
        one = get_object_or_404(inputs.follow_ups(request.user), pk=pk)
        given = {"reason": "", **self.validated_body(inputs.CorrectFollowUp)}
        new, is_new = services.supersede(one, by=request.user, **given)
        answer = Response(outputs.follow_up(new), 201 if is_new else 200)
        answer["Location"] = reverse("api:tip-follow-ups")
        return answer


class TipPhotoView(ApiView):
    """A picture of a tip, for those who handle it."""

    content_negotiation_class = WhateverTheyAccept
    responses, tag = {"GET": JPEG}, "tips"

    def get(self, request, pk, photo, size: str):
        seen = get_object_or_404(TipPhoto.objects.visible_to(request.user), pk=photo, tip=pk)
        if seen.deleted_on:
            raise Http404
        try:
            file = default_storage.open(seen.file_name(size))
        except FileNotFoundError as gone:
            raise Http404 from gone
        return FileResponse(file, content_type="image/jpeg")
