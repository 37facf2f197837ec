"""How a process says that it lives, and how whoever started it hears that: systemd's own way.

`NOTIFY_SOCKET` names where to say it. So each process of the service can be watched by the parent
of `make run` and by systemd alike.
"""

import logging
import os
import socket
import sys

logger = logging.getLogger(__name__)

VARIABLE = "NOTIFY_SOCKET"
READY, ALIVE = "READY=1", "WATCHDOG=1"


def notify(word: str) -> None:
    """Tell whoever started this that it is ready or alive."""
    address = os.environ.get(VARIABLE, "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line:
        try:
            line.sendto(word.encode(), address.replace("@", "\0", 1))
        except OSError:  # Nobody reads it just now; the next word comes in a second.
            logger.debug("Nobody listens at %s.", address)


class Line:
    """The other end: hears one process. Linux only, which has addresses without a file."""

    def __init__(self) -> None:
        self.socket: socket.socket | None = None
        if sys.platform == "linux":
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
            self.socket.bind("")  # The system chooses.

    @property
    def environ(self) -> dict[str, str]:
        """What the process has to be started with."""
        if self.socket is None:
            return {}
        return {VARIABLE: self.socket.getsockname().replace(b"\0", b"@", 1).decode()}

    def has_word(self) -> bool:
        """Whether the process has said anything since the last time."""
        said = False
        while self.socket:
            try:
                said = bool(self.socket.recv(64))
            except BlockingIOError:
                break
        return said

    def close(self) -> None:
        if self.socket:
            self.socket.close()
