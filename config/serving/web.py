"""Starts the web processes at one listening socket, and replaces one that dies or hangs.

It imports nothing of Django, so that the parent stays small.
"""

import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from config import environment
from config.serving.children import Child, start

# A process tells every second that it goes on; it may take longer to load the application.
SILENCE_SECONDS, LOADING_SECONDS = 30.0, 120.0


def web_command(host: str, port: int) -> list[str]:
    """One web process that listens for itself."""
    address = ["--host", host, "--port", str(port)]
    return [sys.executable, "-m", "config.serving.server", "config.wsgi", *address]


def listen(host: str, port: int) -> socket.socket:
    """Raises OSError when the address is taken or is not this machine's."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def beating(descriptor: int | None) -> Callable[[], None]:
    """Tells the parent that this process goes on, by a byte into a pipe it holds the end of."""

    def beat() -> None:
        if descriptor is not None:
            with suppress(BlockingIOError):  # it has not read the last ones yet
                os.write(descriptor, b".")

    if descriptor is not None:
        os.set_blocking(descriptor, False)
    return beat


class WebProcess:
    """One of them, and what was last heard of it."""

    def __init__(self, command: list[str], listener: socket.socket) -> None:
        self.hearing, telling = os.pipe()
        os.set_blocking(self.hearing, False)
        told = ["--listener", str(listener.fileno()), "--beat", str(telling)]
        self.child = start([*command, *told], listener.fileno(), telling)
        os.close(telling)
        self.has_been_heard = False
        self.silent_from = time.monotonic()

    def listen(self) -> None:
        try:
            heard = os.read(self.hearing, 4096)
        except BlockingIOError:
            return
        if heard:
            self.has_been_heard = True
            self.silent_from = time.monotonic()

    def is_dead(self) -> bool:
        return self.child.poll() is not None

    def hangs(self) -> bool:
        patience = SILENCE_SECONDS if self.has_been_heard else LOADING_SECONDS
        return time.monotonic() - self.silent_from > patience

    def bury(self) -> None:
        if not self.is_dead():
            self.child.kill()
            self.child.wait()
        os.close(self.hearing)


class Web:
    """All of them. The socket is the parent's, so that nobody is turned away in between."""

    def __init__(self, command: list[str], listener: socket.socket) -> None:
        self.command, self.listener = command, listener
        listener.listen(1024)
        count = environment.number("WEB_WORKERS", 1, least=1, most=64)
        self.processes = [self._another() for _ in range(count)]

    def _another(self) -> WebProcess:
        return WebProcess(self.command, self.listener)

    @property
    def children(self) -> list[Child]:
        return [process.child for process in self.processes]

    def is_ready(self) -> bool:
        return any(process.has_been_heard for process in self.processes)

    def turn_away(self) -> None:
        """Whoever comes now is refused at once, and a proxy sends them elsewhere; left in the
        queue of the socket they would be cut off when this process ends."""
        with suppress(OSError):  # nobody has listened yet
            self.listener.shutdown(socket.SHUT_RDWR)

    def mind(self) -> int | None:
        """Replaces what has died or hangs; the code to exit with when one could not even start."""
        for place, process in enumerate(self.processes):
            process.listen()
            if not (process.is_dead() or process.hangs()):
                continue
            process.bury()
            if not process.has_been_heard:
                return process.child.returncode or 1
            print("A web process has died; starting another.", file=sys.stderr, flush=True)
            self.processes[place] = self._another()
        return None
