"""Restores the newest whole backup of a folder, or the one named, into an empty ledger."""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from audit import log
from audit.kinds import Kind
from backup.command_errors import as_command_error
from backup.proofs import refuse_faults
from backup.restoring import restore


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        os.umask(0o077)
        with as_command_error():
            made = restore(folder.absolute(), connection, default_storage, self.stdout.write)
        call_command("upgrade", stdout=self.stdout)
        rows = sum(table.rows for table in made.tables)
        self.stdout.write(f"Restored {rows} rows and {made.files} files, each compared.")
        log.record(Kind.RESTORED, details={"where": str(folder.absolute())})
        refuse_faults(self.stdout.write)
