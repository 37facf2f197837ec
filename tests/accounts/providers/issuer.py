"""An issuer of OpenID Connect whose faults can be chosen; the well-behaved one is a real server."""

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.accounts.providers.servers import Answer, Call, StandIn
from tests.accounts.providers.stand_ins import SECRET, challenge

CLIENT = "ledger"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer(StandIn):
    """`claims` go over those of each ID token, `signed_with` and `algorithm` say how it is signed,
    `discovery` goes over what is said of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.claims: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.signed_with: Any = KEY
        self.algorithm = "RS256"

    def environment(self) -> dict[str, str]:
        return {
            "OIDC_ISSUER": self.address,
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": SECRET,
        }

    def routes(self) -> Any:
        return {
            "/.well-known/openid-configuration": self.configuration,
            "/keys": self.keys,
            "/token": self.token,
        }

    def agreed(self, asked: dict[str, str], who: str) -> dict[str, str]:
        assert asked["client_id"] == CLIENT and asked["nonce"] and "openid" in asked["scope"]
        return {"code": self.code_for(who, asked), "state": asked["state"]}

    def configuration(self, call: Call) -> Answer:
        return 200, {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.discovery,
        }

    def keys(self, call: Call) -> Answer:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return 200, {"keys": [{**key, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def token(self, call: Call) -> Answer:
        said = call.form
        if (said.get("client_id"), said.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        found = self.used(said.get("code", ""))
        if found is None or challenge(said.get("code_verifier", "")) != found[1]["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        who, asked = found
        now = int(time.time())
        usual = {"iss": self.address, "aud": CLIENT, "sub": who, "iat": now, "exp": now + 60}
        claims = {**usual, "nonce": asked["nonce"], **self.claims}
        signed = jwt.encode(claims, self.signed_with, self.algorithm, headers={"kid": "1"})
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": signed}
