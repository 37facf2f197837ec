"""OpenID Connect: discovery, a code with PKCE, and an ID token whose signature is checked."""

from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, get_random_string

from accounts.providers.protocols.outside import NotWell, Rejected
from accounts.providers.protocols.profiles import Profile, profile
from accounts.providers.protocols.service import Service, asked

KNOWN_AT = "/.well-known/openid-configuration"
# With a secret both sides know, or with none, whoever knows the secret could have signed.
SIGNED_BY = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    **dict.fromkeys(("ES256", "ES384", "ES512"), "EC"),
    "EdDSA": "OKP",
}
LEEWAY = 60  # seconds clocks may differ
NONCE_LENGTH = 32
VERIFIED = {"phone_number": "phone_number_verified", "email": "email_verified"}


class OpenIDConnect(Service, OpenIDConnectOAuth2Adapter):
    has_pkce = True

    def __init__(self, request: HttpRequest, declared: Any, callback: str) -> None:
        super().__init__(request, declared, callback)
        self._config: dict[str, Any] = {}

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer says of itself. Raises NotWell where it is another one, or leads to where
        anybody could listen."""
        if not self._config:
            issuer = self.declared.realm
            _status, said = asked("GET", f"{issuer}{KNOWN_AT}")
            if str(said.get("issuer", "")).rstrip("/") != issuer:
                raise NotWell("discovery names another issuer")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                refuse_in_the_clear(str(said.get(name, "")), issuer)
            self._config = said
        return self._config

    @property
    def basic_auth(self) -> bool:
        """How we show who we are where the issuer does not say: as the standard has it."""
        methods = self.openid_config.get("token_endpoint_auth_methods_supported")
        return "client_secret_post" not in (methods or ["client_secret_basic"])

    def scopes(self) -> list[str]:
        by_phone = ["phone"] if self.declared.match == "phone" else []
        return ["openid", "profile", *by_phone]

    def auth_params(self, put_aside: dict[str, Any]) -> dict[str, str]:
        put_aside["nonce"] = get_random_string(NONCE_LENGTH)
        return {"nonce": put_aside["nonce"]}

    def who(self, state: dict[str, Any]) -> Profile:
        tokens = self.exchanged(str(state.get("pkce_code_verifier", "")))
        claims = self.checked(tokens.get("id_token"), str(state["data"]["nonce"]))
        claims = {**self.more(tokens, claims), **claims}
        return profile(claims["sub"], believed(claims, self.declared.claim))

    def exchanged(self, verifier: str) -> dict[str, Any]:
        client = self.get_client(self.request, self.get_provider().app)
        try:
            tokens = client.get_access_token(self.code(), pkce_code_verifier=verifier)
        except OAuth2Error as error:
            # RFC 6749, 5.2: everything else is the operator's to mend, not somebody's guess.
            kind = Rejected if "invalid_grant" in str(error) else NotWell
            raise kind(str(error)[:200]) from error
        if not isinstance(tokens, dict):
            raise NotWell("no tokens")
        return tokens

    def checked(self, token: Any, nonce: str) -> dict[str, Any]:
        """The claims of an ID token for us, by this issuer, for this log-in, that still holds."""
        try:
            claims = self.decoded(token)
        except jwt.PyJWTError as error:
            raise Rejected(f"ID token: {error}"[:200]) from error
        if not constant_time_compare(str(claims.get("nonce", "")), nonce):
            raise Rejected("ID token: nonce")
        is_for_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if is_for_several and claims.get("azp") != self.declared.client_id:
            raise Rejected("ID token: azp")
        return claims

    def decoded(self, token: Any) -> dict[str, Any]:
        """allauth takes an ID token that came over TLS unchecked, and one with a key only where
        the key has a name, which not every issuer gives it. Raises PyJWTError."""
        header = jwt.get_unverified_header(token)
        algorithm = str(header.get("alg"))
        if algorithm not in SIGNED_BY:
            raise jwt.InvalidAlgorithmError(f"nobody has to have signed by {algorithm}")
        failure: jwt.PyJWTError = jwt.InvalidKeyError("the issuer has no such key")
        for key in self.keys(SIGNED_BY[algorithm], header.get("kid")):
            try:
                return jwt.decode(
                    token,
                    key.key,
                    algorithms=[algorithm],
                    audience=self.declared.client_id,
                    issuer=self.openid_config["issuer"],
                    leeway=LEEWAY,
                    options={"require": ["iss", "aud", "sub", "exp"]},
                )
            except jwt.PyJWTError as error:
                failure = error
        raise failure

    def keys(self, kind: str, name: Any) -> list[jwt.PyJWK]:
        _status, said = asked("GET", self.openid_config["jwks_uri"])
        found = [one for one in jwt.PyJWKSet.from_dict(said).keys if one.key_type == kind]
        return [one for one in found if name is None or one.key_id in (None, name)]

    def more(self, tokens: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """What the ID token leaves to be asked for, where it left something."""
        address = str(self.openid_config.get("userinfo_endpoint", ""))
        if self.declared.claim in claims or not address:
            return {}
        refuse_in_the_clear(address, self.declared.realm)
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        status, said = asked("GET", address, headers=headers)
        if status != 200 or said.get("sub") != claims["sub"]:
            raise NotWell(f"userinfo: {status}, or about somebody else")
        return said


def believed(claims: dict[str, Any], name: str) -> Any:
    """A phone number or a mail address counts where it is said to be verified."""
    verified = VERIFIED.get(name)
    return claims.get(name) if verified is None or claims.get(verified) is True else ""


def refuse_in_the_clear(address: str, issuer: str) -> None:
    """An issuer on a loopback address may have its other addresses there as well."""
    parts, home = urlsplit(address), urlsplit(issuer)
    is_at_home = home.scheme == "http" and (parts.scheme, parts.hostname) == ("http", home.hostname)
    if not parts.hostname or not (parts.scheme == "https" or is_at_home):
        raise NotWell("discovery leads to an address that is not secure")
