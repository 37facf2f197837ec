"""Which threads serve a request: log-ins and files have few of their own, pages have the rest."""

import logging
import re
import time
from collections import deque
from threading import Condition, Thread
from typing import Any, NamedTuple

from config import environment


class Lane(NamedTuple):
    """Requests whose method and path fit; `most` of them may wait for its `threads`."""

    name: str
    threads: int
    most: int
    fits: re.Pattern[str]


# A log-in costs a hash, a file or the document of the API seconds: however many are asked for at
# once, the threads of the pages stay with the pages. The first that fits takes a request.
LANES = (
    # Whoever watches over the service is answered also while every other thread hangs.
    Lane("probes", 1, 50, re.compile(r"\w+ /(healthz|metrics)(/|$)")),
    Lane("log-in", 2, 400, re.compile(r"POST (/login/|/api/v1/auth/login/)")),
    Lane("files", 3, 100, re.compile(r"\w+ (/.*\.(xlsx|csv|docx|pdf|zip)|/api/v1/schema/)$")),
)
ANYTHING = re.compile("")


logger = logging.getLogger("waitress")


def page_threads() -> int:
    return environment.number("WEB_THREADS", 8, least=1, most=128)


def all_threads() -> int:
    """Of one web process: as many may ask the database at the same moment."""
    return page_threads() + sum(lane.threads for lane in LANES)


class Threads:
    """The threads of one lane and what waits for them."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.waiting: deque[tuple[float, Any]] = deque()
        self.is_open = True
        self.changed = Condition()
        for number in range(lane.threads):
            Thread(target=self._work, name=f"{lane.name}-{number}", daemon=True).start()

    def add(self, channel: Any) -> bool:
        """False when too many wait already."""
        with self.changed:
            if len(self.waiting) >= self.lane.most:
                return False
            self.waiting.append((time.monotonic(), channel))
            self.changed.notify()
        return True

    def longest_wait(self) -> float:
        """Seconds the one at the head has waited for a thread; 0 when nobody waits."""
        with self.changed:
            return time.monotonic() - self.waiting[0][0] if self.waiting else 0.0

    def close(self) -> None:
        with self.changed:
            self.is_open = False
            self.changed.notify_all()

    def _work(self) -> None:
        while (channel := self._next()) is not None:
            try:
                channel.service()
            except BaseException:
                # As waitress's own threads do: the lane outlives whatever one request raised.
                logger.exception("Exception when servicing %r", channel)

    def _next(self) -> Any:
        with self.changed:
            self.changed.wait_for(lambda: self.waiting or not self.is_open)
            return self.waiting.popleft()[1] if self.waiting else None


class Lanes:
    """What waitress hands its requests to (its dispatcher), with a lane for each kind."""

    def __init__(self, threads: int, most: int) -> None:
        lanes = (*LANES, Lane("pages", threads, most, ANYTHING))
        self.lanes = [Threads(lane) for lane in lanes]

    def lane_of(self, request: Any) -> Threads:
        if request.error:
            return self.lanes[-1]
        asked = f"{request.command} {request.path}"
        return next(threads for threads in self.lanes if threads.lane.fits.match(asked))

    def add_task(self, channel: Any) -> None:
        request = channel.requests[0]
        if not self.lane_of(request).add(channel):
            # The application says so, in its own words; that costs a page's thread next to nothing.
            request.is_refused = True
            if not self.lanes[-1].add(channel):
                channel.cancel()  # not even that: it is hung up on

    def longest_wait(self) -> float:
        return max(threads.longest_wait() for threads in self.lanes)

    def shutdown(self, *_told: Any) -> None:
        for threads in self.lanes:
            threads.close()
