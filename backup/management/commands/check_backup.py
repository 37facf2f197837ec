"""Reads a backup again, every table and every photo, and says whether it is as it was written."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from backup.command_errors import as_command_error
from backup.folder import chosen, files_of, place_of, read, refuse_another, refuse_damage


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        with as_command_error():
            backup = chosen(folder.absolute(), self.stdout.write)
            refuse_damage(backup, read(backup))
            kept = files_of(backup)
            for sha256 in {one.sha256 for one in kept}:
                refuse_another(place_of(backup.parent, sha256), sha256)
        self.stdout.write(f"{backup} is whole: its tables and {len(kept)} files.")
