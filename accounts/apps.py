"""Makes the room known to Django, and notes when a session begins."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        import_module("accounts.idle")  # its receiver is told of log-ins
        import_module("accounts.second_factor.sessions")  # and so is this one's
        import_module("accounts.second_factor.notices")  # these declare their kinds of messages
        import_module("accounts.passwords")
        import_module("accounts.lost_password.using")
        import_module("accounts.activation.notices")
