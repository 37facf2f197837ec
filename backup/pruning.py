"""Old backups are taken out of their folder, and with them the files that no other names."""

import shutil
from pathlib import Path
from typing import NamedTuple

from backup import folder as folders
from backup.files import Say

GONE = "{name} is taken away."


class Pruned(NamedTuple):
    """How many went: backups, files, and bytes of files."""

    backups: int
    files: int
    bytes: int


def prune(folder: Path, keep: int, say: Say = print) -> Pruned:
    """Keep the newest `keep` whole backups, one at least, with all they name. Raises CannotGoOn,
    and nothing is gone, where one of those kept is damaged or a backup is under way."""
    with folders.alone(folder):
        whole = folders.finished_in(folder)
        kept, gone = whole[-max(1, keep) :], whole[: -max(1, keep)]
        named = {sha256 for backup in kept for sha256 in named_by(backup)}
        for backup in gone:
            say(GONE.format(name=backup.name))
            # Under this name nobody takes it for whole while it goes.
            going = backup.rename(backup.with_name(f"{backup.name}{folders.UNFINISHED}"))
            shutil.rmtree(going)
        sizes = [drop(file) for file in (folder / "files").glob("*/*") if file.name not in named]
    return Pruned(len(gone), len(sizes), sum(sizes))


def named_by(backup: Path) -> set[str]:
    manifest = folders.read(backup)
    folders.refuse_another(backup / folders.FILES, manifest.files_sha256)
    return {one.sha256 for one in folders.files_of(backup)}


def drop(file: Path) -> int:
    size = file.stat().st_size
    file.unlink()
    return size
