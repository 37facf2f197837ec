"""How many may read at once, and how many may wait for it without holding up everybody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from foreign.bounds import BOUNDS, Bounds
from foreign.errors import TooManyFiles

LONGEST_WAIT = 45  # seconds

_lanes = {told.lane: BoundedSemaphore(told.at_once) for told in BOUNDS.values()}


class Crowd:
    """Those who read or wait in this process, of whom there may be `most`, or any number."""

    def __init__(self) -> None:
        self.most: int | None = None
        self.here = 0
        self._lock = Lock()

    def enter(self) -> None:
        with self._lock:
            if self.most is not None and self.here >= self.most:
                raise TooManyFiles
            self.here += 1

    def leave(self) -> None:
        with self._lock:
            self.here -= 1


crowd = Crowd()


def keep_free(threads: int) -> None:
    """Of so many threads that answer requests a quarter, and at least one, stays for those who
    bring no file: whoever comes with one when the others are taken is told to come again."""
    crowd.most = max(1, threads - max(1, threads // 4))


@contextmanager
def place(bounds: Bounds) -> Iterator[None]:
    """A place to read in, waited for in turn. Raises TooManyFiles."""
    crowd.enter()
    try:
        if not _lanes[bounds.lane].acquire(timeout=LONGEST_WAIT):
            raise TooManyFiles
        try:
            yield
        finally:
            _lanes[bounds.lane].release()
    finally:
        crowd.leave()
