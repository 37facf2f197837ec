"""Makes the room known to Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "web"
    verbose_name = _("Pages")

    def ready(self) -> None:
        import_module("web.home.letter_links")  # it tells the letters where they lead
