"""`manage.py district_template FILE.xlsx`: the workbook of units and people, to be filled in."""

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from district import workbooks
from district.reading import heads


class Command(BaseCommand):
    help = "Writes the workbook of units and people that load_district reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with workbooks.template() as made, file.open("wb") as out:
                shutil.copyfileobj(made, out)
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: sheets {heads.SHEET_OF_UNITS}, {heads.SHEET_OF_PEOPLE}")
