"""Takes old backups out of a folder, with the photos that none of those kept names."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from backup.command_errors import as_command_error
from backup.pruning import prune

DONE = "{backups} backups and {files} files are gone, {megabytes} MB."


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, required=True, help="how many of the newest stay")

    def handle(self, *args: Any, folder: Path, keep: int, **options: Any) -> None:
        with as_command_error():
            gone = prune(folder.absolute(), keep, self.stdout.write)
        megabytes = round(gone.bytes / 1024**2)
        told = {"backups": gone.backups, "files": gone.files, "megabytes": megabytes}
        self.stdout.write(DONE.format(**told))
