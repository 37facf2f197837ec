"""`manage.py load_district FILE.xlsx [--dry-run] [--yes]`: a district's units and people."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from district import loading, services
from district.comparing.plan import KINDS, Change, Plan
from district.comparing.whole import plan_of
from district.loading import Asked
from district.reading import files
from imports.rows.faults import Unacceptable

SHOWN = 200  # of one kind; with --all every one


class Command(BaseCommand):
    help = (
        "Loads units and people from a workbook: prints what would change, and loads it after "
        "a yes. Exit 1 where rows are faulty; each is named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--yes", action="store_true", help="load without asking")
        parser.add_argument(
            "--skip-faulty", action="store_true", help="load the other rows where some are faulty"
        )
        parser.add_argument(
            "--end-missing",
            action="store_true",
            help="end roles at these units that the workbook does not have; never by itself",
        )
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day moved units count from (today)"
        )
        parser.add_argument("--all", action="store_true", help="print every change")

    def handle(self, *, file: Path, dry_run: bool, yes: bool, **options: Any) -> None:
        tables = self.read(file)
        plan = plan_of(tables)
        self.tell(plan, options["all"])
        faulty = len(plan.faulty_rows)
        if options["end_missing"] and faulty:
            raise CommandError("--end-missing needs a workbook without faulty rows.")
        if dry_run or faulty and not options["skip_faulty"] or not yes and not self.says_yes():
            self.end(faulty, "Nothing is loaded.")
        else:
            self.load(file, tables, plan, options)
            self.end(faulty, "Loaded.")

    def read(self, file: Path) -> list[files.Table]:
        try:
            with file.open("rb") as content:
                return files.read(File(content)).tables
        except (OSError, Unacceptable) as error:
            raise CommandError(str(error)) from error

    def load(self, file: Path, tables: list[files.Table], plan: Plan, options: Any) -> None:
        ending = [role.pk for role in plan.absent] if options["end_missing"] else ()
        try:
            told = loading.load(
                tables, asked=Asked(options["on"], ending), advance=self.say_how_far
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        services.note(file.name, told, by=None)

    def say_how_far(self, done: int, total: int) -> None:
        if total > loading.AT_ONCE:
            self.stderr.write(f"{done} / {total}")

    def says_yes(self) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("Say --yes to load this, or --dry-run to look only.")
        return input("Load this? [y/N] ").strip().casefold() in {"y", "yes"}

    def end(self, faulty: int, said: str) -> None:
        self.stdout.write(said)
        if faulty:
            raise CommandError(f"{faulty} faulty rows.")

    # --- In words ----------------------------------------------------------------------------

    def tell(self, plan: Plan, every: bool) -> None:
        for kind, n in plan.counts.items():
            if n:
                self.stdout.write(f"{KINDS[kind]}: {n}")
                self.several([line_of(change) for change in plan.of(kind)], every)
        if plan.absent:
            self.stdout.write(f"Not in the workbook (they stay): {len(plan.absent)}")
            roles = [f"{r.user} · {r.unit} · {r.get_role_display()}" for r in plan.absent]
            self.several(roles, every)
        for fault in plan.faults:
            where = f"{fault.sheet} row {fault.row}"
            column = f" {fault.column}" if fault.column else ""
            self.stdout.write(f"! {where}{column}: {fault.detail}")
        if plan.is_nothing:
            self.stdout.write("Nothing changes.")

    def several(self, lines: list[str], every: bool) -> None:
        shown = lines if every else lines[:SHOWN]
        for line in shown:
            self.stdout.write(f"  {line}")
        if len(lines) > len(shown):
            self.stdout.write(f"  … and {len(lines) - len(shown)} more (--all)")


def line_of(change: Change) -> str:
    said = (
        " ".join(filter(None, [str(one.label), f"{one.before} → {one.after}".strip(" →")]))
        if one.before
        else " ".join(filter(None, [str(one.label), one.after]))
        for one in change.said
    )
    return " · ".join(filter(None, [change.name, change.where, *said]))
