"""Which threads serve a request: log-ins and files have few of their own, pages have the rest."""

import logging
import re
import time
from collections import deque
from threading import Condition, Thread
from typing import Any, NamedTuple

from config import environment


class Pool(NamedTuple):
    """Requests whose method and path fit; `most` of them may wait for its `threads`."""

    name: str
    threads: int
    most: int
    fits: re.Pattern[str]


# A log-in costs a hash, a file or the document of the API seconds: however many are asked for at
# once, the threads of the pages stay with the pages. The first that fits takes a request.
POOLS = (
    # Whoever watches over the service is answered also while every other thread hangs.
    Pool("probes", 1, 50, re.compile(r"\w+ /(healthz|metrics)(/|$)")),
    Pool("log-in", 2, 400, re.compile(r"POST (/login/|/api/v1/auth/login/)")),
    Pool("files", 3, 100, re.compile(r"\w+ (/.*\.(xlsx|csv|docx|pdf|zip)|/api/v1/schema/)$")),
)
ANYTHING = re.compile("")


logger = logging.getLogger("waitress")


def page_threads() -> int:
    return environment.number("WEB_THREADS", 8, least=1, most=128)


def all_threads() -> int:
    """Of one web process: as many may ask the database at the same moment."""
    return page_threads() + sum(pool.threads for pool in POOLS)


class Threads:
    """The threads of one pool and what waits for them."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.waiting: deque[tuple[float, Any]] = deque()
        self.is_open = True
        self.changed = Condition()
        for number in range(pool.threads):
            Thread(target=self._work, name=f"{pool.name}-{number}", daemon=True).start()

    def add(self, channel: Any) -> bool:
        """False when too many wait already."""
        with self.changed:
            if len(self.waiting) >= self.pool.most:
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
                # As waitress's own threads do: the pool outlives whatever one request raised.
                logger.exception("Exception when servicing %r", channel)

    def _next(self) -> Any:
        with self.changed:
            self.changed.wait_for(lambda: self.waiting or not self.is_open)
            return self.waiting.popleft()[1] if self.waiting else None


class ThreadPools:
    """What waitress hands its requests to (its dispatcher), with a pool for each kind."""

    def __init__(self, threads: int, most: int) -> None:
        pools = (*POOLS, Pool("pages", threads, most, ANYTHING))
        self.pools = [Threads(pool) for pool in pools]

    def pool_of(self, request: Any) -> Threads:
        if request.error:
            return self.pools[-1]
        asked = f"{request.command} {request.path}"
        return next(threads for threads in self.pools if threads.pool.fits.match(asked))

    def add_task(self, channel: Any) -> None:
        request = channel.requests[0]
        if not self.pool_of(request).add(channel):
            # The application says so, in its own words; that costs a page's thread next to nothing.
            request.is_refused = True
            if not self.pools[-1].add(channel):
                channel.cancel()  # not even that: it is hung up on

    def longest_wait(self) -> float:
        return max(threads.longest_wait() for threads in self.pools)

    def shutdown(self, *_told: Any) -> None:
        for threads in self.pools:
            threads.close()
