"""Adds a backup of database and photos to a folder, while the service runs."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from audit import log
from audit.kinds import Kind
from backup.command_errors import as_command_error
from backup.proofs import refuse_faults
from backup.taking import take
from installation.backups import backup_taken
from tips.identity import tipsters

NO_KEY = (
    "Not in it: the key who tipped is encrypted with. Keep a copy of it, apart from the backups."
)
DONE = "{place} holds {rows} rows of {tables} tables and {files} files, {megabytes} MB."


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="photos that are there already stay")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        os.umask(0o077)  # it holds what the ledger holds, and concerns nobody else on the machine
        with as_command_error():
            place, made = take(folder.absolute(), connection, default_storage, self.stdout.write)
        rows = sum(table.rows for table in made.tables)
        told = {"rows": rows, "tables": len(made.tables), "files": made.files}
        megabytes = round(made.bytes / 1024**2)
        self.stdout.write(DONE.format(place=place, megabytes=megabytes, **told))
        if tipsters.are_kept():
            self.stdout.write(NO_KEY)
        refuse_faults(self.stdout.write)
        self.note(place, made.made_at)

    def note(self, place: Path, made_at: str) -> None:
        """Last, so that what is noted is a backup of a ledger that holds. The checklist tells of
        it, and this backup itself does not hold it."""
        with transaction.atomic():
            backup_taken(datetime.fromisoformat(made_at), f"{place}")
            log.record(Kind.BACKED_UP, details={"where": f"{place}"})
