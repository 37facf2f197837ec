"""A process of the service that says every second that it lives, and what was last heard of it.

It imports nothing of Django, so that the parent stays small.
"""

import os
import signal
import time
from contextlib import suppress

from config.serving.children import start
from processes.watchdog import Line

# It may take longer to load than between two signs of life.
SILENCE_SECONDS, LOADING_SECONDS = 30.0, 120.0
# One that dies sooner is not started over and over.
SHORTEST_LIFE_SECONDS = 10.0


class Watched:
    def __init__(self, command: list[str], *kept_open: int) -> None:
        self.line = Line()
        self.child = start(command, *kept_open, **self.line.environ)
        self.started_at = time.monotonic()
        self.heard_at: float | None = None

    def listen(self) -> None:
        if self.line.has_word():
            self.heard_at = time.monotonic()

    @property
    def age(self) -> float:
        return time.monotonic() - self.started_at

    @property
    def has_been_heard(self) -> bool:
        """Where nothing can be heard, one that has lived for a while counts as heard."""
        return self.heard_at is not None or (
            self.line.socket is None and self.age > SHORTEST_LIFE_SECONDS
        )

    def is_dead(self) -> bool:
        return self.child.poll() is not None

    def is_silent(self) -> bool:
        """Whether it hangs: nothing was heard of it for longer than it may take."""
        if self.line.socket is None:
            return False
        if self.heard_at is None:
            return self.age > LOADING_SECONDS
        return time.monotonic() - self.heard_at > SILENCE_SECONDS

    def end(self) -> None:
        """Kill what is left of it, with the children it may have had."""
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.line.close()
