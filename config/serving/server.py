"""One web process: waitress, with bounds on whoever sends slowly, reads slowly or sends too much.

waitress takes a request in whole before a thread sees it and keeps an answer until it is fetched,
so that no thread waits for a guest. What it does not bound is bounded here, once a second.
"""

import argparse
import logging
import resource
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.buffers import BytesIOBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask
from waitress.utilities import RequestEntityTooLarge

from config import environment
from config.serving.children import BASE_DIR
from config.serving.thread_pools import ThreadPools, page_threads
from config.serving.web import listen
from hazards.photos.full_disk import is_full
from processes.watchdog import ALIVE, notify

MEGABYTE = 1024 * 1024
MOST_CONNECTIONS = 512
MOST_WAITING = MOST_CONNECTIONS  # for a page's thread
MOST_HEADER_BYTES = 32 * 1024
MOST_BODY_BYTES = 128 * MEGABYTE  # the same as settings.MAX_REQUEST_BYTES
MOST_LOGIN_BYTES = 64 * 1024
# All requests together that have come in part or wait for a thread; they lie in files.
MOST_BYTES_WAITING = 1024 * MEGABYTE
# An answer up to this size is put aside, on disk beyond a megabyte: its thread does not wait.
MOST_BYTES_UNREAD = 256 * MEGABYTE
HEADER_SECONDS = 20
IDLE_SECONDS = 75  # longer than a proxy keeps its own (nginx: 60)
BODY_GRACE_SECONDS, BODY_BYTES_A_SECOND = 30, 4096
UNREAD_SECONDS = 60
# A request that has waited this long for a thread means that the threads are stuck.
STUCK_SECONDS = 120
STOP_SECONDS = 10
# So long a proxy's open connections are asked to end with their next answer, before they are cut.
LEAVE_SECONDS = 1


class Discarded(BytesIOBasedBuffer):
    """Where a body goes that no longer fits on the disk."""

    def append(self, s: bytes) -> None:
        """Forgets it."""


class Request(HTTPRequestParser):
    """Somebody told that it is too much is not asked to go on."""

    is_refused = has_no_room = False

    def received(self, data: bytes) -> int:
        try:
            consumed = super().received(data)
        except OSError as error:
            if not is_full(error) or not isinstance(self.body_rcv, FixedStreamReceiver):
                raise
            # The rest is taken and thrown away: whoever is cut off in the middle hears no answer.
            self.has_no_room, self.body_rcv.buf = True, Discarded()
            consumed = super().received(data)
        if self.error:
            self.expect_continue = False
        return consumed

    def is_too_slow(self, seconds: float) -> bool:
        """Whether what has come in these seconds is less than anybody's telephone sends."""
        if not self.headers_finished:
            return seconds > HEADER_SECONDS
        return seconds > BODY_GRACE_SECONDS + self.body_bytes_received / BODY_BYTES_A_SECOND

    def is_a_bloated_login(self) -> bool:
        announced = max(self.content_length, self.body_bytes_received)
        return announced > MOST_LOGIN_BYTES and self.path.rstrip("/").endswith("/login")


class Task(WSGITask):
    def get_environment(self) -> dict[str, Any]:
        told = {
            "ledger.is_refused": self.request.is_refused,
            "ledger.has_no_room": self.request.has_no_room,
        }
        return {**super().get_environment(), **told}


class Channel(HTTPChannel):
    """One connection. It knows when its present request began."""

    task_class, parser_class = Task, Request
    began_at: float | None = None
    unread_since: float | None = None

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began_at = time.time()
        taken = super().received(data)
        if self.request and self.request.headers_finished and self.request.is_a_bloated_login():
            self.server.given_up.append(self)
        return taken

    def service(self) -> None:
        request = self.requests[0]
        if isinstance(request.error, RequestEntityTooLarge) and request.content_length:
            # The application refuses it by the length it announces, in its own words.
            request.error = None
            request.headers["CONNECTION"] = "close"
        if self.server.is_stopping:
            request.headers["CONNECTION"] = "close"
        super().service()

    def is_overdue(self, now: float) -> bool:
        """Whether the other side has had all the time it gets."""
        if self.total_outbufs_len:
            return self._is_unread(now)
        if self.requests:
            return False
        if self.request is not None:
            return self.request.is_too_slow(now - (self.began_at or self.creation_time))
        return now - self.last_activity > (IDLE_SECONDS if self.began_at else HEADER_SECONDS)

    def _is_unread(self, now: float) -> bool:
        """Seen twice without a byte taken: once may be the moment before it is sent."""
        if now - self.last_activity < UNREAD_SECONDS:
            return False
        seen_before = self.unread_since == self.last_activity
        self.unread_since = self.last_activity
        return seen_before

    def bytes_held(self) -> int:
        return sum(one.body_bytes_received for one in (*self.requests, self.request) if one)

    def is_quiet(self) -> bool:
        """Whether nothing of it is being worked on or waits to be fetched."""
        return not (self.requests or self.total_outbufs_len)

    def quiet_since(self) -> float:
        """The order in which connections give way to new ones: between two requests first."""
        if self.request is None and self.began_at:
            return self.last_activity - IDLE_SECONDS
        return self.began_at or self.creation_time


class Server(TcpWSGIServer):
    """Listens, and once a second looks after its connections."""

    channel_class = Channel

    def __init__(
        self, application: Any, pools: ThreadPools, listener: socket.socket, beat: Any
    ) -> None:
        self.pools, self.beat, self.is_stopping = pools, beat, False
        self.given_up: list[Channel] = []
        super().__init__(
            application,
            _sock=listener,
            dispatcher=pools,
            adj=adjustments(),
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )

    def handle_accept(self) -> None:
        """A new connection is let in at the cost of the one that has been quiet longest."""
        super().handle_accept()
        if len(self.active_channels) > MOST_CONNECTIONS:
            quiet = [one for one in self.active_channels.values() if one.is_quiet()]
            self.given_up += sorted(quiet, key=Channel.quiet_since)[:1]

    def maintenance(self, now: float) -> None:
        channels = list(self.active_channels.values())
        self.given_up += [channel for channel in channels if channel.is_overdue(now)]
        self.given_up += heaviest(channels)
        if self.pools.longest_wait() < STUCK_SECONDS:
            self.beat()

    def hang_up(self) -> None:
        """On those given up, whether or not the other side would take another byte."""
        for channel in self.given_up:
            if channel.connected:
                channel.handle_close()
        self.given_up.clear()

    def handle_close(self) -> None:
        """The parent has shut the socket for all: nobody comes any more."""
        self.is_stopping = True

    def serve(self) -> None:
        """Until it is told to stop, and then until what has begun is answered or time is up."""
        while not self.is_stopping:
            self._turn(timeout=1)
        self.del_channel()  # others may go on listening at the same socket
        self.socket.close()
        told_at = time.monotonic()
        while self._is_needed(time.monotonic() - told_at):
            self._turn(timeout=0.1)
        self.pools.shutdown()

    def _turn(self, timeout: float) -> None:
        wasyncore.loop(timeout=timeout, map=self._map, use_poll=True, count=1)
        self.hang_up()

    def _is_needed(self, seconds: float) -> bool:
        channels = self.active_channels.values()
        if seconds < LEAVE_SECONDS:
            return bool(channels)
        return seconds < STOP_SECONDS and not all(channel.is_quiet() for channel in channels)

    def stop(self, *_signal: Any) -> None:
        self.is_stopping = True
        self.pull_trigger()


def heaviest(channels: list[Channel]) -> Iterator[Channel]:
    """Those that go, so that what lies on disk for all of them stays within bounds."""
    excess = sum(channel.bytes_held() for channel in channels) - MOST_BYTES_WAITING
    for channel in sorted(channels, key=Channel.bytes_held, reverse=True):
        if excess <= 0:
            return
        if channel.is_quiet():
            excess -= channel.bytes_held()
            yield channel


def adjustments() -> Adjustments:
    return Adjustments(
        ident="",
        # Which of them are believed is decided by the application (PROXIES).
        clear_untrusted_proxy_headers=False,
        # Never reached: whoever is quiet gives way before (`handle_accept`).
        connection_limit=4 * MOST_CONNECTIONS,
        max_request_header_size=MOST_HEADER_BYTES,
        max_request_body_size=MOST_BODY_BYTES + 1,
        outbuf_high_watermark=MOST_BYTES_UNREAD,
        recv_bytes=64 * 1024,
        cleanup_interval=1,
        asyncore_use_poll=True,
        log_socket_errors=False,
    )


def put_aside_in(folder: Path) -> None:
    """Where half requests and unread answers lie: not in a /tmp that may be memory."""
    if folder.is_dir():
        tempfile.tempdir = str(folder)


def allow_many_files() -> None:
    """Each connection holds up to three: itself, its request and its answer."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m config.serving.server", description=__doc__)
    asked.add_argument("application", nargs="?", default="config.wsgi")
    asked.add_argument("--host", default=environment.host())
    asked.add_argument("--port", type=int, default=environment.port())
    asked.add_argument("--listener", type=int, help="a socket that is bound already")
    told = asked.parse_args()
    own = told.listener is None
    listener = listen(told.host, told.port) if own else socket.socket(fileno=told.listener)
    allow_many_files()
    application = import_module(told.application).application
    put_aside_in(BASE_DIR / environment.text("DATA_DIR", "var") / "tmp")
    logging.getLogger("waitress").setLevel(logging.ERROR)
    pools = ThreadPools(page_threads(), MOST_WAITING)
    server = Server(application, pools, listener, partial(notify, ALIVE))
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, server.stop)
    server.serve()


if __name__ == "__main__":
    try:
        main()
    except ImproperlyConfigured as error:
        sys.exit(f"{error}")
