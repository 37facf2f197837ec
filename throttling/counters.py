"""Counters all processes of one machine share: a small file in memory, and no database.

Exact within a window of time on one machine; each machine counts for itself. Two names may fall
on the same cell, but hardly on the same two, and the lesser of two cells counts: a number can
only come out too high, by what another name asked.
"""

import fcntl
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import Lock

CELLS = 1 << 17
CELL = struct.Struct("<II")  # which window it counts, and how many in it


class Counters:
    """Opens the file, and makes it when it is missing."""

    def __init__(self, file: Path) -> None:
        self.descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # With room on the disk taken now: a cell written into a hole of the file on a full disk
        # would end the process.
        os.posix_fallocate(self.descriptor, 0, CELLS * CELL.size)
        self.memory = mmap.mmap(self.descriptor, CELLS * CELL.size)
        self.lock = Lock()

    def add(self, name: str, window: int) -> int:
        """One more in this window (a number that grows with time); how many there are now."""
        with self._alone():
            return min(self._add(cell, window & 0xFFFFFFFF) for cell in _cells(name))

    def _add(self, cell: int, window: int) -> int:
        counted, count = CELL.unpack_from(self.memory, cell * CELL.size)
        count = min(count + 1, 0xFFFFFFFF) if counted == window else 1
        CELL.pack_into(self.memory, cell * CELL.size, window, count)
        return count

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Threads by a lock of the process, processes by one of the file."""
        with self.lock:
            fcntl.lockf(self.descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self.descriptor, fcntl.LOCK_UN)


def _cells(name: str) -> tuple[int, int]:
    digest = blake2b(name.encode(), digest_size=16).digest()
    return (
        int.from_bytes(digest[:8], "little") % CELLS,
        int.from_bytes(digest[8:], "little") % CELLS,
    )


@cache
def counters(file: Path) -> Counters:
    """One opening for each process."""
    return Counters(file)
