"""What allauth asks its project about: the services of the settings, and how they are called."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from accounts.providers.protocols.outside import Session


class Adapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """None is kept in the database: the environment names them (`declared`)."""
        return []

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def get_requests_session(self) -> Session:
        return Session()
