"""Brings the tables up to this version; one machine does it, any other waits for it."""

from typing import Any

from django.core.management.base import BaseCommand

from config.upgrading import bring_up_to_date


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        bring_up_to_date(self.stdout.write)
        self.stdout.write("The tables are those of this version.")
