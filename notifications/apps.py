"""Makes the room known to Django, and refuses a channel there is no module for."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from notifications import channels


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        for name in channels.on():
            if not channels.exists(name):
                message = f"CHANNELS names {name!r}: there is no notifications/channels/{name}.py."
                raise ImproperlyConfigured(message)
