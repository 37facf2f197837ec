"""`manage.py load_clauses FILE.xlsx`: the bureau's own clauses, from a workbook."""

from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from imports import clauses
from imports.rows.faults import Unacceptable


class Command(BaseCommand):
    help = "Loads clauses from a workbook; another wording of a code is a new edition."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", default="", help="by default the name of the file")
        parser.add_argument("--retire-missing", action="store_true", help="those not in the file")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *, file: Path, edition: str, retire_missing: bool, dry_run: bool, **_) -> None:
        try:
            with File(file.open("rb")) as content:
                told = clauses.plan(clauses.read(content), edition or file.stem[:40])
        except (OSError, Unacceptable) as error:
            raise CommandError(str(error)) from error
        self.tell(told)
        if told.faults:
            raise CommandError(f"{len(told.faults)} faults: nothing is loaded.")
        if not dry_run:
            clauses.load(told, on=timezone.localdate(), retire_missing=retire_missing)

    def tell(self, told: clauses.Plan) -> None:
        for fault in told.faults:
            self.stdout.write(f"row {fault.row} {fault.column}: {fault.detail}")
        for clause in told.new:
            self.stdout.write(f"+ {clause.code} {clause.text}")
        for before, after in told.changed:
            self.stdout.write(f"- {before.code} {before.text}\n+ {after.code} {after.text}")
        same, missing = len(told.same), len(told.missing)
        self.stdout.write(f"{same} as they are, {missing} in force that the file does not have")
