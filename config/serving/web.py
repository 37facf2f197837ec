"""Starts the web processes at one listening socket, and replaces one that dies or hangs.

It imports nothing of Django, so that the parent stays small.
"""

import socket
import sys
from contextlib import suppress

from config import environment
from config.serving.children import Child
from config.serving.watched import Watched


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


class Web:
    """All of them. The socket is the parent's, so that nobody is turned away in between."""

    def __init__(self, command: list[str], listener: socket.socket) -> None:
        self.command, self.listener = command, listener
        listener.listen(1024)
        count = environment.number("WEB_WORKERS", 1, least=1, most=64)
        self.processes = [self._another() for _ in range(count)]

    def _another(self) -> Watched:
        descriptor = self.listener.fileno()
        return Watched([*self.command, "--listener", str(descriptor)], descriptor)

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
            if not (process.is_dead() or process.is_silent()):
                continue
            process.end()
            if not process.has_been_heard:
                return process.child.returncode or 1
            print("A web process has died; starting another.", file=sys.stderr, flush=True)
            self.processes[place] = self._another()
        return None
