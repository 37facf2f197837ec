"""Makes the room known to Django, and listens to log-ins."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Audit log")

    def ready(self) -> None:
        import_module("audit.sign_ins")  # its receivers name models, which are there only now
        import_module("audit.units")  # it writes down what befalls a unit
