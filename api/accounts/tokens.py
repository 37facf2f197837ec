"""One's own tokens: listed, made for a purpose, ended."""

from typing import Any

from django.http import Http404
from knox.models import AuthToken
from rest_framework import serializers
from rest_framework.response import Response

from accounts import tokens
from accounts.models import LONGEST_NAME, Scope
from api.accounts.schemas import NewTokenOutput, OwnTokenOutput
from api.fields import Day, Words
from api.hazards import outputs
from api.hazards.inputs import InputSerializer
from api.pagination import Newest
from api.views import ApiView, ListView
from throttling import user_agents


class LastDay(Day):
    def to_internal_value(self, value):
        day = super().to_internal_value(value)
        fault = tokens.fault_of_end(day)
        if fault:
            raise serializers.ValidationError(fault, "out_of_bounds")
        return day


class NewToken(InputSerializer):
    name = Words(max_length=LONGEST_NAME)
    scope = serializers.ChoiceField(Scope.choices)
    expires_on = LastDay()


class TokensView(ListView):
    """Those that open something now, the newest first. A new one opens until the end of the day
    `expires_on`, at most 366 days ahead. Only a token of the scope `full`, or a session, makes and
    ends tokens."""

    request_body, tag = NewToken, "account"
    responses = {"GET": {200: OwnTokenOutput(many=True)}, "POST": {201: NewTokenOutput}}
    pagination_class = Newest

    def get_queryset(self):
        return tokens.of(self.request.user)

    def shown(self, row: AuthToken) -> dict[str, Any]:
        return told(row, self.request)

    def post(self, request) -> Response:
        """Not remembered under an `Idempotency-Key`: the answer would keep the secret."""
        given = self.validated_body(NewToken)
        token, secret = tokens.make(by=request.user, request=request._request, **given)
        return Response({**told(token, request), "token": secret}, 201)


class TokenView(ApiView):
    """It opens nothing from now on."""

    responses, tag = {"DELETE": {204: None}}, "account"

    def delete(self, request, pk) -> Response:
        mine = (one for one in tokens.of(request.user) if tokens.public_id_of(one) == pk)
        token = next(mine, None)
        if token is None:
            raise Http404
        tokens.end(token, by=request.user, request=request._request)
        return Response(status=204)


def told(token: AuthToken, request) -> dict[str, Any]:
    details = tokens.details_of(token)
    return {
        "id": str(tokens.public_id_of(token)),
        "name": tokens.label(token),
        "scope": details.scope,
        "begins": tokens.first_characters(token),
        "created_at": outputs.moment(token.created),
        "expires_on": outputs.day(tokens.last_day(token)),
        "used_at": outputs.moment(details.used_at),
        "address": details.address,
        "device": user_agents.in_words(details.device),
        "is_current": token == request.auth,
    }
