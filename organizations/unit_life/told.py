"""Who is told that a unit was changed: the feed of changes, and rooms above that write it down."""

from collections.abc import Callable
from typing import Any

from organizations import feed
from organizations.units import Unit

# The unit, what befell it, who did it, the request, and what else is to be said of it.
Recorder = Callable[[Unit, str, Any, Any, dict[str, str]], None]
RECORDERS: list[Recorder] = []


def register(recorder: Recorder) -> Recorder:
    """A room says in its AppConfig.ready what writes changes of units down."""
    RECORDERS.append(recorder)
    return recorder


def record(unit: Unit, change: str, *, by: Any, request: Any, **details: str) -> None:
    """Inside the transaction of the change: it is written down, or nothing has happened. What
    nobody in particular did (`by` is None) is in the feed alone."""
    feed.note_unit(unit, change)
    if by is None:
        return
    for recorder in RECORDERS:
        recorder(unit, change, by, request, details)
