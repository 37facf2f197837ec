"""Makes the room known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import kinds


class InstallationConfig(AppConfig):
    name = "installation"
    verbose_name = _("Installation")

    def ready(self) -> None:
        kinds.before_each("installation.time_zone.activate")
