"""Makes the room known to Django: it has words of its own, and no table."""

from django.apps import AppConfig

from records import registry


class FiguresConfig(AppConfig):
    name = "figures"

    def ready(self) -> None:
        registry.declare("figures.sources.SOURCES")
