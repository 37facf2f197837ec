"""Runs every command that proves something of the ledger; ends well only when all of it holds."""

from typing import Any

from django.core.management.base import BaseCommand

from backup.proofs import refuse_faults


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_faults(self.stdout.write)
