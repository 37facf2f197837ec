"""Moving a ledger to another database, and its photos to another store, proved row by row."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from django.core.files.storage import Storage
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from backup import loading, schema
from backup.errors import CannotGoOn
from backup.files import Held, Say, digest_of, each, held_in, put_or_compare
from backup.lines import Digest
from backup.reading import lines_of
from backup.restoring import finish, refuse_other_rows
from backup.schema import Model
from hazards.snapshot import snapshot

NOT_EMPTY = "There is something in the database to move to. Give an empty one."
OTHER_VERSION = "The database to move to has been made ready by another version. Give an empty one."


class Moved(NamedTuple):
    """How much went over."""

    tables: int
    rows: int
    files: int


def move(
    source: BaseDatabaseWrapper,
    target: BaseDatabaseWrapper,
    stores: tuple[Storage, Storage] | None,
    say: Say = print,
) -> Moved:
    """Everything or nothing: what is in the target is committed when all rows are proved and all
    photos are over. `stores` are the photo stores to copy from and to, None where it stays."""
    applied = schema.applied_to(source)
    refuse(target, applied)
    schema.build(target, applied)
    models = schema.tables_of(schema.apps_at(source, applied))
    with transaction.atomic(using=target.alias):
        with snapshot(source):
            digests = copy_rows(models, source, target, say)
        finish(models, target)
        for model, digest in digests.items():
            refuse_other_rows(model, target, digest.rows, str(digest))
        files = copy_files(*stores, say) if stores else 0
    return Moved(len(digests), sum(digest.rows for digest in digests.values()), files)


def refuse(target: BaseDatabaseWrapper, applied: schema.Applied) -> None:
    if not loading.is_empty(target):
        raise CannotGoOn(NOT_EMPTY)
    if set(schema.applied_to(target)) - set(applied):
        raise CannotGoOn(OTHER_VERSION)


def copy_rows(
    models: list[Model], source: BaseDatabaseWrapper, target: BaseDatabaseWrapper, say: Say
) -> dict[Model, Digest]:
    """Table by table, a few thousand rows in memory at a time."""
    loading.clear(target, models)
    digests: dict[Model, Digest] = {}
    for model in models:
        digest = digests[model] = Digest()
        loading.load(target, model, digest.adding(lines_of(model, source)))
        if digest.rows >= 10_000:
            say(f"{model._meta.db_table}: {digest.rows} rows.")
    return digests


def copy_files(old: Storage, new: Storage, say: Say) -> int:
    """Each file of the old store, compared by its SHA-256 in the new one; how many there are."""
    there = {held.name for held in held_in(new)}

    def bring(held: Held) -> None:
        with tempfile.NamedTemporaryFile() as aside:
            with old.open(held.name) as file:
                sha256 = digest_of(file, aside)
            aside.flush()
            put_or_compare(new, held.name, Path(aside.name), sha256, held.name in there)

    return len(each(bring, held_in(old), say, "files copied"))
