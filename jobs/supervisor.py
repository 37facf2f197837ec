"""The worker's first process: forks one process for each lane, and replaces whichever ends or
hangs.

It never opens a connection to the database, so that none is shared across a fork, and does no work
that could hang. What it has imported is the lanes' as well, without costing memory twice; what only
some jobs need (papers, workbooks) is imported by the lane, and given back when that is renewed.
"""

import contextlib
import gc
import logging
import os
import signal
import time
import uuid

from jobs.kinds import LANES
from jobs.lane import Lane
from jobs.processes import forked
from jobs.progress import Signs
from processes.watchdog import ALIVE, READY, notify

# Seconds without a sign of life, and without a step of its work, after which a lane is replaced.
LONGEST_SILENCE, LONGEST_STEP = 60.0, 600.0
LONGEST_END = 8.0  # seconds a lane may go on once the worker is asked to end
SHORTEST_LIFE = 5.0  # seconds; one that dies sooner is not replaced at once
ENDING = {signal.SIGTERM, signal.SIGINT}
HEEDED = {*ENDING, signal.SIGCHLD}

logger = logging.getLogger(__name__)


class Place:
    """A lane's place: the process that fills it, or the one that filled it last."""

    def __init__(self, name: str) -> None:
        self.name, self.pid = name, 0
        self.worker: uuid.UUID | None = None
        self.forked_at = -SHORTEST_LIFE

    def fill(self) -> None:
        predecessor, self.worker = self.worker, uuid.uuid4()
        self.signs, self.forked_at = Signs(), time.monotonic()
        lane_of = (self.name, self.signs, self.worker, predecessor)
        self.pid = forked(lambda: Lane(*lane_of).work(), heeds=HEEDED)

    def mind(self) -> None:
        if self.pid and self.has_ended():
            self.clear()
        elif self.pid and (why := self.fault()):
            logger.error("The lane “%s” %s; it is replaced.", self.name, why)
            self.clear()
        if not self.pid and time.monotonic() > self.forked_at + SHORTEST_LIFE:
            self.fill()

    def has_ended(self) -> bool:
        """Not yet reaped: until then its number is nobody else's."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def fault(self) -> str:
        silent, still = self.signs.read()
        if silent > LONGEST_SILENCE:
            return f"has given no sign of life for {silent:.0f} s"
        if still > LONGEST_STEP:
            return f"has not gone a step further for {still:.0f} s"
        return ""

    def clear(self) -> None:
        """End whatever is left of it, with the children it may have had."""
        os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):  # It had no time to lead a group.
            os.killpg(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        if status and not os.WIFSIGNALED(status):
            logger.error("The lane “%s” ended with a fault; it is replaced.", self.name)
        elif status:
            logger.warning("The lane “%s” was killed; it is replaced.", self.name)
        self.pid = 0

    def ask_to_end(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGTERM)

    def see_to_its_end(self, deadline: float) -> None:
        while self.pid and not self.has_ended() and time.monotonic() < deadline:
            time.sleep(0.05)
        if self.pid:
            self.clear()


class Supervisor:
    def __init__(self) -> None:
        self.places = [Place(name) for name in LANES]

    def run(self) -> None:
        """Returns when it is asked to end, and all lanes have ended."""
        signal.pthread_sigmask(signal.SIG_BLOCK, HEEDED)
        gc.collect()
        gc.freeze()
        notify(READY)
        while not self.is_asked_to_end():
            notify(ALIVE)
            for place in self.places:
                place.mind()
        self.end()

    def is_asked_to_end(self) -> bool:
        """Waits a second, or until a lane ends."""
        arrived = signal.sigtimedwait(HEEDED, 1.0 if self.is_full() else 0.2)
        return arrived is not None and arrived.si_signo in ENDING

    def is_full(self) -> bool:
        return all(place.pid for place in self.places)

    def end(self) -> None:
        for place in self.places:
            place.ask_to_end()
        deadline = time.monotonic() + LONGEST_END
        for place in self.places:
            place.see_to_its_end(deadline)
