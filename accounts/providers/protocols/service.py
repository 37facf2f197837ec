"""The way to a service and back, in allauth's terms: where one is sent, what a code says."""

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.http import HttpRequest

from accounts.providers.declared import Declared
from accounts.providers.protocols.outside import NotWell, Rejected, Session, told_by
from accounts.providers.protocols.profiles import Profile


class Service(OAuth2Adapter):
    """One declared service during one request. `callback` is the absolute address it leads back
    to; `state` what was put aside when somebody was sent there."""

    has_pkce = False
    code_parameter = "code"

    def __init__(self, request: HttpRequest, declared: Declared, callback: str) -> None:
        OAuth2Adapter.__init__(self, request)  # beside it stands allauth's of one service
        self.declared, self.callback = declared, callback
        self.provider_id = declared.key

    def get_provider(self) -> OAuth2Provider:
        return Provider(self)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return self.callback

    def scopes(self) -> list[str]:
        return []

    def auth_params(self, put_aside: dict[str, Any]) -> dict[str, str]:
        """What is asked beside the usual, and put aside for the way back."""
        return {}

    def away(self, put_aside: dict[str, Any]) -> str:
        """The address somebody is sent to. What is `put_aside` comes back with them, once, in this
        browser, within ten minutes. Raises NotWell, RequestException."""
        params = self.auth_params(put_aside)
        answer: Any = self.get_provider().redirect(
            self.request, "login", data=put_aside, scope=self.scopes(), auth_params=params
        )
        return str(answer.url)

    def came_back(self) -> dict[str, Any] | None:
        """What was put aside, or None where nobody was sent there from this browser."""
        return statekit.unstash_state(
            self.request,
            state_id=self.request.GET.get("state", ""),
            provider_id=self.provider_id,
        )

    def code(self) -> str:
        """Raises Rejected where somebody changed their mind there, or was refused."""
        code = self.request.GET.get(self.code_parameter, "")
        if not 0 < len(code) <= 4096:
            raise Rejected("no code")
        return code

    def who(self, state: dict[str, Any]) -> Profile:
        """Who the code is about. Raises Rejected, NotWell, RequestException."""
        raise NotImplementedError


class Provider(OAuth2Provider):
    """The part of allauth that puts aside and sends away, without its registry of services."""

    supports_redirect = True

    def __init__(self, service: Service) -> None:
        self.id = service.provider_id
        self.service = service
        declared = service.declared
        settings = {"oauth_pkce_enabled": service.has_pkce}
        app = SocialApp(
            provider=declared.key,
            client_id=declared.client_id,
            secret=declared.secret,
            settings=settings,
        )
        super().__init__(service.request, app)

    def get_oauth2_adapter(self, request: HttpRequest) -> Service:
        return self.service


def asked(method: str, url: str, **told: Any) -> tuple[int, dict[str, Any]]:
    """Status and JSON of an answer. Raises NotWell, RequestException."""
    with Session() as session:
        response = session.request(method, url, **told)
    said = told_by(response)
    if response.status_code >= 500:
        raise NotWell(f"{response.status_code}")
    return response.status_code, said


def needed(said: Mapping[str, Any], *names: str) -> str:
    """The first of these words that was said. Raises NotWell."""
    for name in names:
        value = said.get(name)
        if isinstance(value, str) and value:
            return value
    raise NotWell(f"no {names[0]}")
