"""Makes the room known to Django, and counts what Django's own signals tell."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_login_failed
from django.utils.translation import gettext_lazy as _

from monitoring import meters


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self) -> None:
        user_login_failed.connect(meters.count_failed_login, dispatch_uid="monitoring")
