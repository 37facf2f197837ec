"""Enters form templates: those shipped with the service, or the files that are named."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.nodes import FaultyTemplate
from returns import shipped


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        for file in files or sorted(shipped.SHIPPED.glob("*.yaml")):
            self.stdout.write(f"{file.name}: {'new' if self.enter(file) else 'there already'}")

    def enter(self, file: Path) -> bool:
        try:
            return shipped.enter(file.read_text(encoding="utf-8"))
        except FaultyTemplate as error:
            raise CommandError(f"{file.name} was not entered.\n{error}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file.name} cannot be read: {error}") from error
