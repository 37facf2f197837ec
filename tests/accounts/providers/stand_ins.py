"""WeCom, DingTalk and Feishu, written from their documents: what they check, in which shape they
refuse. `people` are by the name somebody is known by there."""

import base64
import hashlib
import secrets
from typing import Any

from tests.accounts.providers.servers import Answer, Call, StandIn

SECRET = "a secret of the console"


class WeCom(StandIn):
    """Always 200, with errcode. `people`: userid → mobile; None for somebody outside."""

    corp, agent = "ww0123456789abcdef", "1000002"

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[str, str | None] = {}
        self.tokens: list[str] = []
        self.tickets: dict[str, str] = {}
        self.tells_tickets = True

    def environment(self) -> dict[str, str]:
        return {
            "WECOM_CORP_ID": self.corp,
            "WECOM_AGENT_ID": self.agent,
            "WECOM_SECRET": SECRET,
            **{f"WECOM_{name}_URL": self.address for name in ("LOGIN", "OPEN", "API")},
        }

    def routes(self) -> Any:
        return {
            "/cgi-bin/gettoken": self.gettoken,
            "/cgi-bin/auth/getuserinfo": self.getuserinfo,
            "/cgi-bin/auth/getuserdetail": self.getuserdetail,
        }

    def agreed(self, asked: dict[str, str], who: str) -> dict[str, str]:
        assert asked["appid"] == self.corp and asked["agentid"] == self.agent
        return {"code": self.code_for(who, asked), "state": asked["state"]}

    def gettoken(self, call: Call) -> Answer:
        if call.query.get("corpid") != self.corp:
            return 200, {"errcode": 40013, "errmsg": "invalid corpid"}
        if call.query.get("corpsecret") != SECRET:
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        self.tokens.append(secrets.token_hex(20))
        told = {"errcode": 0, "errmsg": "ok", "expires_in": 7200}
        return 200, {**told, "access_token": self.tokens[-1]}

    def refusal(self, call: Call) -> Answer | None:
        if call.query.get("access_token") not in self.tokens:
            return 200, {"errcode": 40014, "errmsg": "invalid access_token"}
        return None

    def getuserinfo(self, call: Call) -> Answer:
        if refusal := self.refusal(call):
            return refusal
        found = self.used(call.query.get("code", ""))
        if found is None:
            return 200, {"errcode": 40029, "errmsg": "invalid code"}
        who = found[0]
        if self.people[who] is None:
            return 200, {"errcode": 0, "errmsg": "ok", "openid": who}
        ticket = secrets.token_hex(20)
        self.tickets[ticket] = who
        told = {"errcode": 0, "errmsg": "ok", "userid": who}
        return 200, {**told, "user_ticket": ticket} if self.tells_tickets else told

    def getuserdetail(self, call: Call) -> Answer:
        if refusal := self.refusal(call):
            return refusal
        who = self.tickets.get(call.json.get("user_ticket", ""))
        if call.method != "POST" or who is None:
            return 200, {"errcode": 40096, "errmsg": "invalid user_ticket"}
        told = {"errcode": 0, "errmsg": "ok", "userid": who, "gender": "1"}
        return 200, {**told, "mobile": self.people[who]}


class DingTalk(StandIn):
    """Refusals are 400 with code and message. `people`: unionId → what users/me says beside it."""

    client_id, corp = "dingabc", "ding-our-corp"

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {}

    def environment(self) -> dict[str, str]:
        return {
            "DINGTALK_CLIENT_ID": self.client_id,
            "DINGTALK_CLIENT_SECRET": SECRET,
            "DINGTALK_LOGIN_URL": self.address,
            "DINGTALK_API_URL": self.address,
        }

    def routes(self) -> Any:
        return {
            "/v1.0/oauth2/userAccessToken": self.token,
            "/v1.0/contact/users/me": self.me,
        }

    def agreed(self, asked: dict[str, str], who: str) -> dict[str, str]:
        assert asked["client_id"] == self.client_id and asked["response_type"] == "code"
        assert asked["prompt"] == "consent" and "openid" in asked["scope"].split()
        return {"authCode": self.code_for(who, asked), "state": asked["state"]}

    def token(self, call: Call) -> Answer:
        said = call.json
        if (said.get("clientId"), said.get("clientSecret")) != (self.client_id, SECRET):
            return 400, {
                "code": "invalidClientIdOrSecret",
                "message": "无效的clientId或者clientSecret",
            }
        found = self.used(said.get("code", ""))
        if found is None:
            code = "invalidParameter.authCode.notFound"
            return 400, {"code": code, "message": "不合法的临时授权码"}
        token = secrets.token_hex(16)
        self.tokens[token] = found[0]
        told = {"accessToken": token, "refreshToken": secrets.token_hex(16), "expireIn": 7200}
        return 200, {**told, "corpId": self.corp}

    def me(self, call: Call) -> Answer:
        who = self.tokens.get(call.headers.get("x-acs-dingtalk-access-token", ""))
        if who is None:
            return 400, {"code": "InvalidAuthentication", "message": "不合法的access_token"}
        return 200, {"nick": "某", "unionId": who, "openId": f"o-{who}", **self.people[who]}


class Feishu(StandIn):
    """authen/v2: refusals are 400 with error, error_description and code. `people`: open_id →
    what user_info says beside it."""

    app = "cli_a5ca35a685b0x26e"

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {}

    def environment(self) -> dict[str, str]:
        return {
            "FEISHU_APP_ID": self.app,
            "FEISHU_APP_SECRET": SECRET,
            "FEISHU_LOGIN_URL": self.address,
            "FEISHU_API_URL": self.address,
        }

    def routes(self) -> Any:
        return {
            "/open-apis/authen/v2/oauth/token": self.token,
            "/open-apis/authen/v1/user_info": self.user_info,
        }

    def agreed(self, asked: dict[str, str], who: str) -> dict[str, str]:
        assert asked["client_id"] == self.app and asked["code_challenge_method"] == "S256"
        return {"code": self.code_for(who, asked), "state": asked["state"]}

    def token(self, call: Call) -> Answer:
        said = call.json
        if (said.get("client_id"), said.get("client_secret")) != (self.app, SECRET):
            return self.refused("invalid_client", 20002)
        found = self.used(said.get("code", ""))
        if found is None:
            return self.refused("invalid_grant", 20003)
        who, asked = found
        if said.get("redirect_uri") != asked["redirect_uri"]:
            return self.refused("invalid_grant", 20071)
        if challenge(said.get("code_verifier", "")) != asked["code_challenge"]:
            return self.refused("invalid_grant", 20049)
        token = secrets.token_hex(16)
        self.tokens[token] = who
        return 200, {"code": 0, "access_token": token, "expires_in": 7200, "token_type": "Bearer"}

    def refused(self, error: str, code: int) -> Answer:
        return 400, {"error": error, "error_description": "see the code", "code": code}

    def user_info(self, call: Call) -> Answer:
        who = self.tokens.get(call.headers.get("Authorization", "").removeprefix("Bearer "))
        if who is None:
            return 400, {"code": 99991668, "msg": "Invalid access token for authorization"}
        data = {"name": "某", "open_id": who, "union_id": f"on-{who}", **self.people[who]}
        return 200, {"code": 0, "msg": "success", "data": data}


def challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
