"""Logging in and out, and who one is."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from api import answers
from api.bodies import Login
from api.doors import Door
from api.errors import refused
from api.shapes import MeShape, TokenShape
from api.tokens import Tokens
from throttling import devices
from throttling.lockout import LockedOut
from throttling.sign_in import sign_in


class LoginDoor(Door):
    """A name and a password for a token."""

    authentication_classes = []
    permission_classes = [AllowAny]
    takes, gives, tag = Login, {"POST": {200: TokenShape}}, "account"

    def get_authenticate_header(self, request) -> str:
        return "Token"

    def post(self, request) -> Response:
        user = self._signed_in(request._request)
        token, expiry = _new_token(user)
        user_logged_in.send(sender=type(user), request=request._request, user=user)
        answer = Response({"token": token, "expiry": answers.moment(expiry)})
        devices.remember(request._request, answer, user.pk)
        return answer

    def _signed_in(self, request):
        try:
            user = sign_in(request, **self.told(Login))
        except LockedOut as refusal:
            sentence = _("Too many failed attempts. Please try again in %(minutes)d minutes.")
            told = sentence % {"minutes": refusal.minutes}
            raise refused(429, "locked_out", told, wait=refusal.seconds) from refusal
        if user is None:
            raise AuthenticationFailed(_("The name or the password is wrong."), "wrong_credentials")
        return user


@transaction.atomic
def _new_token(user):
    """A fresh token; those that have run out are thrown away on the way."""
    AuthToken.objects.filter(user=user, expiry__lt=timezone.now()).delete()
    row, token = AuthToken.objects.create(user=user)
    return token, row.expiry


class LogoutDoor(Door):
    """The token is worth nothing from now on."""

    authentication_classes = [Tokens]
    gives, tag = {"POST": {204: None}}, "account"

    def post(self, request) -> Response:
        request.auth.delete()
        user_logged_out.send(sender=type(request.user), request=request._request, user=request.user)
        return Response(status=204)


class MeDoor(Door):
    """Who is asking, and which roles they hold where."""

    gives, tag = {"GET": {200: MeShape}}, "account"

    def get(self, request) -> Response:
        user = request.user
        held = user.memberships.select_related("unit").filter(unit__closed_on=None)
        me = {"id": user.pk, "name": str(user), "username": user.username, "memberships": held}
        return Response(MeShape(me).data)
