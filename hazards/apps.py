"""Makes the room known to Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hazards.search.index import teach_every_connection


class HazardsConfig(AppConfig):
    name = "hazards"
    verbose_name = _("Hazards")

    def ready(self) -> None:
        teach_every_connection()
        import_module("hazards.notifications")  # it declares its kinds of messages
        import_module("hazards.departures")  # it says what may hang on a person
        import_module("hazards.unit_stakes")  # and on a unit
