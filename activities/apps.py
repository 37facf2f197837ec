"""Makes the room known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hazards.photos import elsewhere
from records import registry
from workflow.declarations import lives


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        lives.declare("activities.models.LIFE")
        registry.declare("activities.sources.SOURCES")
        elsewhere.declare("activities.ActivityPhoto")
