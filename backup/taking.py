"""Taking a backup while people go on working: the rows of one moment, then the photos they name.

A photo is in the store before a row names it, and none is ever deleted: looking into the store
after the rows misses none.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.storage import Storage
from django.db.backends.base.base import BaseDatabaseWrapper

from backup import folder as folders
from backup.errors import CannotGoOn
from backup.files import Held, Kept, Say, digest_of, each, held_in
from backup.folder import Manifest, Table
from backup.lines import Digest, names_of
from backup.reading import lines_of
from backup.schema import Model, applied_to, apps_at, tables_of
from hazards.snapshot import snapshot

WITHIN = "The backup cannot lie in the photo store itself: {folder}."
EMPTY = "There is nothing to back up: the database has no tables yet."


def take(
    folder: Path, connection: BaseDatabaseWrapper, storage: Storage, say: Say = print
) -> tuple[Path, Manifest]:
    """Add a backup to the folder; where it lies, and what is in it. Photos that are in the folder
    already are not copied again."""
    refuse_the_store_itself(folder, storage)
    with folders.alone(folder):
        known = {one.name: one for one in known_files(folder)}
        with folders.draft(folder, say) as draft:
            manifest = filled(draft, connection, storage, known, say)
            folders.seal(draft, manifest)
    return folders.finished_in(folder)[-1], manifest


def refuse_the_store_itself(folder: Path, storage: Storage) -> None:
    store = getattr(storage, "base_location", None)
    if store and folder.resolve().is_relative_to(Path(store).resolve()):
        raise CannotGoOn(WITHIN.format(folder=folder))


def known_files(folder: Path) -> list[Kept]:
    whole = folders.finished_in(folder)
    return folders.files_of(whole[-1]) if whole else []


def filled(
    draft: Path,
    connection: BaseDatabaseWrapper,
    storage: Storage,
    known: dict[str, Kept],
    say: Say,
) -> Manifest:
    made_at = datetime.now(UTC)
    with snapshot(connection):
        migrations = applied_to(connection)
        if not migrations:
            raise CannotGoOn(EMPTY)
        models = tables_of(apps_at(connection, migrations))
        tables = [dump(draft, model, connection, say) for model in models]
    kept = copy_files(draft.parent, storage, known, say)
    return Manifest(
        made_at=made_at.isoformat(),
        database=connection.vendor,
        migrations=migrations,
        tables=tables,
        files=len(kept),
        bytes=sum(one.size for one in kept),
        files_sha256=folders.write_files(draft, kept),
    )


def dump(draft: Path, model: Model, connection: BaseDatabaseWrapper, say: Say) -> Table:
    name = str(model._meta.db_table)
    digest = Digest()

    def told() -> Iterator[str]:
        for line in digest.adding(lines_of(model, connection)):
            if digest.rows % 100_000 == 0:
                say(f"{name}: {digest.rows} rows …")
            yield line

    sha256 = folders.write_lines(folders.table_file(draft, name), told())
    return Table(name, names_of(model), digest.rows, str(digest), sha256)


def copy_files(folder: Path, storage: Storage, known: dict[str, Kept], say: Say) -> list[Kept]:
    """Every file the store holds. What was copied before and has not changed since stays."""

    def keep(held: Held) -> Kept | None:
        before = known.get(held.name)
        if before and before[:3] == held and folders.place_of(folder, before.sha256).exists():
            return before
        return fetched(folder, storage, held)

    copied = each(keep, held_in(storage), say, "files looked at")
    return [one for one in copied if one]


def fetched(folder: Path, storage: Storage, held: Held) -> Kept | None:
    """Copied aside and put in its place whole; None for a file that has gone meanwhile, such as
    an export that was forgotten. That no photo has, `verify` says."""
    (folder / "files").mkdir(mode=0o700, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=folder / "files", prefix=".")
    try:
        with os.fdopen(handle, "wb") as out, storage.open(held.name) as file:
            sha256 = digest_of(file, out)
        place = folders.place_of(folder, sha256)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if not place.exists():  # another name may hold the same bytes
            os.replace(aside, place)
    except FileNotFoundError:
        return None
    finally:
        Path(aside).unlink(missing_ok=True)
    return Kept(*held, sha256)
