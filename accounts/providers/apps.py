"""allauth's two applications, for their table and their protocol; nothing runs by itself."""

from allauth.account.apps import AccountConfig
from allauth.socialaccount.apps import SocialAccountConfig


class Account(AccountConfig):
    """allauth's own asks for a middleware around every request: only the pages that lead to a
    service need what it does (`web.accounts.providers`)."""

    def ready(self) -> None:
        pass


class SocialAccount(SocialAccountConfig):
    """allauth's own looks for services among the applications: ours are in `kinds`."""

    def ready(self) -> None:
        pass
