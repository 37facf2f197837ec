"""Starts the worker, and replaces it when it ends or hangs.

The worker tells every second that it lives, as systemd's services do: `NOTIFY_SOCKET` names where.
"""

import os
import signal
import socket
import sys
import time

from config.serving.children import MANAGE, Child, start

COMMAND = [*MANAGE, "run_worker"]
# One that dies at once is not started over and over; it may take its time to load.
SHORTEST_LIFE, LOADING, SILENCE = 10.0, 120.0, 30.0  # seconds


class Worker:
    """The child that works, and what was last heard of it."""

    child: Child

    def __init__(self) -> None:
        self.line = listening()
        self.begin()

    def begin(self) -> None:
        told = {"NOTIFY_SOCKET": address_of(self.line)} if self.line else {}
        self.child = start(COMMAND, **told)
        self.started_at = time.monotonic()
        self.silent_from: float | None = None  # it has not been heard yet

    def mind(self) -> None:
        self.listen()
        if self.child.poll() is None:
            if self.is_heard_of():
                return
            self.kill("The worker gives no sign of life; starting another.")
        elif time.monotonic() < self.started_at + SHORTEST_LIFE:
            return
        else:
            print("The worker has died; starting another.", file=sys.stderr, flush=True)
        self.begin()

    def listen(self) -> None:
        while self.line:
            try:
                self.line.recv(64)
            except BlockingIOError:
                return
            self.silent_from = time.monotonic()

    def is_heard_of(self) -> bool:
        if self.line is None:
            return True
        if self.silent_from is None:
            return time.monotonic() < self.started_at + LOADING
        return time.monotonic() < self.silent_from + SILENCE

    def kill(self, why: str) -> None:
        """The processes of its lanes die with it."""
        print(why, file=sys.stderr, flush=True)
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()


def listening() -> socket.socket | None:
    """Where the worker's signs of life arrive: an address without a file (Linux only)."""
    if sys.platform != "linux":
        return None
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    line.bind("")  # The system chooses.
    return line


def address_of(line: socket.socket) -> str:
    return line.getsockname().replace(b"\0", b"@", 1).decode()
