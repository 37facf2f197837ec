"""Feishu (飞书): its second version of OAuth, which allauth's own part does not speak yet.

Written by open.feishu.cn: 获取授权码, 获取 user_access_token (authen/v2), 获取用户信息.
"""

from typing import Any

from accounts.providers.protocols.outside import NotWell, Rejected
from accounts.providers.protocols.profiles import Profile, profile
from accounts.providers.protocols.service import Service, asked, needed

PERMISSIONS = {
    "phone": "contact:user.phone:readonly",
    "staff_number": "contact:user.employee:readonly",
}


class Feishu(Service):
    has_pkce = True
    access_token_url = ""

    @property
    def authorize_url(self) -> str:
        return f"{self.declared.addresses['login']}/open-apis/authen/v1/authorize"

    def scopes(self) -> list[str]:
        return [PERMISSIONS[self.declared.match]]

    def who(self, state: dict[str, Any]) -> Profile:
        token = self.exchanged(str(state.get("pkce_code_verifier", "")))
        address = f"{self.declared.addresses['api']}/open-apis/authen/v1/user_info"
        status, said = asked("GET", address, headers={"Authorization": f"Bearer {token}"})
        data = said.get("data")
        if status != 200 or said.get("code") != 0 or not isinstance(data, dict):
            raise NotWell(f"user_info: {status}, code {said.get('code')}")
        return profile(needed(data, "open_id"), data.get(self.declared.claim, ""))

    def exchanged(self, verifier: str) -> str:
        """Refusals are 400 with `error`, as OAuth has them, and a `code` of its own."""
        told = {
            "grant_type": "authorization_code",
            "client_id": self.declared.client_id,
            "client_secret": self.declared.secret,
            "code": self.code(),
            "redirect_uri": self.callback,
            "code_verifier": verifier,
        }
        address = f"{self.declared.addresses['api']}/open-apis/authen/v2/oauth/token"
        status, said = asked("POST", address, json=told)
        if status != 200 or said.get("code", 0) != 0:
            kind = Rejected if said.get("error") == "invalid_grant" else NotWell
            raise kind(f"oauth/token: {status}, code {said.get('code')}")
        return needed(said, "access_token")
