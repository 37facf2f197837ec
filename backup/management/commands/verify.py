"""Runs every command that proves something of the ledger; ends well only when all of it holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from backup.proofs import refuse_faults
from backup.schema import applied_to

EMPTY = (
    "There is nothing to verify: the database has no tables yet. Is it the one of the service?"
    " Commands need its settings (DATA_DIR, DATABASE_URL)."
)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not applied_to(connection):
            raise CommandError(EMPTY)
        refuse_faults(self.stdout.write)
