"""Prints the activation slips of a unit and all below it into a PDF, to be cut and handed out."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.activation.issuing import AT_ONCE, Issued, issue
from accounts.activation.newcomers import at_unit
from config.first_run import base
from installation.in_force import memory
from papers.slips.sheet import sheet

PATIENCE = 900  # seconds: a sheet takes about ten a thousand slips
NO_UNIT = "No unit has the code {code}."
NOBODY = "Nobody at {unit} or below waits for a slip. With --all everybody active gets a new one."
THERE = "{file} is there already: it may hold slips somebody needs. Give another name."
DONE = "{n} slips in {file}. Print it and remove it: whoever has it can open these accounts."


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", metavar="UNIT_CODE")
        parser.add_argument("file", metavar="FILE.pdf", type=Path)
        parser.add_argument(
            "--all",
            action="store_true",
            help="also for those who have been in: their passwords hold until the slip is used",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        try:
            unit, people = at_unit(options["unit"], everybody=options["all"])
        except ObjectDoesNotExist as nowhere:
            raise CommandError(NO_UNIT.format(code=options["unit"])) from nowhere
        if not people:
            raise CommandError(NOBODY.format(unit=unit))
        with reserved(file) as out:
            out.write(sheet(issued(people), address, title_of(unit.name), PATIENCE))
        self.stdout.write(DONE.format(n=len(people), file=file))


def title_of(unit: str) -> str:
    return " ".join((_("Activation slips"), unit))


def issued(people: list[Any]) -> list[Issued]:
    """A few hundred a transaction, so that others get on with their work."""
    parts = [people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE)]
    return [one for part in parts for one in issue(part)]


def address(path: str) -> str:
    """At the public address, else where the settings say the service is."""
    return f"{memory.current().public_address or base()}{path}"


def reserved(file: Path) -> Any:
    """Open to nobody else, and made before any code is: a disk that is full costs no slip."""
    try:
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError as there:
        raise CommandError(THERE.format(file=file)) from there
    except OSError as refusal:
        raise CommandError(str(refusal)) from refusal
