"""Logging in and out, and who one is."""

from datetime import datetime

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from accounts import tokens
from accounts.models import Scope
from accounts.second_factor import policy, showing
from api.errors import refused
from api.hazards import outputs
from api.hazards.inputs import Login
from api.hazards.schemas import MeOutput, TokenOutput
from api.tokens import Tokens
from api.views import ApiView, refuse_before_new_password
from audit import log
from organizations.models import User
from throttling import devices, one_time_codes
from throttling.lockout import LockedOut
from throttling.sign_in import sign_in


class LoginView(ApiView):
    """A name and a password for a token. Whoever has a second factor sends a code of the app, or a
    recovery code, as `code`: without one the answer is 401 `second_factor_required`, with a wrong
    or used one 401 `second_factor_invalid`. Whoever must have one and has none yet sets it up on
    the pages first (`second_factor_required`)."""

    authentication_classes = []
    permission_classes = [AllowAny]
    has_shown_factor = False
    request_body, responses, tag = Login, {"POST": {200: TokenOutput}}, "account"

    def get_authenticate_header(self, request) -> str:
        return "Token"

    def post(self, request) -> Response:
        user = self._signed_in(request._request)
        token, expiry = self._log_in(request._request, user)
        answer = Response({"token": token, "expiry": outputs.moment(expiry)})
        devices.remember(request._request, answer, user.pk)
        if self.has_shown_factor:
            one_time_codes.remember(request._request, answer, user)
        return answer

    def _signed_in(self, request):
        given = self.validated_body(Login)
        code = given.pop("code", "")
        try:
            user = sign_in(request, **given)
            if user is not None:
                self.has_shown_factor = show_second_factor(user, code, request)
        except LockedOut as refusal:
            log.record_lock_out(request, given["username"])
            sentence = _("Too many failed attempts. Please try again in %(minutes)d minutes.")
            told = sentence % {"minutes": refusal.minutes}
            raise refused(429, "locked_out", told, wait=refusal.seconds) from refusal
        if user is None:
            raise wrong_credentials()
        return user

    @transaction.atomic
    def _log_in(self, request, user) -> tuple[str, datetime]:
        """A fresh token; those that have run out are thrown away on the way. Whose password was
        changed, or who was deactivated, between the check and now gets none."""
        if not tokens.is_still(user):
            raise wrong_credentials()
        refuse_before_new_password(user)
        user_logged_in.send(sender=type(user), request=request, user=user)
        token, secret = tokens.make_at_log_in(user, request=request)
        return secret, token.expiry


def show_second_factor(user: User, code: str, request: HttpRequest) -> bool:
    """Is there one, and was it shown? Raises a 401 where it was needed and was not, and
    LockedOut."""
    if not policy.has_one(user):
        if policy.must_have(user):
            sentence = _("Your role asks for a second factor. Log in on the page and set it up.")
            raise AuthenticationFailed(sentence, "second_factor_required")
        return False
    if not code:
        sentence = _("This account asks for a second factor: send a code of the app as well.")
        raise AuthenticationFailed(sentence, "second_factor_required")
    try:
        showing.show(user, code, request=request)
    except ValidationError as refusal:
        raise AuthenticationFailed(refusal.messages[0], "second_factor_invalid") from refusal
    return True


def wrong_credentials() -> AuthenticationFailed:
    return AuthenticationFailed(_("The name or the password is wrong."), "wrong_credentials")


class LogoutView(ApiView):
    """The token is worth nothing from now on."""

    authentication_classes = [Tokens]
    responses, tag = {"POST": {204: None}}, "account"
    writes_need = Scope.READ  # whoever has it may always throw it away

    @transaction.atomic
    def post(self, request) -> Response:
        user, asked = request.user, request._request
        user_logged_out.send(sender=type(user), request=asked, user=user)
        tokens.end(request.auth, by=user, request=asked)
        return Response(status=204)


class MeView(ApiView):
    """Who is asking, and which roles they hold where."""

    responses, tag = {"GET": {200: MeOutput}}, "account"

    def get(self, request) -> Response:
        user = request.user
        held = user.memberships.held().select_related("unit").filter(unit__closed_on=None)
        me = {"id": user.pk, "name": str(user), "username": user.username, "memberships": held}
        return Response(MeOutput(me).data)
