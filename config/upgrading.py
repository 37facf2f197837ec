"""Brings the tables up to this version, one machine at a time."""

from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from hazards import reference
from inspections import shipped as checklists
from returns import shipped
from upgrades import lock

UNREACHABLE = "The database cannot be reached: {error}"
NEWER = (
    "The tables are of a newer version than this one (they know {names}). It goes on working with "
    "them, but upgrade this machine as well."
)


def bring_up_to_date(say: Callable[[str], Any]) -> None:
    """Migrate where there is something to migrate, and enter what this version ships."""
    if is_up_to_date():
        say_if_newer(say)
        return
    try:
        with lock.alone(connection, say):
            # Somebody else may have done it while this one waited.
            if not is_up_to_date():
                say("Preparing the database …")
                call_command("migrate", interactive=False, verbosity=0)
                reference.load()
                shipped.load()
                checklists.load()
    except lock.StillUpgrading as refusal:
        raise CommandError(f"{refusal}") from refusal


def executor() -> MigrationExecutor:
    try:
        return MigrationExecutor(connection)
    except OperationalError as error:
        raise CommandError(UNREACHABLE.format(error=error)) from error


def is_up_to_date() -> bool:
    known = executor()
    return not known.migration_plan(known.loader.graph.leaf_nodes())


def say_if_newer(say: Callable[[str], Any]) -> None:
    loader = executor().loader
    unknown = sorted(
        f"{app}.{name}"
        for app, name in set(loader.applied_migrations) - set(loader.graph.nodes)
        if app in loader.migrated_apps
    )
    if unknown:
        say(NEWER.format(names=", ".join(unknown)))
