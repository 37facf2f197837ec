"""Which class speaks to which service, and what each is called."""

from django.http import HttpRequest

from accounts.providers.declared import DINGTALK, FEISHU, OIDC, WECOM, Declared
from accounts.providers.protocols.dingtalk import DingTalk
from accounts.providers.protocols.feishu import Feishu
from accounts.providers.protocols.oidc import OpenIDConnect
from accounts.providers.protocols.service import Service
from accounts.providers.protocols.wecom import WeCom

KINDS: dict[str, type[Service]] = {
    OIDC: OpenIDConnect,
    WECOM: WeCom,
    DINGTALK: DingTalk,
    FEISHU: Feishu,
}


def service(request: HttpRequest, declared: Declared, callback: str) -> Service:
    return KINDS[declared.key](request, declared, callback)
