"""The folder of photos and papers: a file is whole and on the disk before its name is there.

The row that names a file is committed after the file was saved. A process killed in between leaves
a file no row names, never a row without its file.
"""

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from hazards.photos.full_disk import is_full

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:  # The optional extra `s3`.
    NO_ANSWER: tuple[type[Exception], ...] = ()
    REFUSAL: tuple[type[Exception], ...] = ()
else:  # What a store across the net raises: nothing came back, or a word that it will not.
    NO_ANSWER, REFUSAL = (BotoCoreError,), (ClientError,)

DRAFTS = ".drafts"
MARKER = ".photo-store"
FORGOTTEN = 24 * 3600.0  # seconds after which nobody is writing a draft any more


class StoreAway(OSError):
    """The folder cannot be used: it is gone, read-only, or its disk does not answer."""


class DurableFiles(FileSystemStorage):
    """Django's folder of files, written aside, synced and renamed into place.

    Raises StoreAway where the folder is to blame. A full disk keeps its own OSError, and a file
    that is not there its FileNotFoundError.
    """

    _has_been_there = False

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        with self._blaming_the_folder():
            self._refuse_an_empty_mount()
            self._make(path.parent)
            draft = self._make(Path(self.location) / DRAFTS) / f"{path.name}.{uuid.uuid4().hex}"
            try:
                self._write(draft, content)
                os.replace(draft, path)
            except OSError:
                draft.unlink(missing_ok=True)
                raise
            sync_folder(path.parent)
        return name

    def _open(self, name: str, mode: str = "rb") -> File:
        with self._blaming_the_folder():
            try:
                return File(open(self.path(name), mode))
            except FileNotFoundError:
                self._refuse_an_empty_mount()
                raise

    def delete(self, name: str) -> None:
        with self._blaming_the_folder():
            super().delete(name)

    def is_well(self) -> bool:
        """Whether files can be read and written; nothing is written to find out."""
        folder = Path(self.location)
        return (folder / MARKER).is_file() and os.access(folder, os.W_OK | os.X_OK)

    def make_ready(self, *, is_new: bool) -> bool:
        """Marks the folder as the one that keeps the files, so that an empty one in its place (a
        disk that is not mounted) is not taken for it. False where it does not look like it: it is
        not new to the ledger, and yet there is nothing in it."""
        folder = Path(self.location)
        if not is_new and not (folder.is_dir() and any(folder.iterdir())):
            return False
        with self._blaming_the_folder():
            self._make(folder)
            (folder / MARKER).touch(mode=0o600)
        self._forget_drafts()
        return True

    def _forget_drafts(self) -> None:
        """What a killed process was writing has no name yet and is of no use to anybody."""
        for draft in (Path(self.location) / DRAFTS).glob("*"):
            if draft.stat().st_mtime < time.time() - FORGOTTEN:
                draft.unlink(missing_ok=True)

    def _refuse_an_empty_mount(self) -> None:
        if (Path(self.location) / MARKER).is_file():
            self._has_been_there = True
        elif self._has_been_there:
            raise StoreAway(f"The photo store {self.location} is not there.")

    def _make(self, folder: Path) -> Path:
        """The folder and those above it, each synced into the one it lies in."""
        missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
        for one in reversed(missing):
            one.mkdir(mode=self.directory_permissions_mode or 0o700, exist_ok=True)
            sync_folder(one.parent)
        return folder

    def _write(self, draft: Path, content: Any) -> None:
        with open(draft, "xb") as file:
            os.fchmod(file.fileno(), self.file_permissions_mode or 0o600)
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _blaming_the_folder(self) -> Iterator[None]:
        try:
            yield
        except (StoreAway, FileNotFoundError):
            raise
        except OSError as error:
            if is_full(error):
                raise
            reason = error.strerror or str(error)
            raise StoreAway(f"The photo store {self.location}: {reason}.") from error


def sync_folder(folder: Path) -> None:
    """A new name is on the disk only once the folder it stands in is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
