"""Makes the room known to Django, for its commands."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "backup"
