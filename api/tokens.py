"""`Authorization: Token …`, and how the schema describes it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed


class Tokens(TokenAuthentication):
    """Knox, without its two surprises: bytes that are no text end in a 500, and every request
    reads all tokens of the person to throw away old ones (the login does that here)."""

    def authenticate_credentials(self, token: bytes):
        if not token.isalnum():
            raise AuthenticationFailed(_("This token is not valid."))
        return super().authenticate_credentials(token)

    def _cleanup_token(self, auth_token) -> bool:
        return auth_token.expiry is not None and auth_token.expiry < timezone.now()


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = Tokens
    name = "token"

    def get_security_definition(self, auto_schema):
        return build_bearer_security_scheme_object("Authorization", "Token")
