"""Makes the room known to Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import kinds
from records import registry
from workflow.declarations import lives


class TipsConfig(AppConfig):
    name = "tips"
    verbose_name = _("Tips")

    def ready(self) -> None:
        kinds.register("set_tips_aside", "tips.services.junk.carry_out")
        lives.declare("tips.law.LIFE")
        registry.declare("tips.sources.SOURCES")
        import_module("tips.notifications")  # it declares its kinds of messages
        import_module("tips.unit_stakes")  # it says what may hang on a unit
