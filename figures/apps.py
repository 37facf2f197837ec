"""Makes the room known to Django: it has words of its own, and no table."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "figures"
