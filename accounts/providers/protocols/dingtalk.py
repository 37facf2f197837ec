"""DingTalk (钉钉): allauth exchanges the code; the corporation is checked and the phone read here.

Written by open.dingtalk.com: 登录第三方网站, 获取用户token, 获取用户通讯录个人信息.
"""

from typing import Any, cast

import requests
from allauth.socialaccount.providers.dingtalk.client import DingTalkOAuth2Client

from accounts.providers.protocols.outside import NotWell, Rejected, told_by
from accounts.providers.protocols.profiles import Profile, profile
from accounts.providers.protocols.service import Service, asked, needed

BAD_CODE = "authCode"  # in the `code` of its refusals, such as invalidParameter.authCode.notFound
HOME = "86"  # the country numbers are written without


class DingTalk(Service):
    client_class = DingTalkOAuth2Client
    code_parameter = "authCode"

    @property
    def authorize_url(self) -> str:
        return f"{self.declared.addresses['login']}/oauth2/auth"

    @property
    def access_token_url(self) -> str:  # type: ignore[override]
        return f"{self.declared.addresses['api']}/v1.0/oauth2/userAccessToken"

    def scopes(self) -> list[str]:
        return ["openid corpid"] if self.declared.more["corp"] else ["openid"]

    def auth_params(self, put_aside: dict[str, Any]) -> dict[str, str]:
        corp = self.declared.more["corp"]
        only = {"exclusiveLogin": "true", "exclusiveCorpId": corp} if corp else {}
        return {"prompt": "consent", **only}

    def who(self, state: dict[str, Any]) -> Profile:
        tokens = self.exchanged()
        corp = self.declared.more["corp"]
        if corp and tokens.get("corpId") != corp:
            raise Rejected("another corporation")
        headers = {"x-acs-dingtalk-access-token": needed(tokens, "access_token")}
        address = f"{self.declared.addresses['api']}/v1.0/contact/users/me"
        status, said = asked("GET", address, headers=headers)
        if status != 200:
            raise NotWell(f"users/me: {status} {said.get('code', '')}")
        return profile(needed(said, "unionId"), phone_of(said))

    def exchanged(self) -> dict[str, Any]:
        client = self.get_client(self.request, self.get_provider().app)
        try:
            tokens = client.get_access_token(self.code())
        except requests.HTTPError as error:
            code = str(told_by(cast(requests.Response, error.response)).get("code", ""))
            raise (Rejected if BAD_CODE in code else NotWell)(code[:200]) from error
        if not isinstance(tokens, dict):
            raise NotWell("no tokens")
        return tokens


def phone_of(said: dict[str, Any]) -> str:
    """With the country where it is another one."""
    mobile, country = said.get("mobile"), str(said.get("stateCode") or HOME).lstrip("+")
    if not isinstance(mobile, str) or not mobile:
        return ""
    return mobile if country == HOME else f"+{country}{mobile}"
