"""Removes events of the audit log that are older than AUDIT_MONTHS, as the worker does daily."""

from typing import Any

from django.core.management.base import BaseCommand

from audit.retention import remove_old_events


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{remove_old_events()} old events were removed.")
