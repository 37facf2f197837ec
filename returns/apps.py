"""Makes the room known to Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    name = "returns"
    # The tables and their migrations keep the name the room had while figures and papers were part
    # of it (ADR 34).
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        import_module("returns.notifications")  # it declares its kinds of messages
        import_module("returns.unit_stakes")  # it says what may hang on a unit
