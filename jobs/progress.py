"""The two signs of life a process of the worker gives its supervisor, and the one it gets back.

They go through memory both share: the supervisor asks no database, and may find one process hung
while the database is away.
"""

import mmap
import struct
import time

SIGNS = struct.Struct("dd")  # seconds of the monotonic clock, which all processes share


class Stopping(BaseException):
    """The worker has been asked to end: whoever is at work stops here, and is begun again later.
    Not an Exception, so that nobody takes it for a fault of the work."""


class Signs:
    """When a process last showed that it lives, and when its work last went a step further."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, SIGNS.size)
        self.lives_at = self.moves_at = time.monotonic()
        self.write()

    def write(self) -> None:
        SIGNS.pack_into(self.memory, 0, self.lives_at, self.moves_at)

    def read(self) -> tuple[float, float]:
        """Seconds since each of the two."""
        now = time.monotonic()
        lives_at, moves_at = SIGNS.unpack_from(self.memory, 0)
        return now - lives_at, now - moves_at

    def live(self) -> None:
        self.lives_at = time.monotonic()
        self.write()

    def move(self) -> None:
        self.moves_at = time.monotonic()
        self.write()


class Process:
    """This process as far as its work may know: nothing in the web, a lane in the worker."""

    signs: Signs | None = None
    is_stopping = False


def is_written_by_the_heart() -> bool:
    """In a lane the heart writes how far the work has come, at its next beat. The work's own
    connection may be in the middle of reading: SQLite would refuse it a write at once, as "database
    is locked", when somebody else has written since that reading began."""
    return Process.signs is not None


def step() -> None:
    """The work has gone a step further. Raises Stopping when it should go no further here."""
    if Process.signs is not None:
        Process.signs.move()
    if Process.is_stopping:
        raise Stopping
