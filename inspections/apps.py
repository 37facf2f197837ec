"""Makes the room known to Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from records import registry
from workflow.declarations import lives


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self) -> None:
        lives.declare("inspections.law.LIFE")
        registry.declare("inspections.sources.SOURCES")
        import_module("inspections.notifications")  # it declares its kinds of messages
        import_module("inspections.unit_stakes")  # it says what may hang on a unit
