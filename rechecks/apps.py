"""Makes the room known to Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RechecksConfig(AppConfig):
    name = "rechecks"
    verbose_name = _("Re-checks")

    def ready(self) -> None:
        import_module("rechecks.services.departures")  # it says what may hang on a person
        import_module("rechecks.notifications")  # it declares its kinds of messages
        import_module("rechecks.services.unit_stakes")  # it says what may hang on a unit
