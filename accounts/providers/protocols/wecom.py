"""WeCom (企业微信): by a code it shows in a browser, at once inside its own app.

Written by developer.work.weixin.qq.com, documents 98152 (web log-in), 91022 (inside the app),
98177 and 95833 (who it is). Its answers are 200 with `errcode`.
"""

from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache

from accounts.providers.protocols.outside import NotWell, Rejected
from accounts.providers.protocols.profiles import Profile, profile
from accounts.providers.protocols.service import Service, asked, needed

INSIDE_ITS_APP = "wxwork"  # in the name a browser gives itself
BAD_CODE = (40029, 41008, 42003)
TOKEN_IS_OVER = (40014, 42001, 41001)
EARLY = 300  # seconds before its end a token is not used any more


class WeCom(Service):
    def away(self, put_aside: dict[str, Any]) -> str:
        self.authorize_url = self.page()
        return super().away(put_aside) + ("#wechat_redirect" if self.is_inside() else "")

    def page(self) -> str:
        at = self.declared.addresses
        if self.is_inside():
            return f"{at['open']}/connect/oauth2/authorize"
        return f"{at['login']}/wwlogin/sso/login"

    def is_inside(self) -> bool:
        return INSIDE_ITS_APP in self.request.headers.get("User-Agent", "").lower()

    access_token_url = ""

    def scopes(self) -> list[str]:
        """With it the person is asked whether their phone number may be told."""
        return ["snsapi_privateinfo"]

    def auth_params(self, put_aside: dict[str, Any]) -> dict[str, str]:
        told = {"appid": self.declared.client_id, "agentid": self.declared.more["agent"]}
        return told if self.is_inside() else {**told, "login_type": "CorpApp"}

    def who(self, state: dict[str, Any]) -> Profile:
        """Raises Rejected for who is no member of the corporation."""
        member = self.called("/cgi-bin/auth/getuserinfo", {"code": self.code()})
        if "userid" not in member and "UserId" not in member:
            raise Rejected("no member of the corporation")
        userid = needed(member, "userid", "UserId")
        if self.declared.claim == "userid":
            return profile(userid, userid)
        ticket = member.get("user_ticket")
        return profile(userid, self.mobile(ticket) if ticket else "")

    def mobile(self, ticket: Any) -> Any:
        said = self.called("/cgi-bin/auth/getuserdetail", {}, {"user_ticket": ticket})
        return said.get("mobile", "")

    def called(self, path: str, query: dict[str, str], body: Any = None) -> dict[str, Any]:
        """With the corporation's token; once more with a new one where the one at hand is over."""
        said = self.once(path, query, body, self.token())
        if said.get("errcode") in TOKEN_IS_OVER:
            cache.delete(self.cached_as())
            said = self.once(path, query, body, self.token())
        if said.get("errcode") in BAD_CODE:
            raise Rejected(f"errcode {said['errcode']}")
        if said.get("errcode", 0) != 0:
            raise NotWell(f"errcode {said['errcode']}")
        return said

    def once(self, path: str, query: dict[str, str], body: Any, token: str) -> dict[str, Any]:
        asking = urlencode({"access_token": token, **query})
        address = f"{self.declared.addresses['api']}{path}?{asking}"
        return asked("GET" if body is None else "POST", address, json=body)[1]

    def cached_as(self) -> str:
        told = f"{self.declared.realm} {self.declared.more['agent']} {self.declared.secret}"
        return f"wecom-token-{sha256(told.encode()).hexdigest()}"

    def token(self) -> str:
        """WeCom gives out few a day, and asks to keep the one that holds."""
        kept = cache.get(self.cached_as())
        if kept:
            return str(kept)
        asking = {"corpid": self.declared.client_id, "corpsecret": self.declared.secret}
        address = f"{self.declared.addresses['api']}/cgi-bin/gettoken?{urlencode(asking)}"
        said = asked("GET", address)[1]
        if said.get("errcode", 0) != 0:
            raise NotWell(f"gettoken: errcode {said['errcode']}")
        token, seconds = needed(said, "access_token"), said.get("expires_in")
        if isinstance(seconds, int) and seconds > EARLY:
            cache.set(self.cached_as(), token, seconds - EARLY)
        return token
