"""`Authorization: Token …`: who comes with it, what its scope lets it do, and how the schema
describes it."""

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS

from accounts import tokens
from accounts.models import Scope
from api.errors import refused


class Tokens(TokenAuthentication):
    """Knox, without its two surprises: bytes that are no text end in a 500, and every request
    reads all tokens of the person to throw away old ones (what makes a token does that here)."""

    def authenticate(self, request):
        found = super().authenticate(request)
        if found:
            tokens.note_use(found[1], request._request)
        return found

    def authenticate_credentials(self, token: bytes):
        found = tokens.with_secret(token.decode()) if token.isalnum() else None
        if found is None or not found.user.is_active:
            raise AuthenticationFailed(_("This token is not valid."))
        return found.user, found


def refuse_beyond_scope(request, writes_need: Scope) -> None:
    """Raises a 403 (`token_scope`) where a token may not do what it asks for: whatever its scope,
    it reads; it writes where its scope covers `writes_need`. A session has no scope."""
    if not isinstance(request.auth, AuthToken) or request.method in SAFE_METHODS:
        return
    scope = Scope(tokens.details_of(request.auth).scope)
    if not scope.covers(writes_need):
        sentence = _("This token was made for less: %(scope)s. Ask with one of a wider scope.")
        raise refused(403, "token_scope", sentence % {"scope": scope.label})


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = Tokens
    name = "token"

    def get_security_definition(self, auto_schema):
        return build_bearer_security_scheme_object("Authorization", "Token")
