"""Which kinds of jobs there are: what carries each out, and in which lane of the worker."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.module_loading import import_string

# Each lane is a process of its own, so that what takes minutes holds up nothing that takes moments.
QUICK, LONG = "quick", "long"
LANES = (QUICK, LONG)


class Kind(NamedTuple):
    """`run` is the dotted name of a function that takes the job. It may be called twice for one
    job, also at the same time, and must come out at the same result."""

    run: str
    lane: str

    def load(self) -> Callable[[Any], None]:
        return import_string(self.run)


KINDS: dict[str, Kind] = {}
# Dotted names of functions without arguments, in the order they are called in.
BEFORE_EACH: list[str] = []


def register(kind: str, run: str, *, lane: str = LONG) -> None:
    """A room says in its AppConfig.ready what carries out its jobs; it is not imported for that."""
    if lane not in LANES:
        raise ValueError(f"There is no lane {lane!r}.")
    KINDS[kind] = Kind(run, lane)


def before_each(run: str) -> None:
    """A room says in its AppConfig.ready what is done first, whatever the worker then does."""
    if run not in BEFORE_EACH:
        BEFORE_EACH.append(run)


def get_ready() -> None:
    """Raises what the functions raise; the job then fares as if it had raised that itself."""
    for run in BEFORE_EACH:
        import_string(run)()
