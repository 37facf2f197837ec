"""A folder of backups: one folder a backup, and beside them every file of the photo store once.

    TO/2026-11-30T051752Z/backup.json, tables/*.jsonl.gz, files.jsonl.gz
    TO/files/ab/abcdef…                      by the SHA-256 of their bytes

A backup's folder gets its name last; until then it ends with `.unfinished`.
"""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backup.errors import CannotGoOn
from backup.files import Kept, Say, digest_of

FORMAT = 1
UNFINISHED = ".unfinished"
MANIFEST, SEAL, FILES, TABLES = "backup.json", "backup.json.sha256", "files.jsonl.gz", "tables"
NO_BACKUP = "There is no finished backup in {folder}."
NOT_FINISHED = "{name} was not finished and is not used."
BROKEN_OFF = "{folder} is a backup that was not finished; it cannot be restored."
DAMAGED = "{file} is not as it was written: its SHA-256 is another."
GONE = "{file} is missing from the backup."
OTHER_FORMAT = "The backup has format {found}; this version reads format {known}."
BUSY = "Another backup into {folder} is under way."


@dataclass(frozen=True)
class Table:
    """`columns` in the order of a line; `digest` is `backup.lines.Digest`, `sha256` the file's."""

    name: str
    columns: list[str]
    rows: int
    digest: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    tables: list[Table]
    files: int
    bytes: int
    files_sha256: str
    format: int = FORMAT


# --- Finding one ---------------------------------------------------------------------------------


def finished_in(folder: Path) -> list[Path]:
    """The whole backups, oldest first."""
    found = folder.glob(f"*/{MANIFEST}")
    return sorted(file.parent for file in found if file.parent.suffix != UNFINISHED)


def unfinished_in(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{UNFINISHED}"))


def chosen(folder: Path, say: Say) -> Path:
    """The folder itself where it is a backup, else the newest whole one in it."""
    if folder.suffix == UNFINISHED:
        raise CannotGoOn(BROKEN_OFF.format(folder=folder))
    if (folder / MANIFEST).exists():
        return folder
    whole = finished_in(folder)
    for broken in unfinished_in(folder):
        if not whole or broken.name > whole[-1].name:
            say(NOT_FINISHED.format(name=broken.name))
    if not whole:
        raise CannotGoOn(NO_BACKUP.format(folder=folder))
    return whole[-1]


def read(backup: Path) -> Manifest:
    text = (backup / MANIFEST).read_bytes()
    if hashlib.sha256(text).hexdigest() != (backup / SEAL).read_text().strip():
        raise CannotGoOn(DAMAGED.format(file=backup / MANIFEST))
    told = json.loads(text)
    if told["format"] != FORMAT:
        raise CannotGoOn(OTHER_FORMAT.format(found=told["format"], known=FORMAT))
    tables = [Table(**table) for table in told["tables"]]
    migrations = [(app, name) for app, name in told["migrations"]]
    return Manifest(**{**told, "tables": tables, "migrations": migrations})


# --- Reading it ----------------------------------------------------------------------------------


def table_file(backup: Path, table: str) -> Path:
    return backup / TABLES / f"{table}.jsonl.gz"


def refuse_damage(backup: Path, manifest: Manifest) -> None:
    """Everything but the photos, which are looked at one by one as they are copied."""
    wanted = {table_file(backup, table.name): table.sha256 for table in manifest.tables}
    for file, sha256 in {**wanted, backup / FILES: manifest.files_sha256}.items():
        refuse_another(file, sha256)


def refuse_another(file: Path, sha256: str) -> None:
    if not file.exists():
        raise CannotGoOn(GONE.format(file=file))
    if sha256_of(file) != sha256:
        raise CannotGoOn(DAMAGED.format(file=file))


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return digest_of(file)


def lines_in(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
        yield from (line.rstrip("\n") for line in lines)


def files_of(backup: Path) -> list[Kept]:
    return [Kept(*json.loads(line)) for line in lines_in(backup / FILES)]


def place_of(backups: Path, sha256: str) -> Path:
    return backups / "files" / sha256[:2] / sha256


# --- Writing it ----------------------------------------------------------------------------------


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One backup at a time; the lock dies with its process."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotGoOn(BUSY.format(folder=folder)) from error
        yield


@contextmanager
def draft(folder: Path, say: Say) -> Iterator[Path]:
    """A folder that becomes a backup when everything inside went well, and else is no more."""
    for broken in unfinished_in(folder):
        say(NOT_FINISHED.format(name=broken.name))
        shutil.rmtree(broken)
    name = f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%fZ}"
    under_way = folder / f"{name}{UNFINISHED}"
    (under_way / TABLES).mkdir(mode=0o700, parents=True)
    try:
        yield under_way
        # Everything is on the disk before the name says that it is.
        os.sync()
        under_way.rename(folder / name)
        os.sync()
    finally:
        shutil.rmtree(under_way, ignore_errors=True)


def write_lines(file: Path, lines: Iterable[str]) -> str:
    """Write them packed; the SHA-256 of the file, read again from the disk."""
    with gzip.open(file, "wt", compresslevel=4, encoding="utf-8", newline="\n") as out:
        for line in lines:
            out.write(f"{line}\n")
    return sha256_of(file)


def write_files(backup: Path, kept: Iterable[Kept]) -> str:
    lines = (json.dumps(one, ensure_ascii=False) for one in kept)
    return write_lines(backup / FILES, lines)


def seal(backup: Path, manifest: Manifest) -> None:
    told: dict[str, Any] = asdict(manifest)
    text = json.dumps(told, indent=1, ensure_ascii=False).encode()
    (backup / MANIFEST).write_bytes(text)
    (backup / SEAL).write_text(f"{hashlib.sha256(text).hexdigest()}\n")
