"""Restoring a backup into an empty ledger, on whatever database and photo store that one has."""

from pathlib import Path

from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from backup import folder as folders
from backup import loading, schema
from backup.errors import CannotGoOn
from backup.files import Kept, Say, each, held_in, put_or_compare
from backup.folder import Manifest, Table
from backup.lines import Digest, names_of
from backup.reading import lines_of
from backup.schema import Model

NOT_EMPTY = (
    "The ledger already holds something. A backup is restored into an empty one only: give another "
    "DATA_DIR, or another DATABASE_URL."
)
NEWER_BACKUP = (
    "The backup was made by a newer version than this one: it knows {unknown}. Restore it with "
    "that version."
)
NEWER_TABLES = (
    "The backup is of an older version, and this database has already been made ready by a newer "
    "one. Give a database without tables: the backup is upgraded once it is loaded."
)
# What opened the service when the backup was made. Some of it may have been ended since, and
# nothing in the backup tells which.
KEYS = ("knox_authtoken", "installation_setupcode", "accounts_activation")
OTHER_COLUMNS = "{table} has other columns in the backup than its migrations say."
OTHER_ROWS = "{table} does not hold what was written into it."
GONE_TABLES = "Left out, for this version has no such tables: {tables}."


def restore(
    folder: Path, connection: BaseDatabaseWrapper, storage: Storage, say: Say = print
) -> Manifest:
    """Everything or nothing: rows are written in one transaction, after the photos. The tables
    are those of the backup's version afterwards, so that `migrate` can follow."""
    backup = folders.chosen(folder, say)
    manifest = folders.read(backup)
    say(f"Restoring {backup.name}, made at {manifest.made_at} …")
    refuse(manifest, connection)
    folders.refuse_damage(backup, manifest)
    make_the_tables(manifest, connection)
    restore_files(backup, storage, say)
    with transaction.atomic(using=connection.alias):
        load(backup, manifest, connection, say)
    return manifest


def refuse(manifest: Manifest, connection: BaseDatabaseWrapper) -> None:
    unknown = schema.unknown_of(connection, manifest.migrations)
    if unknown:
        raise CannotGoOn(NEWER_BACKUP.format(unknown=", ".join(map(".".join, unknown))))
    if not loading.is_empty(connection):
        raise CannotGoOn(NOT_EMPTY)
    if set(schema.applied_to(connection)) - set(manifest.migrations):
        raise CannotGoOn(NEWER_TABLES)


def make_the_tables(manifest: Manifest, connection: BaseDatabaseWrapper) -> None:
    missing = set(manifest.migrations) - set(schema.applied_to(connection))
    if missing:
        schema.build(connection, manifest.migrations)


def restore_files(backup: Path, storage: Storage, say: Say) -> None:
    there = {held.name for held in held_in(storage)}

    def bring(kept: Kept) -> None:
        place = folders.place_of(backup.parent, kept.sha256)
        folders.refuse_another(place, kept.sha256)
        put_or_compare(storage, kept.name, place, kept.sha256, kept.name in there)

    each(bring, folders.files_of(backup), say, "files restored")


def load(backup: Path, manifest: Manifest, connection: BaseDatabaseWrapper, say: Say) -> None:
    models = schema.tables_of(schema.apps_at(connection, manifest.migrations))
    told = {table.name: table for table in manifest.tables}
    gone = set(told) - {str(model._meta.db_table) for model in models}
    if gone:
        say(GONE_TABLES.format(tables=", ".join(sorted(gone))))
    loading.clear(connection, models)
    for model in models:
        table = told.get(str(model._meta.db_table))
        if table:
            load_table(backup, model, table, connection, say)
    finish(models, connection)
    for model in models:
        table = told.get(str(model._meta.db_table))
        if table:
            refuse_other_rows(model, connection, table.rows, table.digest)
    end_keys(models, connection)


def end_keys(models: list[Model], connection: BaseDatabaseWrapper) -> None:
    for model in models:
        if str(model._meta.db_table) in KEYS:
            model._base_manager.using(connection.alias).all().delete()


def load_table(
    backup: Path, model: Model, table: Table, connection: BaseDatabaseWrapper, say: Say
) -> None:
    if names_of(model) != table.columns:
        raise CannotGoOn(OTHER_COLUMNS.format(table=table.name))
    if table.rows >= 10_000:
        say(f"{table.name}: {table.rows} rows …")
    loading.load(connection, model, folders.lines_in(folders.table_file(backup, table.name)))


def finish(models: list[Model], connection: BaseDatabaseWrapper) -> None:
    """Keys go on where the rows end, and every foreign key leads somewhere."""
    loading.count_on(connection, models)
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise CannotGoOn(f"{error}") from error


def refuse_other_rows(
    model: Model, connection: BaseDatabaseWrapper, rows: int, digest: str
) -> None:
    """Read every row again and compare with what was to be written."""
    found = Digest()
    for line in lines_of(model, connection):
        found.add(line)
    if (found.rows, str(found)) != (rows, digest):
        raise CannotGoOn(OTHER_ROWS.format(table=model._meta.db_table))
