"""How many may read at once, and how many may wait for it without holding up everybody else."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore, Lock

from foreign.bounds import BOUNDS, Bounds
from foreign.errors import TooManyFiles

LONGEST_WAIT = 45  # seconds
MOST_EACH = 2  # of one person's files: one that is read, one that waits for it

_queues = {told.queue: BoundedSemaphore(told.at_once) for told in BOUNDS.values()}
_person: ContextVar[Hashable] = ContextVar("person", default=None)


class Admission:
    """Those who read or wait in this process, of whom there may be `most`, or any number."""

    def __init__(self) -> None:
        self.most: int | None = None
        self.here: Counter[Hashable] = Counter()  # by person; None for nobody in particular
        self._turns: defaultdict[Hashable, BoundedSemaphore] = defaultdict(BoundedSemaphore)
        self._lock = Lock()

    def enter(self, person: Hashable) -> BoundedSemaphore | None:
        """What to wait for before a queue: one person's files are read one after the other. Raises
        TooManyFiles."""
        if self.most is None:
            return None
        with self._lock:
            is_too_many = person is not None and self.here[person] >= MOST_EACH
            if is_too_many or self.here.total() >= self.most:
                raise TooManyFiles
            self.here[person] += 1
            return self._turns[person] if person is not None else None

    def leave(self, person: Hashable) -> None:
        if self.most is None:
            return
        with self._lock:
            self.here[person] -= 1
            if not self.here[person]:
                del self.here[person]
                self._turns.pop(person, None)


admission = Admission()


def keep_free(threads: int) -> None:
    """Of so many threads that answer requests a quarter, and at least one, stays for those who
    bring no file: whoever comes with one when the others are taken is told to come again. So is
    who has two here already."""
    admission.most = max(1, threads - max(1, threads // 4))


@contextmanager
def on_behalf_of(person: Hashable) -> Iterator[None]:
    """Whose files are read in this block, so that nobody takes the places of all."""
    before = _person.set(person)
    try:
        yield
    finally:
        _person.reset(before)


@contextmanager
def place(bounds: Bounds) -> Iterator[None]:
    """A place to read in, waited for in turn. Raises TooManyFiles."""
    person = _person.get()
    turn = admission.enter(person)
    try:
        with held(turn), held(_queues[bounds.queue]):
            yield
    finally:
        admission.leave(person)


@contextmanager
def held(lock: BoundedSemaphore | None) -> Iterator[None]:
    if lock is None:
        yield
        return
    if not lock.acquire(timeout=LONGEST_WAIT):
        raise TooManyFiles
    try:
        yield
    finally:
        lock.release()
